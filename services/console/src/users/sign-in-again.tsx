import { Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import {
  awaitsSecondFactor,
  forgetAccount,
  type SessionState,
  setSession,
  useSessionState,
} from '../api/session.ts';
import { endSignInAgain, useIsSessionGone } from '../api/session-gone.ts';
import { PATHS } from '../app/paths.ts';
import { SecondFactorForm } from '../second-factors/second-factor-form.tsx';
import { OutsideSignIn } from './outside-sign-in.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** On top of a page whose session ended: signs in again, and the page goes on with everything that was typed. */
export function SignInAgain() {
  const { t } = useTranslation('users');
  const isSessionGone = useIsSessionGone();
  const giveUp = () => {
    forgetAccount();
    endSignInAgain(false);
  };
  return (
    <Modal
      opened={isSessionGone}
      onClose={giveUp}
      closeOnClickOutside={false}
      title={t('again.title')}
      zIndex={400}
      closeButtonProps={{ 'aria-label': t('again.giveUp') }}
    >
      <SignInAgainSteps />
    </Modal>
  );
}

function SignInAgainSteps() {
  const { t } = useTranslation('users');
  const { data: before } = useSessionState();
  const [, navigate] = useLocation();
  const [halfway, setHalfway] = useState<SessionState | null>(null);

  const goOn = (session: SessionState) => {
    // What is on the page belongs to somebody else's account, and what waits would be done in this one's name.
    const isSomebodyElse = before?.user.id !== session.user.id;
    if (!isSomebodyElse && awaitsSecondFactor(session)) return setHalfway(session);
    setSession(session);
    if (isSomebodyElse) return navigate(PATHS.home, { replace: true });
    return queryClient.invalidateQueries();
  };
  return (
    <Stack>
      <Text>{t('again.text')}</Text>
      {halfway === null ? (
        <>
          <SignInForm email={before?.user.email ?? ''} onSignedIn={goOn} />
          <OutsideSignIn />
        </>
      ) : (
        <SecondFactorForm
          approval={{ purpose: 'sign-in' }}
          methods={halfway.secondFactorMethods}
          submitLabel={t('signIn.submit')}
          apply={async (secondFactor) =>
            goOn(await api.post('/v1/session/second-factor', { body: { secondFactor } }))
          }
        />
      )}
    </Stack>
  );
}
