import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { keyPath } from '../app/paths.ts';
import { recentRefusal } from './api-key.ts';
import { keyRefusalsQuery } from './key-queries.ts';
import { Moment } from './moment.tsx';
import classes from './recent-refusal.module.css';
import { useRefusalWords } from './refusal-words.ts';

/** That a request with this key was refused lately, and why. Nothing if none was. */
export function RecentRefusal({ keyId, className }: { keyId: string; className: string }) {
  const { t } = useTranslation('apiKeys');
  const words = useRefusalWords();
  // One call a row: often enough for a hint, and rare enough for the limit on calls of an address.
  const { data = [] } = useQuery({
    ...keyRefusalsQuery(keyId),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const refusal = recentRefusal(data, Date.now());
  if (refusal === undefined) return null;
  return (
    <Text size="sm" className={`${className} ${classes.line}`}>
      {t('refusals.recent')} <Moment at={refusal.lastAt} show="relative" />: {words(refusal).title}{' '}
      <Anchor component={Link} href={keyPath(keyId)} size="sm">
        {t('refusals.whatToDo')}
      </Anchor>
    </Text>
  );
}
