import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';
import { useFormat } from '../i18n/use-format.ts';
import type { Policy } from './factor-queries.ts';

type Props = { readonly hasFactor: boolean; readonly policy: Policy };

/** What should be done, and what does not work for now. */
export function SecurityNotices({ hasFactor, policy }: Props) {
  const { t } = useTranslation('secondFactors');
  const format = useFormat();
  const { withdrawHeldUntil } = policy;
  return (
    <>
      {!hasFactor && (
        <Notice kind="warning" title={t('missing.title')}>
          <Text size="sm">{t('missing.text')}</Text>
        </Notice>
      )}
      {withdrawHeldUntil !== null && (
        <Notice kind="info" title={t('hold.title', { when: format.dateTime(withdrawHeldUntil) })}>
          <Text size="sm">{t('hold.text')}</Text>
        </Notice>
      )}
    </>
  );
}
