import { Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useFieldWords } from '../api/problem-words.ts';
import type { SessionState } from '../api/session.ts';
import { PATHS } from '../app/paths.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { EmailField } from './email-field.tsx';

type Props = {
  /** Of somebody who signs in again, on top of a page that no link should lead away from. */
  readonly email?: string;
  readonly onSignedIn: (session: SessionState) => unknown;
};

/** E-mail address and password. The session that comes of it may still wait for its second factor. */
export function SignInForm({ email: knownEmail = '', onSignedIn }: Props) {
  const { t } = useTranslation('users');
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.post('/v1/session', { body: { email: email.trim(), password } }),
    onSuccess: onSignedIn,
  });
  const fieldWords = useFieldWords(signIn.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ProblemAlert error={signIn.error} />
        <EmailField value={email} onChange={setEmail} error={fieldWords('email')} />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldWords('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          data-autofocus={knownEmail !== ''}
        />
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
        {knownEmail === '' && (
          <Anchor component={Link} href={PATHS.forgottenPassword} size="sm">
            {t('signIn.forgotten')}
          </Anchor>
        )}
      </Stack>
    </form>
  );
}
