import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { keyPath } from '../app/paths.ts';
import { CopyField } from '../components/copy-field.tsx';
import type { ApiKey } from './api-key.ts';
import classes from './key-facts.module.css';
import { KeyStatusBadge } from './key-status.tsx';
import { Moment } from './moment.tsx';

/** What a key is, besides its settings. */
export function KeyFacts({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  const { id, status, createdAt, lastUsed, replaces, replacedBy } = apiKey;
  return (
    <>
      <CopyField label={t('keyId')} value={id} />
      <dl className={classes.facts}>
        <Fact name={t('column.status')}>
          <KeyStatusBadge status={status} />
        </Fact>
        <Fact name={t('column.created')}>
          <Moment at={createdAt} />
        </Fact>
        <Fact name={t('column.lastUsed')}>
          {lastUsed === null ? t('unused') : <Moment at={lastUsed.at} />}
          {lastUsed !== null && lastUsed.ip !== null && (
            <span className={classes.from}>{t('refusals.from', { ip: lastUsed.ip })}</span>
          )}
        </Fact>
        {replaces !== null && <Fact name={t('replaces')}>{linkTo(replaces)}</Fact>}
        {replacedBy !== null && <Fact name={t('replacedBy')}>{linkTo(replacedBy)}</Fact>}
      </dl>
    </>
  );
}

const linkTo = (keyId: string) => (
  <Anchor component={Link} href={keyPath(keyId)} ff="monospace" size="sm">
    {keyId}
  </Anchor>
);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
