import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { type SessionState, setSession, signOut } from '../api/session.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SecondFactorForm } from '../second-factors/second-factor-form.tsx';

type Props = { readonly session: SessionState };

/** The second half of signing in. */
export function SecondFactorStep({ session }: Props) {
  const { t } = useTranslation('users');
  const leave = useMutation({ mutationFn: signOut });
  return (
    <NarrowPage title={t('step.title')} intro={t('step.intro', { email: session.user.email })}>
      <SecondFactorForm
        approval={{ purpose: 'sign-in' }}
        methods={session.secondFactorMethods}
        submitLabel={t('signIn.submit')}
        apply={async (secondFactor) =>
          setSession(await api.post('/v1/session/second-factor', { body: { secondFactor } }))
        }
      />
      <ProblemAlert error={leave.error} />
      <Anchor component="button" type="button" size="sm" ta="start" onClick={() => leave.mutate()}>
        {t('step.somebodyElse')}
      </Anchor>
    </NarrowPage>
  );
}
