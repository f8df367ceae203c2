import { isProblem } from '@countersign/client';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { PageLoading } from '../app/page-loading.tsx';
import { PATHS } from '../app/paths.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReadingFailed } from '../components/reading-failed.tsx';
import { Section } from '../components/section.tsx';
import { KeySettingsSection } from '../key-edits/key-settings-section.tsx';
import { WaitingEdit } from '../key-edits/waiting-edit.tsx';
import type { ApiKey } from './api-key.ts';
import { type Done, DoneNotice } from './done-notice.tsx';
import { EndedNotice } from './ended-notice.tsx';
import { KeyFacts } from './key-facts.tsx';
import { keyQuery } from './key-queries.ts';
import { KeyRefusals } from './key-refusals.tsx';
import { KeysTabs } from './keys-tabs.tsx';
import { RevokeKey } from './revoke-key.tsx';

/** One key: what it is, why requests with it were refused, and what can be done with it. */
export default function KeyPage() {
  const { keyId = '' } = useParams<{ keyId: string }>();
  const { data: key, error, refetch } = useQuery(keyQuery(keyId));
  if (key !== undefined) {
    return (
      <Stack gap="lg">
        <ReadingFailed error={error} isOldShown onRetry={refetch} />
        <Key key={keyId} apiKey={key} />
      </Stack>
    );
  }
  if (error === null) return <PageLoading />;
  return isProblem(error, 'not-found', 'validation-failed') ? (
    <NoSuchKey />
  ) : (
    <ProblemAlert error={error} onRetry={refetch} />
  );
}

function NoSuchKey() {
  const { t } = useTranslation('apiKeys');
  return (
    <Stack gap="lg">
      <KeysTabs />
      <PageHeading>{t('missing.title')}</PageHeading>
      <Text>{t('missing.text')}</Text>
      <Anchor component={Link} href={PATHS.keys}>
        {t('missing.back')}
      </Anchor>
    </Stack>
  );
}

function Key({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  const [done, setDone] = useState<Done | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  const { t: edits } = useTranslation('keyEdits');
  const { id, label, status } = apiKey;
  return (
    <Stack gap="lg">
      <KeysTabs />
      <PageHeading>{label ?? t('noLabel')}</PageHeading>
      {done === null ? <EndedNotice apiKey={apiKey} /> : <DoneNotice key={done.title} {...done} />}
      {status === 'active' && <WaitingEdit apiKey={apiKey} isNew={isWaiting} />}
      <Section title={t('details.title')}>
        <KeyFacts apiKey={apiKey} />
      </Section>
      <KeySettingsSection
        apiKey={apiKey}
        onUnlocked={() => setDone(null)}
        onEdited={(outcome) => {
          setWaiting(outcome === 'waiting');
          setDone(outcome === 'made' ? { title: edits('made'), text: edits('madeText') } : null);
        }}
      />
      <KeyRefusals keyId={id} />
      {status !== 'revoked' && (
        <Section title={t('end.title')}>
          <Action
            title={t('replace.title')}
            text={t('replace.text')}
            button={
              <Button variant="default" component={Link} href={`${PATHS.newKey}?replaces=${id}`}>
                {t('replace.open')}
              </Button>
            }
          />
          <Action
            title={t('revoke.heading')}
            text={t('revoke.text')}
            button={
              <RevokeKey
                apiKey={apiKey}
                onRevoked={({ label, id }) =>
                  setDone({ title: t('revoke.done', { name: label ?? id }), text: t('revoke.inForce') })
                }
              />
            }
          />
        </Section>
      )}
    </Stack>
  );
}

type ActionProps = { readonly title: string; readonly text: string; readonly button: ReactNode };

function Action({ title, text, button }: ActionProps) {
  return (
    <Group justify="space-between" gap="md">
      <div style={{ flex: '1 1 20rem', maxWidth: '42rem' }}>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      {button}
    </Group>
  );
}
