import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { keyPath } from '../app/paths.ts';
import { PermissionBadges } from '../key-settings/permission-badges.tsx';
import { type ApiKey, endsSoon } from './api-key.ts';
import { IpRule } from './ip-rule.tsx';
import classes from './key-list.module.css';
import { KeyStatusBadge } from './key-status.tsx';
import { Moment } from './moment.tsx';
import { RecentRefusal } from './recent-refusal.tsx';
import { RevokeKey } from './revoke-key.tsx';

const COLUMNS = ['key', 'permissions', 'ip', 'created', 'expires', 'lastUsed'] as const;

type Props = { readonly keys: readonly ApiKey[]; readonly onRevoked: (key: ApiKey) => void };

/** A row a key; on a narrow screen a card. */
export function KeyList({ keys, onRevoked }: Props) {
  const { t } = useTranslation('apiKeys');
  return (
    <div className={classes.list}>
      {/* The same words stand in each row for those who do not see columns. */}
      <div aria-hidden="true" className={classes.head}>
        {COLUMNS.map((column) => (
          <span key={column}>{t(`column.${column}`)}</span>
        ))}
      </div>
      <ul className={classes.rows} aria-label={t('title')}>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoked={onRevoked} />
        ))}
      </ul>
    </div>
  );
}

function KeyRow({ apiKey, onRevoked }: { apiKey: ApiKey; onRevoked: Props['onRevoked'] }) {
  const { t } = useTranslation('apiKeys');
  const { id, label, status, permissions, ipAllowlist, createdAt } = apiKey;
  return (
    <li className={classes.row}>
      <div className={classes.identity}>
        <h2 className={classes.label}>
          <Anchor component={Link} href={keyPath(id)} underline="hover" inherit>
            {label ?? t('noLabel')}
          </Anchor>
        </h2>
        <code className={classes.id}>{id}</code>
        <KeyStatusBadge status={status} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{t('column.permissions')}</dt>
          <dd>
            {permissions.length === 0 ? t('noPermissions') : <PermissionBadges permissions={permissions} />}
          </dd>
        </div>
        <div>
          <dt>{t('column.ip')}</dt>
          <dd>
            <IpRule ipAllowlist={ipAllowlist} max={2} />
          </dd>
        </div>
        <div>
          <dt>{t('column.created')}</dt>
          <dd>
            <Moment at={createdAt} show="date" />
          </dd>
        </div>
        <div>
          <dt>{t('column.expires')}</dt>
          <dd>
            <Expiry apiKey={apiKey} />
          </dd>
        </div>
        <div>
          <dt>{t('column.lastUsed')}</dt>
          <dd>
            <LastUse lastUsed={apiKey.lastUsed} />
          </dd>
        </div>
      </dl>
      <div className={classes.actions}>
        {status !== 'revoked' && <RevokeKey apiKey={apiKey} onRevoked={onRevoked} isCompact />}
      </div>
      {status === 'active' && <RecentRefusal apiKey={apiKey} className={classes.refusal ?? ''} />}
    </li>
  );
}

function Expiry({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  const { expiresAt } = apiKey;
  if (expiresAt === null) return t('never');
  if (!endsSoon(apiKey, Date.now())) return <Moment at={expiresAt} show="date" />;
  return (
    <span className={classes.soon}>
      <Moment at={expiresAt} show="relative" />
    </span>
  );
}

function LastUse({ lastUsed }: Pick<ApiKey, 'lastUsed'>) {
  const { t } = useTranslation('apiKeys');
  if (lastUsed === null) return t('unused');
  return (
    <>
      <Moment at={lastUsed.at} show="relative" />
      {lastUsed.ip !== null && (
        <Text
          component="span"
          display="block"
          size="xs"
          c="dimmed"
          ff="monospace"
          className={classes.from ?? ''}
        >
          {lastUsed.ip}
        </Text>
      )}
    </>
  );
}
