import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { keyPath } from '../app/paths.ts';
import { Notice } from '../components/notice.tsx';
import type { ApiKey } from './api-key.ts';

/** Says of a key that has ended that it has, and what took its place. */
export function EndedNotice({ apiKey: { status, replacedBy } }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  if (status === 'active') return null;
  return (
    <Notice kind={status === 'expired' ? 'warning' : 'info'} title={t(`ended.${status}.title`)}>
      <Text size="sm">{t(`ended.${status}.text`)}</Text>
      {replacedBy !== null && (
        <Anchor component={Link} href={keyPath(replacedBy)} size="sm">
          {t('ended.replacement')}
        </Anchor>
      )}
    </Notice>
  );
}
