import { isProblem } from '@countersign/client';
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { sessionQuery, useSession } from '../api/session.ts';
import { useAction } from '../api/use-action.ts';
import { mailLinkUrl, NO_MAIL_LINK, setMailLink, useMailLink } from '../app/mail-link.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { NoLink } from './no-link.tsx';
import { WrongBrowser } from './wrong-browser.tsx';

/** Behind the link that a new address got: in the browser that asked, signed in, one press changes the address. */
export default function ChangeEmailPage() {
  const { t } = useTranslation('users');
  const link = useMailLink();
  const { token } = link;
  const { user } = useSession();
  const change = useAction(
    (token: string) => api.post('/v1/users/email-change/confirmation', { body: { token } }),
    {
      onSuccess: () => {
        setMailLink(NO_MAIL_LINK);
        return queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      },
    },
  );
  if (change.isSuccess) {
    return (
      <NarrowPage title={t('changeEmail.done.title')} intro={t('changeEmail.done.text')}>
        <Button component={Link} href={PATHS.home}>
          {t('changeEmail.done.goOn')}
        </Button>
      </NarrowPage>
    );
  }
  if (token === null) return <NoLink />;
  if (isProblem(change.error, 'wrong-browser')) {
    return <WrongBrowser reason={t('changeEmail.wrongBrowser')} link={mailLinkUrl(link)} />;
  }
  return (
    <NarrowPage title={t('changeEmail.title')} intro={t('changeEmail.intro', { email: user.email })}>
      <ProblemAlert error={change.error} />
      <Button loading={change.isPending} onClick={() => change.mutate(token)}>
        {t('changeEmail.submit')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('changeEmail.notYou')}
      </Text>
    </NarrowPage>
  );
}
