import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mailLinkUrl, useMailLink } from '../app/mail-link.ts';
import { CopyField } from '../components/copy-field.tsx';
import { Notice } from '../components/notice.tsx';

/** To somebody who opened a mail's link and is not signed in: it waits, or belongs into another browser. */
export function PendingLink() {
  const { t } = useTranslation('users');
  const link = useMailLink();
  if (link.token === null) return null;
  return (
    <Notice kind="info" title={t('pendingLink.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('pendingLink.text')}</Text>
        <CopyField label={t('wrongBrowser.link')} value={mailLinkUrl(link)} />
      </Stack>
    </Notice>
  );
}
