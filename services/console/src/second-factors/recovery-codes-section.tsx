import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { refreshFactors } from './factor-queries.ts';
import { useSecondFactor } from './second-factor-dialog.tsx';

type Props = { readonly unused: number; readonly onCodes: (codes: readonly string[]) => void };

/** With so few left it is time for new ones. */
const FEW = 3;

export function RecoveryCodesSection({ unused, onCodes }: Props) {
  const { t } = useTranslation('secondFactors');
  const ask = useSecondFactor();
  const replace = useMutation({
    async mutationFn() {
      const answer = await ask({
        approval: { purpose: 'recovery-codes' },
        text: t('codes.replaceText'),
        submitLabel: t('codes.replace'),
        apply: (secondFactor) => api.post('/v1/recovery-codes', { body: { secondFactor } }),
      });
      if (answer === null) return;
      onCodes(answer.recoveryCodes);
      await refreshFactors();
    },
  });
  const button = (
    <Button variant="default" loading={replace.isPending} onClick={() => replace.mutate()}>
      {t('codes.replace')}
    </Button>
  );
  return (
    <Section title={t('codes.title')} intro={t('codes.intro')} action={button}>
      <ProblemAlert error={replace.error} />
      <Text {...(unused <= FEW ? { c: 'var(--mantine-color-error)', fw: 600 } : {})}>
        {t('codes.left', { count: unused })}
      </Text>
    </Section>
  );
}
