import { Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { EmailField } from './email-field.tsx';
import { MailSent } from './mail-sent.tsx';

export default function ForgottenPasswordPage() {
  const { t } = useTranslation('users');
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () => api.post('/v1/users/password-reset', { body: { email: email.trim() } }),
  });
  const fieldWords = useFieldWords(ask.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  if (ask.isSuccess) {
    return (
      <MailSent title={t('forgotten.sent.title')} onChangeAddress={ask.reset}>
        {t('forgotten.sent.text', { email: email.trim() })}
      </MailSent>
    );
  }
  return (
    <NarrowPage title={t('forgotten.title')} intro={t('forgotten.intro')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ProblemAlert error={ask.error} />
          <EmailField value={email} onChange={setEmail} error={fieldWords('email')} />
          <Button type="submit" loading={ask.isPending}>
            {t('forgotten.submit')}
          </Button>
          <Anchor component={Link} href={PATHS.signIn} size="sm">
            {t('forgotten.back')}
          </Anchor>
        </Stack>
      </form>
    </NarrowPage>
  );
}
