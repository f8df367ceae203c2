import { repeatSafely } from '@countersign/client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { useSession } from '../api/session.ts';
import { useAction } from '../api/use-action.ts';
import type { ApiKey } from '../api-keys/api-key.ts';
import classes from '../api-keys/done-notice.module.css';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { ChangeList } from './change-list.tsx';
import { changeBetween } from './key-change.ts';
import {
  type EndedState,
  isWaiting,
  type KeyEdit,
  latestEditQuery,
  setLatestEdit,
} from './key-edit-queries.ts';

type Props = {
  readonly apiKey: ApiKey;
  /** Whether it was just begun here: then it takes the focus. */
  readonly isNew: boolean;
};

/** The edit that waits for its mail, if there is one, and how it ended if it ended while the page was open. */
export function WaitingEdit({ apiKey, isNew }: Props) {
  const { t } = useTranslation('keyEdits');
  const { data: edit } = useQuery(latestEditQuery(apiKey.id));
  const seen = useRef<string | null>(null);
  if (isWaiting(edit)) seen.current = edit.id;
  const state = edit?.state;
  useEffect(() => {
    if (state === 'applied') void queryClient.invalidateQueries({ queryKey: ['keys'] });
  }, [state]);
  if (isWaiting(edit)) return <Waiting key={edit.id} apiKey={apiKey} edit={edit} isNew={isNew} />;
  if (edit === null || edit === undefined || seen.current !== edit.id) return null;
  return (
    <Notice
      kind={edit.state === 'applied' ? 'success' : 'info'}
      role="status"
      title={t(`ended.${edit.state as EndedState}`)}
    />
  );
}

function Waiting({ apiKey, edit, isNew }: Props & { edit: KeyEdit }) {
  const { t } = useTranslation('keyEdits');
  const { user } = useSession();
  const { dateTime } = useFormat();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) box.current?.focus();
  }, [isNew]);
  const change = changeBetween(apiKey, { ...edit, expiresAt: edit.keyExpiresAt });
  return (
    <div ref={box} tabIndex={-1} className={classes.box}>
      <Notice kind="info" role="status" title={t('waiting.title')}>
        <Stack gap="sm">
          <Text size="sm">{t('waiting.text', { email: user.email })}</Text>
          <ChangeList before={apiKey} change={change} />
          <Text size="sm" c="dimmed">
            {t(`waiting.mail.${edit.mail?.state ?? 'pending'}`)}{' '}
            {t('waiting.until', { when: dateTime(edit.expiresAt) })}
          </Text>
          <WaitingActions edit={edit} />
        </Stack>
      </Notice>
    </div>
  );
}

function WaitingActions({ edit }: { edit: KeyEdit }) {
  const { t } = useTranslation('keyEdits');
  const path = { id: edit.id };
  const cancel = useAction(() => api.delete('/v1/key-edits/{id}', { path }), {
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['key-edits'] }),
  });
  const resend = useAction(
    () =>
      repeatSafely((idempotencyKey) =>
        api.post('/v1/key-edits/{id}/confirmation-email', { path, idempotencyKey }),
      ),
    { onSuccess: (edit) => setLatestEdit({ edit }) },
  );
  const left = edit.mail?.resendsLeft ?? 0;
  return (
    <>
      <ProblemAlert error={cancel.error ?? resend.error} />
      <Group gap="sm">
        <Button size="sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('waiting.cancel')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={resend.isPending}
          disabled={left === 0}
          onClick={() => resend.mutate()}
        >
          {t('waiting.resend')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('waiting.left', { count: left })}
        </Text>
      </Group>
    </>
  );
}
