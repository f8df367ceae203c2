import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import { PLATFORM_NAME } from '../app/page-settings.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { EmailField } from './email-field.tsx';
import { MailSent } from './mail-sent.tsx';
import { NewPasswordField } from './new-password-field.tsx';

export default function SignUpPage() {
  const { t } = useTranslation('users');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signUp = useMutation({
    mutationFn: () => api.post('/v1/users', { body: { email: email.trim(), password } }),
  });
  const fieldWords = useFieldWords(signUp.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signUp.mutate();
  };
  if (signUp.isSuccess) {
    return (
      <MailSent title={t('signUp.sent.title')} onChangeAddress={signUp.reset}>
        {t('signUp.sent.text', { email: email.trim() })}
      </MailSent>
    );
  }
  return (
    <NarrowPage title={t('signUp.title')} intro={t('signUp.intro', { platform: PLATFORM_NAME })}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ProblemAlert error={signUp.error} />
          <EmailField value={email} onChange={setEmail} error={fieldWords('email')} />
          <NewPasswordField
            label={t('password')}
            value={password}
            onChange={setPassword}
            error={fieldWords('password')}
          />
          <Button type="submit" loading={signUp.isPending}>
            {t('signUp.submit')}
          </Button>
        </Stack>
      </form>
      <Text size="sm">
        {t('signUp.hasAccount')}{' '}
        <Anchor component={Link} href={PATHS.signIn} size="sm">
          {t('signIn.submit')}
        </Anchor>
      </Text>
    </NarrowPage>
  );
}
