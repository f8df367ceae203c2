import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { keyPath } from '../app/paths.ts';
import { type ApiKey, recentRefusal } from './api-key.ts';
import { Moment } from './moment.tsx';
import classes from './recent-refusal.module.css';
import { useRefusalTitle } from './refusal-words.ts';

/** That a request with this key was refused lately, and why. Nothing if none was. */
export function RecentRefusal({ apiKey, className }: { apiKey: ApiKey; className: string }) {
  const { t } = useTranslation('apiKeys');
  const titleOf = useRefusalTitle();
  const refusal = recentRefusal(apiKey, Date.now());
  if (refusal === null) return null;
  return (
    <Text size="sm" className={`${className} ${classes.line}`}>
      {t('refusals.recent')} <Moment at={refusal.at} show="relative" />: {titleOf(refusal)}{' '}
      <Anchor component={Link} href={keyPath(apiKey.id)} size="sm">
        {t('refusals.whatToDo')}
      </Anchor>
    </Text>
  );
}
