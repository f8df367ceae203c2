import { isProblem } from '@countersign/client';
import { useSession } from '../api/session.ts';
import { isSessionGone, untilSignedIn } from '../api/session-gone.ts';
import type { Approval, SecondFactor } from './second-factor.ts';
import { useSecondFactor } from './second-factor-dialog.tsx';

type StepUp<Result> = {
  readonly approval: Approval;
  readonly text: string;
  readonly submitLabel: string;
  /** The call. `undefined` comes from an account that has no second factor to ask for. */
  readonly apply: (secondFactor: SecondFactor | undefined) => Promise<Result>;
  /** What goes along can be handed in once only: after a wrong code, too, it has to be made anew. */
  readonly isOneTry?: boolean;
};

type Outcome<Result> = { readonly result: Result } | { readonly error: unknown };

/** What is wrong with the rest of the form can be mended there only: the dialog in front of it has to go. */
const isAboutTheForm = (error: unknown): boolean =>
  isProblem(error, 'validation-failed') &&
  !error.errors.some(({ field }) => field.split('.')[0] === 'secondFactor');

/**
 * Does something that takes a fresh second factor where the account has one. Gives `null` if the person closed the
 * dialog.
 */
export function useStepUp() {
  const ask = useSecondFactor();
  const { secondFactorMethods } = useSession();
  return async <Result>({ apply, isOneTry = false, ...request }: StepUp<Result>): Promise<Result | null> => {
    if (secondFactorMethods.length === 0) return untilSignedIn(() => apply(undefined));
    const outcome = await ask<Outcome<Result>>({
      ...request,
      async apply(secondFactor) {
        try {
          return { result: await apply(secondFactor) };
        } catch (error) {
          if (isAboutTheForm(error) || (isOneTry && isProblem(error) && !isSessionGone(error)))
            return { error };
          throw error;
        }
      },
    });
    if (outcome === null) return null;
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  };
}
