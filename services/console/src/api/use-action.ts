import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { untilSignedIn } from './session-gone.ts';

/**
 * Something that a person does: `useMutation` of react-query for everything that needs a session. If the session ended
 * meanwhile, the person signs in again and the action goes on.
 */
export function useAction<Result, Input = void>(
  act: (input: Input) => Promise<Result>,
  options: Omit<UseMutationOptions<Result, Error, Input>, 'mutationFn'> = {},
) {
  return useMutation<Result, Error, Input>({
    ...options,
    mutationFn: (input) => untilSignedIn(() => act(input)),
  });
}
