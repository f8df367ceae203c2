import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageLoading } from '../app/page-loading.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReadingFailed } from '../components/reading-failed.tsx';
import type { ApiKey } from './api-key.ts';
import { type Done, DoneNotice } from './done-notice.tsx';
import { KeyFilters } from './key-filters.tsx';
import { KeyList } from './key-list.tsx';
import { ALL_KEYS, type KeyFilter, keyListQuery } from './key-queries.ts';
import { KeysTabs } from './keys-tabs.tsx';
import { NoKeys } from './no-keys.tsx';
import { RevokeAll } from './revoke-all.tsx';
import { useStatusFilter } from './use-status-filter.ts';

/** My API Keys: every key of the account. */
export default function KeysPage() {
  const { t } = useTranslation('apiKeys');
  const [status, setStatus] = useStatusFilter();
  const [search, setSearch] = useState('');
  const [done, setDone] = useState<Done | null>(null);
  const mayRevoke = useMayRevoke();
  const revoked = (title: string) => setDone({ title, text: t('revoke.inForce') });
  return (
    <Stack gap="lg">
      <KeysTabs />
      <PageHeading>{t('title')}</PageHeading>
      {done !== null && <DoneNotice key={done.title} {...done} />}
      <KeyFilters {...{ status, search }} onStatus={setStatus} onSearch={setSearch} />
      <Keys
        filter={{ status, search }}
        onRevoked={({ id, label }) => revoked(t('revoke.done', { name: label ?? id }))}
      />
      {mayRevoke && <RevokeAll onRevoked={(count) => revoked(t('revokeAll.done', { count }))} />}
    </Stack>
  );
}

const useKeyList = (filter: KeyFilter) => useInfiniteQuery(keyListQuery(filter));

/** Whether there can be keys to revoke: in doubt, and when the list cannot be read, there can. */
function useMayRevoke(): boolean {
  const { data, error, hasNextPage } = useKeyList(ALL_KEYS);
  if (data === undefined) return error !== null;
  return hasNextPage || data.pages.some(({ items }) => items.some(({ status }) => status !== 'revoked'));
}

function Keys({ filter, onRevoked }: { filter: KeyFilter; onRevoked: (key: ApiKey) => void }) {
  const list = useKeyList(filter);
  const failed = !list.isFetchNextPageError && (
    <ReadingFailed error={list.error} isOldShown={list.data !== undefined} onRetry={list.refetch} />
  );
  if (list.data === undefined) return list.error === null ? <PageLoading /> : failed;
  const keys = list.data.pages.flatMap(({ items }) => items);
  const isFiltered = filter.status !== null || filter.search !== '';
  return (
    <Stack>
      {failed}
      {keys.length === 0 ? (
        <NoKeys isFiltered={isFiltered} />
      ) : (
        <>
          <KeyList keys={keys} onRevoked={onRevoked} />
          <EndOfList list={list} count={keys.length} />
        </>
      )}
    </Stack>
  );
}

type EndProps = { readonly list: ReturnType<typeof useKeyList>; readonly count: number };

/** The way to the next page, or how many keys there are. */
function EndOfList({ list, count }: EndProps) {
  const { t } = useTranslation('apiKeys');
  return (
    <>
      {list.isFetchNextPageError && <ProblemAlert error={list.error} onRetry={list.fetchNextPage} />}
      {list.hasNextPage ? (
        <Button
          variant="default"
          style={{ alignSelf: 'center' }}
          loading={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      ) : (
        <Text size="sm" c="dimmed" role="status">
          {t('list.count', { count })}
        </Text>
      )}
    </>
  );
}
