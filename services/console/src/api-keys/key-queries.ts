import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { ApiKey, KeyStatus } from './api-key.ts';

export type KeyFilter = { readonly status: KeyStatus | null; readonly search: string };

const PAGE_SIZE = 25;

/** The keys of the account, newest first, page by page. */
export const keyListQuery = ({ status, search }: KeyFilter) =>
  infiniteQueryOptions({
    queryKey: ['keys', 'list', { status, search }],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/keys', {
        query: {
          limit: PAGE_SIZE,
          ...(status !== null && { status }),
          ...(search !== '' && { search }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Every key: what the page says of the account as a whole, whatever the list is narrowed to. */
export const ALL_KEYS: KeyFilter = { status: null, search: '' };

export const keyQuery = (keyId: string) =>
  queryOptions({
    queryKey: ['keys', 'one', keyId],
    queryFn: ({ signal }) => api.get('/v1/keys/{keyId}', { path: { keyId }, signal }),
  });

/** The latest refusal of each kind; all of them are one page. */
export const keyRefusalsQuery = (keyId: string) =>
  queryOptions({
    queryKey: ['keys', 'refusals', keyId],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/keys/{keyId}/refusals', { path: { keyId }, signal })).items,
  });

/** What the service just answered about a key; everything else about keys is read anew. */
export function setKey(key: ApiKey): Promise<void> {
  queryClient.setQueryData(keyQuery(key.id).queryKey, key);
  return queryClient.invalidateQueries({ queryKey: ['keys'] });
}
