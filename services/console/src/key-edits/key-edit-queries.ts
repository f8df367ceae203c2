import type { components } from '@countersign/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';

export type KeyEdit = components['schemas']['KeyEdit'];

/** How often a page looks whether the mail's link was opened, perhaps in another tab. */
const REFRESH_MS = 2_500;

type Waiting = KeyEdit & { readonly state: 'awaiting_confirmation' };
export type EndedState = Exclude<KeyEdit['state'], 'awaiting_confirmation'>;

export const isWaiting = (edit: KeyEdit | null | undefined): edit is Waiting =>
  edit?.state === 'awaiting_confirmation';

/** The newest edit of a key that had to be confirmed by mail, however it stands; `null` if there never was one. */
export const latestEditQuery = (keyId: string) =>
  queryOptions({
    queryKey: ['key-edits', 'latest', keyId],
    queryFn: async ({ signal }): Promise<KeyEdit | null> =>
      (await api.get('/v1/key-edits', { query: { keyId, limit: 1 }, signal })).items[0] ?? null,
    refetchInterval: ({ state }) => (isWaiting(state.data) ? REFRESH_MS : false),
  });

export const keyEditQuery = (id: string) =>
  queryOptions({
    queryKey: ['key-edits', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/key-edits/{id}', { path: { id }, signal }),
  });

/** What the service just answered about an edit. */
export const setLatestEdit = ({ edit }: { edit: KeyEdit }): void => {
  queryClient.setQueryData(latestEditQuery(edit.keyId).queryKey, edit);
};
