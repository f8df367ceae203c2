import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { type Factor, refreshFactors } from './factor-queries.ts';
import { useSecondFactor } from './second-factor-dialog.tsx';

/** Asks for a second factor, says what a removal means, and removes. */
export function useRemoveFactor(): (factor: Factor) => Promise<void> {
  const { t } = useTranslation('secondFactors');
  const ask = useSecondFactor();
  return async ({ id, label }) => {
    try {
      await ask({
        approval: { purpose: 'second-factor-removal', subject: id },
        text: t('remove.text', { what: label ?? t('totp.app') }),
        submitLabel: t('remove.button'),
        apply: (secondFactor) =>
          api.delete('/v1/second-factors/{id}', { path: { id }, body: { secondFactor } }),
      });
    } finally {
      // Also a refusal can mean that the list is old.
      await refreshFactors();
    }
  };
}
