import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PageLoading } from '../app/page-loading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import type { KeyRefusal } from './api-key.ts';
import { keyRefusalsQuery } from './key-queries.ts';
import classes from './key-refusals.module.css';
import { Moment } from './moment.tsx';
import { useRefusalWords } from './refusal-words.ts';

/** How often the page looks for new ones while somebody reads it, perhaps with a failing bot beside. */
const REFRESH_MS = 15_000;

/** Why requests with this key were refused, and what to do: the gateway tells it to nobody else. */
export function KeyRefusals({ keyId }: { keyId: string }) {
  const { t } = useTranslation('apiKeys');
  const { data, error, refetch } = useQuery({ ...keyRefusalsQuery(keyId), refetchInterval: REFRESH_MS });
  return (
    <Section title={t('refusals.title')} intro={t('refusals.intro')}>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <PageLoading />}
      {data?.length === 0 && <Text>{t('refusals.none')}</Text>}
      {data !== undefined && data.length > 0 && (
        <ul className={classes.refusals}>
          {data.map((refusal) => (
            <Refusal key={refusal.reason} refusal={refusal} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Refusal({ refusal }: { refusal: KeyRefusal }) {
  const { t } = useTranslation('apiKeys');
  const { title, help, nonces } = useRefusalWords()(refusal);
  const { ip, path, lastAt, count } = refusal;
  return (
    <li className={classes.refusal}>
      <Stack gap={6}>
        <h3 className={classes.title}>{title}</h3>
        {nonces !== null && (
          <Text size="sm" className={classes.nonces ?? ''}>
            {nonces}
          </Text>
        )}
        <Text size="sm">{help}</Text>
        <Text size="sm" c="dimmed" className={classes.facts ?? ''}>
          <Moment at={lastAt} show="relative" /> · <span>{t('refusals.from', { ip })}</span> ·{' '}
          <code>{path}</code> · <span>{t('refusals.count', { count })}</span>
        </Text>
      </Stack>
    </li>
  );
}
