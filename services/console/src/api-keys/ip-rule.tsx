import { useTranslation } from 'react-i18next';
import classes from './ip-rule.module.css';

type Props = { readonly ipAllowlist: readonly string[] | null; readonly max?: number };

/** Where a key works from: anywhere, or from these addresses, of which `max` are named. */
export function IpRule({ ipAllowlist, max = Number.POSITIVE_INFINITY }: Props) {
  const { t } = useTranslation('apiKeys');
  if (ipAllowlist === null) return t('ip.any');
  const hidden = ipAllowlist.length - max;
  return (
    <ul className={classes.addresses}>
      {ipAllowlist.slice(0, max).map((address) => (
        <li key={address}>{address}</li>
      ))}
      {hidden > 0 && <li className={classes.more}>{t('ip.more', { count: hidden })}</li>}
    </ul>
  );
}
