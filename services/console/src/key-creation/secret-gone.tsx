import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import type { Press } from './confirm-creation.tsx';

/** The confirmation may have happened or not; asking again is safe either way. */
export function LostAnswer({ isPending, onPress }: Press) {
  const { t } = useTranslation('keyCreation');
  return (
    <NarrowPage title={t('lost.title')} intro={t('lost.text')}>
      <Button loading={isPending} onClick={onPress}>
        {t('lost.again')}
      </Button>
    </NarrowPage>
  );
}

/** The page was left while it showed the secret, and somebody came back to it. */
export function SecretTakenOff({ isPending, error, onPress, revealUntil }: Press & { revealUntil: string }) {
  const { t } = useTranslation('keyCreation');
  const { dateTime } = useFormat();
  return (
    <NarrowPage title={t('takenOff.title')} intro={t('takenOff.text', { when: dateTime(revealUntil) })}>
      <ProblemAlert error={error} />
      <Button loading={isPending} onClick={onPress}>
        {t('fresh.submit')}
      </Button>
    </NarrowPage>
  );
}
