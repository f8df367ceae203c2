import { repeatSafely } from '@countersign/client';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { useAction } from '../api/use-action.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { CancelCreation } from './cancel-creation.tsx';
import { type KeyCreation, setCreation } from './creation-query.ts';
import { maskAddress } from './mask-address.ts';

/** Until the link of the mail is opened. The page asks by itself how far it is (creation-page.tsx). */
export function WaitingForMail({ creation }: { creation: KeyCreation }) {
  const { t } = useTranslation('keyCreation');
  const { dateTime } = useFormat();
  const { user } = useSession();
  return (
    <NarrowPage title={t('waiting.title')}>
      <Stack gap="md">
        <Text>{t('waiting.text', { email: maskAddress(user.email) })}</Text>
        <Text size="sm" c="dimmed">
          {t('waiting.sameBrowser')}{' '}
          <Anchor component={Link} href={PATHS.confirm} size="sm">
            {t('waiting.paste')}
          </Anchor>
        </Text>
        <MailFate creation={creation} />
        <Text size="sm" c="dimmed">
          {t('waiting.until', { when: dateTime(creation.expiresAt) })}
        </Text>
      </Stack>
      <Actions creation={creation} />
    </NarrowPage>
  );
}

/** What became of the newest mail, where that needs saying. */
function MailFate({ creation: { mail } }: { creation: KeyCreation }) {
  const { t } = useTranslation('keyCreation');
  if (mail === null || mail.state === 'withdrawn') return null;
  if (mail.state === 'failed' || mail.state === 'expired') {
    return (
      <Notice kind="danger" role="alert" title={t('waiting.mail.failed')}>
        {t('waiting.mail.failedHint')}
      </Notice>
    );
  }
  return (
    <Text size="sm" role="status">
      {t(`waiting.mail.${mail.state}`)}
    </Text>
  );
}

function Actions({ creation }: { creation: KeyCreation }) {
  const { t } = useTranslation('keyCreation');
  const left = creation.mail?.resendsLeft ?? 0;
  const resend = useAction(
    () =>
      repeatSafely((idempotencyKey) =>
        api.post('/v1/key-creations/{id}/confirmation-email', { path: { id: creation.id }, idempotencyKey }),
      ),
    { onSuccess: setCreation },
  );
  return (
    <Stack gap="sm">
      <ProblemAlert error={resend.error} />
      <Button
        variant="default"
        loading={resend.isPending}
        disabled={left === 0}
        onClick={() => resend.mutate()}
      >
        {t('waiting.resend')}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {resend.isSuccess && `${t('waiting.resent')} `}
        {t('waiting.resendsLeft', { count: left })}
      </Text>
      <CancelCreation id={creation.id} />
    </Stack>
  );
}
