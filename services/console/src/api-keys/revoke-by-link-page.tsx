import { isProblem } from '@countersign/client';
import { Button, List, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { forgetAccount, sessionQuery } from '../api/session.ts';
import { NO_MAIL_LINK, setMailLink, useMailLink } from '../app/mail-link.ts';
import { PATHS } from '../app/paths.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { NoLink } from '../users/no-link.tsx';
import classes from './revoke-by-link-page.module.css';

type Result = Awaited<ReturnType<typeof revokeByLink>>;

const revokeByLink = (token: string) => api.post('/v1/keys/revocation-by-link', { body: { token } });

/** The link is used up. The account's sessions have ended; one of another account, in the same browser, has not. */
function finish(): void {
  setMailLink(NO_MAIL_LINK);
  forgetAccount();
  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

const EFFECTS = ['keys', 'sessions', 'open'] as const;
const NEXT_STEPS = ['mailbox', 'password', 'factors', 'newKeys'] as const;

/**
 * Behind the link of a security notice, for somebody who may be locked out: one press takes everything away. Opening
 * the page does not, and nobody has to be signed in.
 */
export default function RevokeByLinkPage() {
  const { t } = useTranslation('apiKeys');
  const { token } = useMailLink();
  const revoke = useMutation({ mutationFn: revokeByLink, onSuccess: finish });
  if (revoke.data !== undefined) return <Revoked result={revoke.data} />;
  if (token === null) return <NoLink />;
  if (isProblem(revoke.error, 'revocation-link-invalid')) {
    return (
      <NarrowPage title={t('byLink.invalid.title')} intro={t('byLink.invalid.text')}>
        <Button variant="default" component={Link} href={PATHS.keys}>
          {t('missing.back')}
        </Button>
      </NarrowPage>
    );
  }
  return (
    <NarrowPage title={t('byLink.title')} intro={t('byLink.intro')}>
      <Stack gap="xs">
        <Text fw={600}>{t('byLink.effects')}</Text>
        <List spacing="xs">
          {EFFECTS.map((effect) => (
            <List.Item key={effect}>{t(`byLink.${effect}`)}</List.Item>
          ))}
        </List>
        <Text>{t('byLink.stays')}</Text>
      </Stack>
      <ProblemAlert error={revoke.error} />
      <Button color="red.8" loading={revoke.isPending} onClick={() => revoke.mutate(token)}>
        {t('byLink.submit')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('byLink.wasYou')}
      </Text>
    </NarrowPage>
  );
}

function Revoked({ result }: { result: Result }) {
  const { t } = useTranslation('apiKeys');
  const outcome = result.wasDoneBefore ? 'before' : 'done';
  return (
    <NarrowPage title={t(`byLink.${outcome}.title`)} intro={t(`byLink.${outcome}.text`)}>
      {!result.wasDoneBefore && (
        <dl className={classes.counts}>
          <Count name={t('byLink.done.keys')} count={result.revokedKeys} />
          <Count name={t('byLink.done.sessions')} count={result.endedSessions} />
          <Count name={t('byLink.done.creations')} count={result.cancelledKeyCreations} />
        </dl>
      )}
      <Stack gap="xs">
        <Title order={2}>{t('byLink.next.title')}</Title>
        <List type="ordered" spacing="xs">
          {NEXT_STEPS.map((step) => (
            <List.Item key={step}>{t(`byLink.next.${step}`)}</List.Item>
          ))}
        </List>
      </Stack>
      <Button component={Link} href={PATHS.forgottenPassword}>
        {t('byLink.next.submit')}
      </Button>
    </NarrowPage>
  );
}

function Count({ name, count }: { name: string; count: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{count}</dd>
    </div>
  );
}
