import { isProblem } from '@countersign/client';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useAction } from '../api/use-action.ts';
import { keyQuery } from '../api-keys/key-queries.ts';
import { mailLinkUrl, NO_MAIL_LINK, setMailLink, useMailLink } from '../app/mail-link.ts';
import { PageLoading } from '../app/page-loading.tsx';
import { keyPath } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { OtherAccount } from '../key-creation/other-account.tsx';
import { NoLink } from '../users/no-link.tsx';
import { WrongBrowser } from '../users/wrong-browser.tsx';
import { ChangeList } from './change-list.tsx';
import { EndedEdit } from './ended-edit.tsx';
import { changeBetween } from './key-change.ts';
import { isWaiting, type KeyEdit, keyEditQuery } from './key-edit-queries.ts';

/** Behind the link of an edit that gives a key `withdraw`. Opening it changes nothing; pressing the button does. */
export default function ConfirmEditPage() {
  const { edit, token } = useMailLink();
  return edit === null || token === null ? <NoLink /> : <ConfirmEdit key={edit} id={edit} token={token} />;
}

function ConfirmEdit({ id, token }: { id: string; token: string }) {
  const { t } = useTranslation('keyEdits');
  const link = useMailLink();
  const { data: edit, error, refetch } = useQuery(keyEditQuery(id));
  const confirm = useAction(
    () => api.post('/v1/key-edits/{id}/confirmation', { path: { id }, body: { token } }),
    {
      onSettled: () => {
        void queryClient.invalidateQueries({ queryKey: ['key-edits'] });
        void queryClient.invalidateQueries({ queryKey: ['keys'] });
      },
    },
  );
  // Its answer may have been lost the first time.
  if (edit && (confirm.isSuccess || (confirm.isError && isProblem(confirm.error, 'edit-already-applied')))) {
    return <Applied keyId={edit.keyId} />;
  }
  if (isProblem(confirm.error, 'wrong-browser')) {
    return <WrongBrowser reason={t('confirm.wrongBrowser')} link={mailLinkUrl(link)} />;
  }
  if (isProblem(error, 'not-found') || isProblem(confirm.error, 'wrong-account', 'not-found'))
    return <OtherAccount />;
  if (edit === undefined) {
    return error === null ? <PageLoading /> : <ProblemAlert error={error} onRetry={refetch} />;
  }
  if (!isWaiting(edit)) return <EndedEdit edit={edit} />;
  return (
    <OfferEdit
      edit={edit}
      error={confirm.error}
      isPending={confirm.isPending}
      onPress={() => confirm.mutate()}
    />
  );
}

type OfferProps = {
  readonly edit: KeyEdit;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onPress: () => void;
};

function OfferEdit({ edit, error, isPending, onPress }: OfferProps) {
  const { t } = useTranslation('keyEdits');
  const { dateTime } = useFormat();
  const { data: key, error: keyError, refetch } = useQuery(keyQuery(edit.keyId));
  return (
    <NarrowPage title={t('confirm.title')} intro={t('confirm.intro')}>
      <div>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {key?.label ?? t('confirm.noLabel')}
        </Text>
        <Text size="sm" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {edit.keyId}
        </Text>
      </div>
      <ProblemAlert error={keyError} onRetry={refetch} />
      {key !== undefined && (
        <ChangeList before={key} change={changeBetween(key, { ...edit, expiresAt: edit.keyExpiresAt })} />
      )}
      <ProblemAlert error={error} />
      <Button loading={isPending} disabled={key === undefined} onClick={onPress}>
        {t('submit')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('confirm.notYou')} {t('waiting.until', { when: dateTime(edit.expiresAt) })}
      </Text>
    </NarrowPage>
  );
}

function Applied({ keyId }: { keyId: string }) {
  const { t } = useTranslation('keyEdits');
  return (
    <NarrowPage title={t('confirm.done.title')} intro={t('confirm.done.text')}>
      <Button component={Link} href={keyPath(keyId)} onClick={() => setMailLink(NO_MAIL_LINK)}>
        {t('confirm.done.goOn')}
      </Button>
    </NarrowPage>
  );
}
