import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { Factor } from './factor-queries.ts';

export function useFactorLines(): (factor: Factor) => string[] {
  const { t } = useTranslation('secondFactors');
  const format = useFormat();
  return ({ activatedAt, lastUsedAt }) => [
    t('since', { when: format.dateTime(activatedAt) }),
    lastUsedAt === null ? t('neverUsed') : t('lastUsed', { when: format.dateTime(lastUsedAt) }),
  ];
}
