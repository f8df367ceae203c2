import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { forgetAccount } from '../api/session.ts';
import { PATHS } from '../app/paths.ts';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useStepUp } from '../second-factors/use-step-up.ts';
import { AccountDialog, type DialogProps } from './account-dialog.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';

export function CloseAccountDialog(props: DialogProps) {
  const { t } = useTranslation('account');
  return (
    <AccountDialog {...props} title={t('closing.title')}>
      <CloseAccountForm />
    </AccountDialog>
  );
}

function CloseAccountForm() {
  const { t } = useTranslation('account');
  const stepUp = useStepUp();
  const [, navigate] = useLocation();
  const [password, setPassword] = useState('');
  const [isMeant, setMeant] = useState(false);
  const close = useMutation({
    async mutationFn() {
      const answer = await stepUp({
        approval: { purpose: 'account-closing' },
        text: t('closing.approve'),
        submitLabel: t('closing.submit'),
        apply: (secondFactor) =>
          api.post('/v1/users/closing', {
            body: { ...(password !== '' && { password }), ...(secondFactor && { secondFactor }) },
          }),
      });
      if (answer === null) return;
      navigate(PATHS.signIn);
      forgetAccount();
    },
  });
  const fieldWords = useFieldWords(close.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    close.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Notice kind="danger" title={t('closing.forGood')}>
          <Text size="sm">{t('closing.text')}</Text>
        </Notice>
        <ProblemAlert error={close.error} />
        <CurrentPasswordField
          isOptional
          value={password}
          onChange={setPassword}
          error={fieldWords('password')}
        />
        <Checkbox
          label={t('closing.meant')}
          checked={isMeant}
          onChange={(event) => setMeant(event.currentTarget.checked)}
        />
        <Button type="submit" color="red" disabled={!isMeant} loading={close.isPending}>
          {t('closing.submit')}
        </Button>
      </Stack>
    </form>
  );
}
