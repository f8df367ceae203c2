import { isProblem } from '@countersign/client';
import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { mailLinkUrl, NO_MAIL_LINK, setMailLink, useMailLink } from '../app/mail-link.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { NoLink } from './no-link.tsx';
import { WrongBrowser } from './wrong-browser.tsx';

/** Behind the link of the verification mail. Opening it changes nothing; pressing the button does. */
export default function VerifyEmailPage() {
  const { t } = useTranslation('users');
  const link = useMailLink();
  const { token } = link;
  const verify = useMutation({
    mutationFn: (token: string) => api.post('/v1/users/email-verification', { body: { token } }),
    onSuccess: () => setMailLink(NO_MAIL_LINK),
  });
  if (verify.isSuccess) {
    return (
      <NarrowPage title={t('verify.done.title')} intro={t('verify.done.text')}>
        <Button component={Link} href={PATHS.signIn}>
          {t('signIn.submit')}
        </Button>
      </NarrowPage>
    );
  }
  if (token === null) return <NoLink />;
  if (isProblem(verify.error, 'wrong-browser')) {
    return <WrongBrowser reason={t('verify.wrongBrowser')} link={mailLinkUrl(link)} />;
  }
  return (
    <NarrowPage title={t('verify.title')} intro={t('verify.intro')}>
      <ProblemAlert error={verify.error} />
      <Button loading={verify.isPending} onClick={() => verify.mutate(token)}>
        {t('verify.submit')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('verify.notYou')}
      </Text>
    </NarrowPage>
  );
}
