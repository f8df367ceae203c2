import { useTranslation } from 'react-i18next';
import type { KeyStatus } from './api-key.ts';
import classes from './key-status.module.css';

export function KeyStatusBadge({ status }: { status: KeyStatus }) {
  const { t } = useTranslation('apiKeys');
  return <span className={`${classes.badge} ${classes[status]}`}>{t(`status.${status}`)}</span>;
}
