import { isProblem } from '@countersign/client';
import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useAction } from '../api/use-action.ts';
import { NotFound } from '../app/not-found.tsx';
import { PageLoading } from '../app/page-loading.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { CancelCreation } from './cancel-creation.tsx';
import { CreationOutcome } from './creation-outcome.tsx';
import { creationQuery, type KeyCreation } from './creation-query.ts';
import { pollingDelay } from './polling-delay.ts';
import { usePassSecondFactor } from './use-generate-key.ts';
import { WaitingForMail } from './waiting-for-mail.tsx';

/** A key creation as it stands, at an address of its own: reloading, or opening it elsewhere, shows the same. */
export default function CreationPage() {
  const { creationId = '' } = useParams();
  const { data, error, refetch } = useQuery({
    ...creationQuery(creationId),
    // Stops by itself while the page is hidden.
    refetchInterval: ({ state }) => (state.data === undefined ? false : pollingDelay(state.data, new Date())),
    refetchOnWindowFocus: 'always',
  });
  if (data === undefined) {
    if (isProblem(error, 'not-found', 'validation-failed')) return <NotFound />;
    return error === null ? <PageLoading /> : <ProblemAlert error={error} onRetry={refetch} />;
  }
  if (data.state === 'awaiting_second_factor') return <SecondFactorLeft creation={data} />;
  if (data.state === 'awaiting_confirmation') return <WaitingForMail creation={data} />;
  return <CreationOutcome creationId={data.id} state={data.state} />;
}

/** Somebody who came back to a creation whose dialog they had closed. */
function SecondFactorLeft({ creation }: { creation: KeyCreation }) {
  const { t } = useTranslation('keyCreation');
  const pass = useAction(usePassSecondFactor());
  return (
    <NarrowPage title={t('secondFactorLeft.title')} intro={t('secondFactorLeft.text')}>
      <Stack>
        <ProblemAlert error={pass.error} />
        <Button loading={pass.isPending} onClick={() => pass.mutate(creation)}>
          {t('secondFactorLeft.goOn')}
        </Button>
        <CancelCreation id={creation.id} />
      </Stack>
    </NarrowPage>
  );
}
