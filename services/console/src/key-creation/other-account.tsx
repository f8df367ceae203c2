import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signOut, useSession } from '../api/session.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** The link of somebody else, or of another account of the same person. It waits while one signs in with that. */
export function OtherAccount() {
  const { t } = useTranslation('keyCreation');
  const { user } = useSession();
  const leave = useMutation({ mutationFn: signOut });
  return (
    <NarrowPage title={t('otherAccount.title')} intro={t('otherAccount.text', { email: user.email })}>
      <ProblemAlert error={leave.error} />
      <Button loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('otherAccount.signOut')}
      </Button>
    </NarrowPage>
  );
}
