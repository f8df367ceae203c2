import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { Notice } from '../components/notice.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useStepUp } from '../second-factors/use-step-up.ts';
import { NewPasswordField } from '../users/new-password-field.tsx';
import { AccountDialog, type DialogProps } from './account-dialog.tsx';
import { CurrentPasswordField } from './current-password-field.tsx';

export function ChangePasswordDialog(props: DialogProps) {
  const { t } = useTranslation('account');
  return (
    <AccountDialog {...props} title={t('password.change')}>
      <ChangePasswordForm />
    </AccountDialog>
  );
}

function ChangePasswordForm() {
  const { t } = useTranslation('account');
  const stepUp = useStepUp();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [isDone, setDone] = useState(false);
  const change = useMutation({
    async mutationFn() {
      const answer = await stepUp({
        approval: { purpose: 'password-change' },
        text: t('password.approve'),
        submitLabel: t('password.change'),
        apply: (secondFactor) =>
          api.post('/v1/users/password', {
            body: { currentPassword, newPassword, ...(secondFactor && { secondFactor }) },
          }),
      });
      setDone(answer !== null);
    },
  });
  const fieldWords = useFieldWords(change.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  if (isDone) {
    return (
      <Notice kind="success" role="status" title={t('password.done')}>
        <Text size="sm">{t('password.doneText')}</Text>
      </Notice>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text>{t('password.text')}</Text>
        <ProblemAlert error={change.error} />
        <CurrentPasswordField
          value={currentPassword}
          onChange={setCurrentPassword}
          error={fieldWords('currentPassword')}
        />
        <NewPasswordField
          label={t('password.new')}
          value={newPassword}
          onChange={setNewPassword}
          error={fieldWords('newPassword')}
        />
        <Button type="submit" loading={change.isPending}>
          {t('password.change')}
        </Button>
      </Stack>
    </form>
  );
}
