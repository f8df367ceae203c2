import { Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { keyPath } from '../app/paths.ts';
import { CopyField } from '../components/copy-field.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useFormat } from '../i18n/use-format.ts';
import type { Press } from './confirm-creation.tsx';
import { KeyExamples } from './key-examples.tsx';

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

/** The page stood open until the reveal window was over. Where the key goes on, or is ended, is one press away. */
export function SecretTimeOver({ keyId }: { keyId: string }) {
  const { t } = useTranslation('keyCreation');
  return (
    <Stack gap="lg" maw="56rem" mx="auto">
      <NarrowPage title={t('timeOver.title')} intro={t('timeOver.text')}>
        <CopyField label={t('keyId')} value={keyId} />
        <Group>
          <Button component={Link} href={keyPath(keyId)}>
            {t('timeOver.open')}
          </Button>
        </Group>
      </NarrowPage>
      <KeyExamples keyId={keyId} />
    </Stack>
  );
}
