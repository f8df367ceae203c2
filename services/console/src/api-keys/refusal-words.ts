import { useTranslation } from 'react-i18next';
import type { KeyRefusal } from './api-key.ts';

/** Every reason that the gateway notes for the owner of a key. */
export const REASONS = [
  'signature-invalid',
  'key-expired',
  'key-revoked',
  'address-not-allowed',
  'nonce-too-small',
  'route-unlisted',
  'permission-missing',
  'key-limit-reached',
  'token-expired',
  'token-outdated',
  'token-address-not-allowed',
] as const;

export type RefusalWords = {
  readonly title: string;
  /** What to do about it. */
  readonly help: string;
  /** For a nonce: what was sent, and what it had to be above. */
  readonly nonces: string | null;
};

/** Why the gateway refused, for the owner of the key. A reason that this page does not know yet is named as it is. */
export function useRefusalWords(): (refusal: KeyRefusal) => RefusalWords {
  const { t } = useTranslation('apiKeys');
  const inUnit = (nonce: string, unit: KeyRefusal['nonceUnit']) =>
    unit === 'unknown' ? nonce : t('refusals.inUnit', { nonce, unit: t(`unit.${unit}`) });
  return (refusal) => {
    const { nonce, nonceUnit, lastNonce, lastNonceUnit, ip, path } = refusal;
    const reason = REASONS.find((known) => known === refusal.reason);
    if (reason === undefined) {
      return {
        title: t('reason.other.title', { reason: refusal.reason }),
        help: t('reason.other.help'),
        nonces: null,
      };
    }
    const title = t(`reason.${reason}.title`, { ip, path });
    if (reason !== 'nonce-too-small') return { title, help: t(`reason.${reason}.help`), nonces: null };
    const units = { used: t(`unit.${lastNonceUnit}`), sent: t(`unit.${nonceUnit}`) };
    return {
      title,
      help:
        nonceUnit === lastNonceUnit
          ? t('reason.nonce-too-small.help')
          : t('reason.nonce-too-small.units', units),
      nonces: t('refusals.nonces', {
        last: inUnit(lastNonce, lastNonceUnit),
        sent: inUnit(nonce, nonceUnit),
      }),
    };
  };
}
