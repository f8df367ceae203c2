import { Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { queryClient } from '../api/query-client.ts';
import { forgetAccount, sessionQuery } from '../api/session.ts';
import { NO_MAIL_LINK, setMailLink, useMailLink } from '../app/mail-link.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { NoLink } from './no-link.tsx';

/** Behind the link of a mail that was asked for on the page of forgotten passwords. */
export default function ResetPasswordPage() {
  const { t } = useTranslation('users');
  const { token } = useMailLink();
  const [isDone, setDone] = useState(false);
  const end = () => {
    setDone(true);
    setMailLink(NO_MAIL_LINK);
    // Every session of the account has ended with the old password; one of another account has not.
    forgetAccount();
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  if (isDone) {
    return (
      <NarrowPage title={t('reset.done.title')} intro={t('reset.done.text')}>
        <Button component={Link} href={PATHS.signIn}>
          {t('signIn.submit')}
        </Button>
      </NarrowPage>
    );
  }
  return token === null ? <NoLink /> : <ResetPassword token={token} onDone={end} />;
}

function ResetPassword({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation('users');
  const [newPassword, setNewPassword] = useState('');
  const reset = useMutation({
    mutationFn: () => api.post('/v1/users/password-reset/confirmation', { body: { token, newPassword } }),
    onSuccess: onDone,
  });
  const fieldWords = useFieldWords(reset.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  return (
    <NarrowPage title={t('reset.title')} intro={t('reset.intro')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ProblemAlert error={reset.error} />
          <NewPasswordField
            label={t('reset.newPassword')}
            value={newPassword}
            onChange={setNewPassword}
            error={fieldWords('newPassword')}
          />
          <Button type="submit" loading={reset.isPending}>
            {t('reset.submit')}
          </Button>
          <Anchor component={Link} href={PATHS.forgottenPassword} size="sm">
            {t('reset.newLink')}
          </Anchor>
        </Stack>
      </form>
    </NarrowPage>
  );
}
