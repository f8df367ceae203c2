import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';
import type { Danger } from './danger.ts';

const KINDS = {
  'withdrawal-from-anywhere': 'danger',
  withdrawal: 'danger',
  'writes-from-anywhere': 'warning',
  'never-expires': 'warning',
} as const satisfies Record<Danger, 'warning' | 'danger'>;

/** Says what could go wrong with what was chosen, read out as it appears. */
export function DangerNotices({ dangers }: { dangers: readonly Danger[] }) {
  const { t } = useTranslation('keySettings');
  return (
    <Stack gap="sm" role="status">
      {dangers.map((danger) => (
        <Notice key={danger} kind={KINDS[danger]} title={t(`danger.${danger}.title`)}>
          {t(`danger.${danger}.text`)}
        </Notice>
      ))}
    </Stack>
  );
}
