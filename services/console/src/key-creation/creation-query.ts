import type { AnswerOf } from '@countersign/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';

export type KeyCreation = AnswerOf<'get', '/v1/key-creations/{id}'>;

export const creationQuery = (id: string) =>
  queryOptions({
    queryKey: ['key-creations', id],
    queryFn: ({ signal }) => api.get('/v1/key-creations/{id}', { path: { id }, signal }),
  });

/** What the service just answered about a creation. */
export const setCreation = (creation: KeyCreation): void => {
  queryClient.setQueryData(creationQuery(creation.id).queryKey, creation);
};
