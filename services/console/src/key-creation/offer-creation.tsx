import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '../components/narrow-page.tsx';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import type { Press } from './confirm-creation.tsx';
import type { KeyCreation } from './creation-query.ts';
import { KeySummary } from './key-summary.tsx';

type Props = { readonly creation: KeyCreation; readonly press: Press };

/** What the key will be, and the one button that makes it. */
export function OfferCreation({ creation, press }: Props) {
  const { t } = useTranslation('keyCreation');
  const { dateTime } = useFormat();
  return (
    <NarrowPage title={t('offer.title')} intro={t('offer.text')}>
      <KeySummary creation={creation} />
      <ProblemAlert error={press.error} />
      <Button loading={press.isPending} onClick={press.onPress}>
        {t('offer.submit')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('offer.until', { when: dateTime(creation.expiresAt) })}
      </Text>
    </NarrowPage>
  );
}

/** The key exists, and its secret may never have arrived. */
export function OfferFreshSecret({ creation, press }: Props) {
  const { t } = useTranslation('keyCreation');
  const { dateTime } = useFormat();
  const when = creation.revealUntil === null ? '' : dateTime(creation.revealUntil);
  return (
    <NarrowPage title={t('fresh.title')} intro={t('fresh.text', { when })}>
      <Notice kind="warning">{t('fresh.warning')}</Notice>
      <KeySummary creation={creation} />
      <ProblemAlert error={press.error} />
      <Button loading={press.isPending} onClick={press.onPress}>
        {t('fresh.submit')}
      </Button>
    </NarrowPage>
  );
}
