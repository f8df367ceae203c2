import { isProblem } from '@countersign/client';
import { Modal, Stack, Text } from '@mantine/core';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
    setOpen({ request, resolve, reject });
    return promise as Promise<never>;
  }, []);
  const cancel = () => {
    open?.resolve(null);
    setOpen(null);
  };
  return (
    <AskContext value={ask}>
      {children}
      <Modal
        opened={open !== null}
        onClose={cancel}
        // Above the dialog that asks for it, below the one that signs in again.
        zIndex={300}
        title={t('dialog.title')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        {open !== null && <DialogBody open={open} onEnd={() => setOpen(null)} />}
      </Modal>
    </AskContext>
  );
}

function DialogBody({ open, onEnd }: { open: Open; onEnd: () => void }) {
  const { data: session } = useSessionState();
  const { approval, text, submitLabel, apply, methods } = open.request;
  const applyAndEnd = async (secondFactor: SecondFactor) => {
    try {
      open.resolve(await untilSignedIn(() => apply(secondFactor)));
    } catch (error) {
      if (canTryAgain(error)) throw error;
      open.reject(error);
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
