import { Button, Group, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { KeyIcon } from '../components/icons.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Row, Rows } from '../components/rows.tsx';
import { Section } from '../components/section.tsx';
import { type Factor, type Policy, refreshFactors } from './factor-queries.ts';
import { RegisterKeyDialog } from './register-key-dialog.tsx';
import { RenameKeyDialog } from './rename-key-dialog.tsx';
import { useSecondFactor } from './second-factor-dialog.tsx';
import { useFactorLines } from './use-factor-lines.ts';
import { useRemoveFactor } from './use-remove-factor.ts';

type Props = {
  readonly securityKeys: readonly Factor[];
  readonly policy: Policy;
  readonly onCodes: (codes: readonly string[] | null) => void;
};

export function SecurityKeysSection({ securityKeys, policy, onCodes }: Props) {
  const { t } = useTranslation('secondFactors');
  const linesOf = useFactorLines();
  const [isRegistering, setRegistering] = useState(false);
  const [renamed, setRenamed] = useState<Factor | null>(null);
  const removeFactor = useRemoveFactor();
  const remove = useMutation({ mutationFn: removeFactor });
  const add = <Button onClick={() => setRegistering(true)}>{t('keys.add')}</Button>;
  return (
    <Section title={t('keys.title')} intro={t('keys.intro')} action={add}>
      <ProblemAlert error={remove.error} />
      {securityKeys.length === 0 ? (
        <Text c="dimmed">{t('keys.none')}</Text>
      ) : (
        <Rows label={t('keys.title')}>
          {securityKeys.map((key) => (
            <Row
              key={key.id}
              icon={<KeyIcon />}
              title={key.label ?? ''}
              lines={linesOf(key)}
              actions={
                <Group gap="xs">
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={t('keys.renameWhat', { what: key.label })}
                    onClick={() => setRenamed(key)}
                  >
                    {t('keys.rename')}
                  </Button>
                  <Button
                    size="sm"
                    variant="default"
                    loading={remove.isPending && remove.variables.id === key.id}
                    aria-label={t('remove.what', { what: key.label })}
                    onClick={() => remove.mutate(key)}
                  >
                    {t('remove.button')}
                  </Button>
                </Group>
              }
            />
          ))}
        </Rows>
      )}
      {securityKeys.length > 0 && <OnlySwitch isOn={policy.securityKeyOnly} />}
      <RegisterKeyDialog
        isOpen={isRegistering}
        onClose={() => setRegistering(false)}
        onRegistered={(codes) => {
          setRegistering(false);
          onCodes(codes);
        }}
      />
      <RenameKeyDialog factor={renamed} onClose={() => setRenamed(null)} />
    </Section>
  );
}

/** Whether nothing counts that can be phished. */
function OnlySwitch({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation('secondFactors');
  const ask = useSecondFactor();
  const change = useMutation({
    async mutationFn(securityKeyOnly: boolean) {
      await ask({
        approval: { purpose: 'second-factor-policy', change: { securityKeyOnly } },
        text: t(securityKeyOnly ? 'only.onText' : 'only.offText'),
        submitLabel: t(securityKeyOnly ? 'only.on' : 'only.off'),
        methods: ['webauthn'],
        apply: (secondFactor) =>
          api.patch('/v1/second-factor-policy', { body: { securityKeyOnly, secondFactor } }),
      });
    },
    onSettled: refreshFactors,
  });
  return (
    <>
      <Switch
        label={t('only.label')}
        description={t('only.description')}
        checked={isOn}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <ProblemAlert error={change.error} />
    </>
  );
}
