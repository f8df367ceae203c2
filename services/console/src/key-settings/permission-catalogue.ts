import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** What can be permitted at all. The same for everybody, and for as long as the page is open. */
export const permissionCatalogueQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => api.get('/v1/permissions', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
