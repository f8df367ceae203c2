import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useStepUp } from '../second-factors/use-step-up.ts';
import { AccountDialog, type DialogProps } from './account-dialog.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';

export function ChangeEmailDialog(props: DialogProps) {
  const { t } = useTranslation('account');
  return (
    <AccountDialog {...props} title={t('email.change')}>
      <ChangeEmailForm />
    </AccountDialog>
  );
}

function ChangeEmailForm() {
  const { t } = useTranslation('account');
  const stepUp = useStepUp();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isSent, setSent] = useState(false);
  const newEmail = email.trim();
  const request = useMutation({
    async mutationFn() {
      const answer = await stepUp({
        approval: { purpose: 'email-change', change: { newEmail } },
        text: t('email.approve', { email: newEmail }),
        submitLabel: t('email.submit'),
        apply: (secondFactor) =>
          api.post('/v1/users/email-change', {
            body: { newEmail, ...(password !== '' && { password }), ...(secondFactor && { secondFactor }) },
          }),
      });
      setSent(answer !== null);
    },
  });
  const fieldWords = useFieldWords(request.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate();
  };
  if (isSent) {
    return (
      <Notice kind="success" role="status" title={t('email.sent')}>
        <Text size="sm">{t('email.sentText', { email: newEmail })}</Text>
      </Notice>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text>{t('email.text')}</Text>
        <ProblemAlert error={request.error} />
        <TextInput
          data-autofocus
          label={t('email.new')}
          type="email"
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={fieldWords('newEmail')}
        />
        <CurrentPasswordField
          isOptional
          value={password}
          onChange={setPassword}
          error={fieldWords('password')}
        />
        <Button type="submit" loading={request.isPending}>
          {t('email.submit')}
        </Button>
      </Stack>
    </form>
  );
}
