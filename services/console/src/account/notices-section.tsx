import { Stack, Switch } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';

const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: ({ signal }) => api.get('/v1/notification-preferences', { signal }),
});

const KINDS = ['sign-in', 'key-edited', 'key-revoked'] as const;
type Kind = (typeof KINDS)[number];

const isKnown = (kind: string): kind is Kind => (KINDS as readonly string[]).includes(kind);

/** Which harmless mails are sent. */
export function NoticesSection() {
  const { t } = useTranslation('account');
  const { data, error, refetch } = useQuery(preferencesQuery);
  const change = useAction(
    (body: Partial<Record<Kind, boolean>>) => api.patch('/v1/notification-preferences', { body }),
    { onSuccess: (answer) => queryClient.setQueryData(preferencesQuery.queryKey, answer) },
  );
  const switchable = (data?.notifications ?? []).filter(({ switchable }) => switchable);
  return (
    <Section title={t('notices.title')} intro={t('notices.intro')}>
      {data === undefined && <ProblemAlert error={error} onRetry={refetch} />}
      <ProblemAlert error={change.error} />
      <Stack gap="sm">
        {switchable.map(({ kind, description, enabled }) => (
          <Switch
            key={kind}
            // A newer service may have kinds that this page has no words for.
            label={isKnown(kind) ? t(`notice.${kind}`) : description}
            checked={enabled}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ [kind]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
    </Section>
  );
}
