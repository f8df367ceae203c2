import { Anchor, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { CodeField } from './code-field.tsx';
import { type Approval, byPreference, type SecondFactor, type SecondFactorMethod } from './second-factor.ts';
import { SecurityKeyButton } from './security-key-button.tsx';

type Props = {
  readonly approval: Approval;
  /** What the account has. */
  readonly methods: readonly SecondFactorMethod[];
  /** What the button says that hands the factor in. */
  readonly submitLabel: string;
  /** Does what the factor is for. What it throws is shown here, and the person can try again. */
  readonly apply: (secondFactor: SecondFactor) => Promise<unknown>;
};

/** Asks for a second factor in one of the ways that the account has, the handiest first. */
export function SecondFactorForm({ approval, methods, submitLabel, apply }: Props) {
  const { t } = useTranslation('secondFactors');
  const offered = byPreference(methods);
  const [chosen, setChosen] = useState(offered[0]);
  const submit = useMutation({ mutationFn: async (factor: Promise<SecondFactor>) => apply(await factor) });
  const choose = (method: SecondFactorMethod) => {
    submit.reset();
    setChosen(method);
  };
  if (chosen === undefined) return <Text>{t('form.none')}</Text>;
  const parts = { submitLabel, isPending: submit.isPending, onFactor: submit.mutate };
  return (
    <Stack gap="lg">
      {chosen === 'webauthn' ? (
        <SecurityKeyButton {...parts} approval={approval} />
      ) : (
        <CodeField {...parts} key={chosen} method={chosen} failedAttempts={submit.error} />
      )}
      <ProblemAlert error={submit.error} />
      <Stack gap={6} align="flex-start">
        {offered
          .filter((method) => method !== chosen)
          .map((method) => (
            <Anchor key={method} component="button" type="button" size="sm" onClick={() => choose(method)}>
              {t(`form.instead.${method}`)}
            </Anchor>
          ))}
      </Stack>
    </Stack>
  );
}
