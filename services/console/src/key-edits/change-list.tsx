import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { accessOf, type Permission, scopeOf, WITHDRAWAL } from '../key-settings/permission.ts';
import { usePermissionWords } from '../key-settings/permission-words.ts';
import classes from './change-list.module.css';
import { compareSets, type KeyChange, type KeySettings } from './key-change.ts';

type Props = { readonly before: KeySettings; readonly change: KeyChange };

/** What a change does to a key, line by line: what it gains, what it loses, what is otherwise than before. */
export function ChangeList({ before, change }: Props) {
  const { t } = useTranslation('keyEdits');
  const { dateTime } = useFormat();
  const ends = (expiresAt: string | null) => {
    // While a date is still being typed it is none.
    if (expiresAt !== null && Number.isNaN(Date.parse(expiresAt))) return '…';
    return expiresAt === null ? t('change.never') : dateTime(expiresAt);
  };
  const { label, permissions, ipAllowlist, expiresAt } = change;
  return (
    <ul className={classes.changes} aria-label={t('change.title')}>
      {label !== undefined && (
        <Line kind="changed" text={t('change.label')}>
          {before.label ?? t('change.none')} → {label ?? t('change.none')}
        </Line>
      )}
      {permissions !== undefined && <PermissionLines before={before.permissions} after={permissions} />}
      {ipAllowlist !== undefined && <AddressLines before={before.ipAllowlist} after={ipAllowlist} />}
      {expiresAt !== undefined && (
        <Line kind="changed" text={t('change.expires')}>
          {ends(before.expiresAt)} → {ends(expiresAt)}
        </Line>
      )}
    </ul>
  );
}

function PermissionLines({ before, after }: { before: readonly Permission[]; after: readonly Permission[] }) {
  const { t } = useTranslation('keySettings');
  const words = usePermissionWords();
  const { added, removed } = compareSets(before, after);
  const lineOf = (kind: Kind) => (permission: Permission) => {
    const title = words.title(scopeOf(permission));
    const access = t(`access.${accessOf(permission)}`);
    return (
      <Line
        key={permission}
        kind={kind}
        text={t('accessTo', { title, access })}
        isGrave={kind === 'added' && permission === WITHDRAWAL}
      >
        {words.sentence(permission)}
      </Line>
    );
  };
  return [...added.map(lineOf('added')), ...removed.map(lineOf('removed'))];
}

type Addresses = readonly string[] | null;

function AddressLines({ before, after }: { before: Addresses; after: Addresses }) {
  const { t } = useTranslation('keyEdits');
  const { added, removed } = compareSets(before ?? [], after ?? []);
  return (
    <>
      {before === null && <Line kind="removed" text={t('change.anyAddress')} />}
      {after === null && <Line kind="added" text={t('change.anyAddress')} />}
      {added.map((address) => (
        <Line key={address} kind="added" text={t('change.address', { address })} />
      ))}
      {removed.map((address) => (
        <Line key={address} kind="removed" text={t('change.address', { address })} />
      ))}
    </>
  );
}

type Kind = 'added' | 'removed' | 'changed';

const MARKS = { added: '+', removed: '−', changed: '•' } as const;

type LineProps = {
  readonly kind: Kind;
  readonly text: string;
  readonly isGrave?: boolean;
  readonly children?: ReactNode;
};

function Line({ kind, text, isGrave = false, children }: LineProps) {
  const { t } = useTranslation('keyEdits');
  return (
    <li className={`${classes.line} ${isGrave ? classes.grave : classes[kind]}`}>
      <span aria-hidden="true" className={classes.mark}>
        {MARKS[kind]}
      </span>
      <span>
        <span className={classes.kind}>{t(`change.${kind}`)}</span> <strong>{text}</strong>
        {children !== undefined && <span className={classes.detail}>{children}</span>}
      </span>
    </li>
  );
}
