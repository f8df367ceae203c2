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

const knownReason = (reason: string) => REASONS.find((known) => known === reason);

/** In one line why the gateway refused. A reason that this page does not know yet is named as it is. */
export function useRefusalTitle(): (refusal: Pick<KeyRefusal, 'reason' | 'ip' | 'path'>) => string {
  const { t } = useTranslation('apiKeys');
  return ({ reason, ip, path }) => {
    const known = knownReason(reason);
    return known === undefined
      ? t('reason.other.title', { reason })
      : t(`reason.${known}.title`, { ip, path });
  };
}

/** Why the gateway refused, for the owner of the key. */
export function useRefusalWords(): (refusal: KeyRefusal) => RefusalWords {
  const { t } = useTranslation('apiKeys');
  const titleOf = useRefusalTitle();
  const inUnit = (nonce: string, unit: KeyRefusal['nonceUnit']) =>
    unit === 'unknown' ? nonce : t('refusals.inUnit', { nonce, unit: t(`unit.${unit}`) });
  return (refusal) => {
    const { nonce, nonceUnit, lastNonce, lastNonceUnit } = refusal;
    const reason = knownReason(refusal.reason);
    const title = titleOf(refusal);
    if (reason === undefined) return { title, help: t('reason.other.help'), nonces: null };
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
