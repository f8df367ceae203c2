import { isProblem } from '@countersign/client';
import { Modal, Stack, Text } from '@mantine/core';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useSessionState } from '../api/session.ts';
import { untilSignedIn } from '../api/session-gone.ts';
import type { Approval, SecondFactor, SecondFactorMethod } from './second-factor.ts';
import { SecondFactorForm } from './second-factor-form.tsx';

export type SecondFactorRequest<Result> = {
  readonly approval: Approval;
  /** What is about to happen: a sentence, or a list of what changes. */
  readonly text: ReactNode;
  readonly submitLabel: string;
  /** What may be used; everything that the account has, unless told. */
  readonly methods?: readonly SecondFactorMethod[];
  /** The call that takes the factor. */
  readonly apply: (secondFactor: SecondFactor) => Promise<Result>;
};

type Ask = <Result>(request: SecondFactorRequest<Result>) => Promise<Result | null>;

type Open = {
  readonly request: SecondFactorRequest<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Changes while it is open. */
  readonly progress: { isApplying: boolean; isClosed: boolean };
};

const AskContext = createContext<Ask | null>(null);

/**
 * Opens the second-factor dialog. Gives what `apply` answered, or `null` if the person closed the dialog. A factor that
 * was not accepted, or an answer that did not come, stays in the dialog; any other error rejects.
 */
export function useSecondFactor(): Ask {
  const ask = use(AskContext);
  if (ask === null) throw new Error('useSecondFactor needs a SecondFactorProvider around it');
  return ask;
}

/** Errors after which another try in the same dialog can succeed. */
const canTryAgain = (error: unknown): boolean =>
  !isProblem(error) ||
  isProblem(
    error,
    'second-factor-invalid',
    'second-factor-attempts-exhausted',
    'security-key-required',
    'validation-failed',
    'rate-limited',
    'service-unavailable',
  );

export function SecondFactorProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('secondFactors');
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Ask>((request) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    setOpen({ request, resolve, reject, progress: { isApplying: false, isClosed: false } });
    return promise as Promise<never>;
  }, []);
  /** A call that is under way may have been heard: then its own answer is the outcome. */
  const close = (left: Open) => {
    left.progress.isClosed = true;
    if (!left.progress.isApplying) left.resolve(null);
    setOpen((now) => (now === left ? null : now));
  };
  const closeAny = () => {
    if (open !== null) close(open);
  };
  useElsewhere(closeAny);
  return (
    <AskContext value={ask}>
      {children}
      <Modal
        opened={open !== null}
        onClose={closeAny}
        // Above the dialog that asks for it, below the one that signs in again.
        zIndex={300}
        title={t('dialog.title')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        {open !== null && <DialogBody open={open} onEnd={() => close(open)} />}
      </Modal>
    </AskContext>
  );
}

/** Calls when the page below has become another one, or somebody else's. */
function useElsewhere(act: () => void): void {
  const [location] = useLocation();
  const userId = useSessionState().data?.user.id;
  const onChange = useEffectEvent(act);
  const place = `${userId} ${location}`;
  const before = useRef(place);
  useEffect(() => {
    if (before.current !== place) onChange();
    before.current = place;
  }, [place]);
}

function DialogBody({ open, onEnd }: { open: Open; onEnd: () => void }) {
  const { data: session } = useSessionState();
  const { progress } = open;
  const { approval, text, submitLabel, apply, methods } = open.request;
  const applyAndEnd = async (secondFactor: SecondFactor) => {
    if (progress.isClosed) return;
    progress.isApplying = true;
    try {
      open.resolve(await untilSignedIn(() => apply(secondFactor)));
    } catch (error) {
      progress.isApplying = false;
      if (!canTryAgain(error)) open.reject(error);
      else if (progress.isClosed) open.resolve(null);
      else throw error;
    }
    onEnd();
  };
  return (
    <Stack>
      <Text component="div">{text}</Text>
      <SecondFactorForm
        approval={approval}
        methods={methods ?? session?.secondFactorMethods ?? []}
        submitLabel={submitLabel}
        apply={applyAndEnd}
      />
    </Stack>
  );
}
