import type { ItemOf } from '@countersign/client';
import { Button, Stack, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useSession } from '../api/session.ts';
import { useAction } from '../api/use-action.ts';
import { PageLoading } from '../app/page-loading.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReadingFailed } from '../components/reading-failed.tsx';
import { Rows } from '../components/rows.tsx';
import { Section } from '../components/section.tsx';
import { SessionRow } from './session-row.tsx';

/** More than an account can have, so that one page of the list holds them all. */
const ALL = 100;

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => api.get('/v1/sessions', { query: { limit: ALL }, signal }),
});

export default function SessionsPage() {
  const { t } = useTranslation('sessions');
  const { data, error, refetch } = useQuery(sessionsQuery);
  return (
    <Stack gap="lg">
      <div>
        <PageHeading>{t('title')}</PageHeading>
        <Text c="dimmed">{t('intro')}</Text>
      </div>
      <ReadingFailed error={error} isOldShown={data !== undefined} onRetry={refetch} />
      {data !== undefined && <Sessions sessions={data.items} />}
      {data === undefined && error === null && <PageLoading />}
    </Stack>
  );
}

/** This session first, then those that were used last. */
const inOrder = (sessions: readonly ItemOf<'/v1/sessions'>[]) =>
  sessions.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt),
  );

function Sessions({ sessions }: { sessions: readonly ItemOf<'/v1/sessions'>[] }) {
  const { t } = useTranslation('sessions');
  const hasSecondFactor = useSession().secondFactorMethods.length > 0;
  const onSettled = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const endOne = useAction((id: string) => api.delete('/v1/sessions/{id}', { path: { id } }), { onSettled });
  const endOthers = useAction(() => api.delete('/v1/sessions'), { onSettled });
  const hasOthers = sessions.some(({ current }) => !current);
  const endAll = (
    <Button color="red" variant="light" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
      {t('endOthers')}
    </Button>
  );
  return (
    <Section
      title={t('open', { count: sessions.length })}
      intro={t(hasOthers ? 'unknown' : 'only')}
      {...(hasOthers ? { action: endAll } : {})}
    >
      <ProblemAlert error={endOne.error ?? endOthers.error} />
      {endOthers.isSuccess && !hasOthers && (
        <Notice kind="success" role="status">
          {t('othersEnded')}
        </Notice>
      )}
      <Rows label={t('title')}>
        {inOrder(sessions).map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isHalfway={session.assurance === 'password' && hasSecondFactor}
            isEnding={endOne.isPending && endOne.variables === session.id}
            onEnd={() => endOne.mutate(session.id)}
          />
        ))}
      </Rows>
    </Section>
  );
}
