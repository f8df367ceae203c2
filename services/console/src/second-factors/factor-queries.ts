import type { AnswerOf, ItemOf } from '@countersign/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { sessionQuery } from '../api/session.ts';

export type Factor = ItemOf<'/v1/second-factors'>;
export type Policy = AnswerOf<'get', '/v1/second-factor-policy'>;

export const factorsQuery = queryOptions({
  queryKey: ['second-factors'],
  queryFn: async ({ signal }) =>
    (await api.get('/v1/second-factors', { query: { limit: 100 }, signal })).items,
});

export const policyQuery = queryOptions({
  queryKey: ['second-factor-policy'],
  queryFn: ({ signal }) => api.get('/v1/second-factor-policy', { signal }),
});

/** After whatever changed the account's factors: what it can be asked for next has changed, too. */
export async function refreshFactors(): Promise<void> {
  await Promise.all(
    [factorsQuery, policyQuery, sessionQuery].map(({ queryKey }) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}
