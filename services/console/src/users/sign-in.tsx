import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { setSession } from '../api/session.ts';
import { PLATFORM_NAME } from '../app/page-settings.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { NoCookies } from './no-cookies.tsx';
import { OutsideRefusal } from './outside-refusal.tsx';
import { OutsideSignIn } from './outside-sign-in.tsx';
import { PendingLink } from './pending-link.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** What stands in the place of a page until somebody has signed in. */
export function SignIn() {
  const { t } = useTranslation('users');
  return (
    <NarrowPage title={t('signIn.title', { platform: PLATFORM_NAME })}>
      <NoCookies />
      <OutsideRefusal />
      <PendingLink />
      <SignInForm onSignedIn={setSession} />
      <OutsideSignIn />
      <Text size="sm">
        {t('signIn.noAccount')}{' '}
        <Anchor component={Link} href={PATHS.signUp} size="sm">
          {t('signIn.signUp')}
        </Anchor>
      </Text>
    </NarrowPage>
  );
}
