import { Button, Divider, Stack } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

export const outsideQuery = queryOptions({
  queryKey: ['outside-sign-in'],
  queryFn: ({ signal }) => api.get('/v1/session/outside', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Signing in with the platform's own identity provider, where there is one. */
export function OutsideSignIn() {
  const { t } = useTranslation('users');
  const { data: provider } = useQuery(outsideQuery);
  const leave = useMutation({
    mutationFn: (next: string | undefined) =>
      api.post('/v1/session/outside', { body: next === undefined ? {} : { next } }),
    onSuccess: ({ authorizationUrl }) => location.assign(authorizationUrl),
  });
  if (!provider || provider.name === null) return null;
  const here = provider.returnPaths.find((path) => path === location.pathname);
  return (
    <Stack>
      <Divider label={t('outside.or')} />
      <ProblemAlert error={leave.error} />
      <Button
        variant="default"
        // The button goes on turning until the browser has left.
        loading={leave.isPending || leave.isSuccess}
        onClick={() => leave.mutate(here)}
      >
        {t('outside.submit', { name: provider.name })}
      </Button>
    </Stack>
  );
}
