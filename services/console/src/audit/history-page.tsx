import { Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { PageLoading } from '../app/page-loading.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReadingFailed } from '../components/reading-failed.tsx';
import { EventList } from './event-list.tsx';
import { ExportHistory } from './export-history.tsx';
import { type HistoryFilter, isFiltered, NO_FILTER, queryOf } from './history-filter.ts';
import { HistoryFilterForm } from './history-filter-form.tsx';

const PAGE_SIZE = 25;

const useEvents = (filter: HistoryFilter) =>
  useInfiniteQuery({
    queryKey: ['audit-events', filter],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return api.get('/v1/audit-events', {
        query: { limit: PAGE_SIZE, ...cursor, ...queryOf(filter) },
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export default function HistoryPage() {
  const { t } = useTranslation('audit');
  const [filter, setFilter] = useState(NO_FILTER);
  const events = useEvents(filter);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Stack gap="lg">
      <div>
        <PageHeading>{t('title')}</PageHeading>
        <Text c="dimmed">{t('intro', { zone })}</Text>
      </div>
      <HistoryFilterForm filter={filter} onChange={setFilter} />
      {events.data === undefined && events.error === null && <PageLoading />}
      {!events.isFetchNextPageError && (
        <ReadingFailed
          error={events.error}
          isOldShown={events.data !== undefined}
          onRetry={() => events.refetch()}
        />
      )}
      {events.data !== undefined && (
        <EventList
          events={events.data.pages.flatMap(({ items }) => items)}
          isFiltered={isFiltered(filter)}
          hasMore={events.hasNextPage}
          isLoading={events.isFetchingNextPage}
          onMore={() => events.fetchNextPage()}
          onSubject={(subject) => setFilter({ ...NO_FILTER, subject })}
        />
      )}
      {events.isFetchNextPageError && (
        <ProblemAlert error={events.error} onRetry={() => events.fetchNextPage()} />
      )}
      <ExportHistory />
    </Stack>
  );
}
