import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PATHS } from '../app/paths.ts';
import { CopyField } from '../components/copy-field.tsx';
import { NarrowPage } from '../components/narrow-page.tsx';
import { creationQuery, type KeyCreation } from './creation-query.ts';
import { KeyExamples } from './key-examples.tsx';

export type Ending = Exclude<KeyCreation['state'], 'awaiting_second_factor' | 'awaiting_confirmation'>;

type Props = { readonly creationId: string; readonly state: Ending };

/** How a key creation ended, and what there is to do next. */
export function CreationOutcome({ creationId, state }: Props) {
  const { t } = useTranslation('keyCreation');
  const keyId = useQuery(creationQuery(creationId)).data?.keyId ?? null;
  const isMade = state === 'revealed' || state === 'completed';
  return (
    <Stack gap="lg" maw="56rem" mx="auto">
      <NarrowPage title={t(`outcome.${state}.title`)} intro={t(`outcome.${state}.text`)}>
        {isMade && keyId !== null && <CopyField label={t('keyId')} value={keyId} />}
        <Group>
          <Button component={Link} href={isMade ? PATHS.keys : PATHS.newKey}>
            {t(isMade ? 'outcome.keys' : 'outcome.again')}
          </Button>
        </Group>
      </NarrowPage>
      {isMade && keyId !== null && <KeyExamples keyId={keyId} />}
    </Stack>
  );
}
