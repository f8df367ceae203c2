import { isProblem } from '@countersign/client';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { askToSignIn, isSessionGone } from './session-gone.ts';

const MAX_RETRIES = 2;

/** Whoever waited for the whole of a timeout is told, instead of waiting twice more. */
const isWorthRepeating = (error: Error): boolean =>
  isProblem(error) ? error.code === 'service-unavailable' : error.name !== 'TimeoutError';

/** What was read is shown again at once and read anew in the background. A refusal is an answer: no retry changes it. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isSessionGone(error)) void askToSignIn();
    },
  }),
  defaultOptions: {
    // Offline, too, a person is told at once, instead of waiting for something that happens later unasked.
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => failures < MAX_RETRIES && isWorthRepeating(error),
    },
    // Without a connection a call fails, and the page says so, instead of being held back in silence. What a form was
    // given, passwords among it, is forgotten with the form.
    mutations: { networkMode: 'always', gcTime: 0, retry: false },
  },
});
