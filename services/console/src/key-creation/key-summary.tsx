import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { accessOf, scopeOf, WITHDRAWAL } from '../key-settings/permission.ts';
import { usePermissionWords } from '../key-settings/permission-words.ts';
import type { KeyCreation } from './creation-query.ts';
import classes from './key-summary.module.css';

/** What the key will be, in words, to be read before the button is pressed. */
export function KeySummary({ creation }: { creation: KeyCreation }) {
  const { t } = useTranslation('keyCreation');
  const { t: settings } = useTranslation('keySettings');
  const { dateTime } = useFormat();
  const { label, ipAllowlist, keyExpiresAt, replaces, permissions } = creation;
  return (
    <>
      {permissions.includes(WITHDRAWAL) && (
        <Notice kind="danger" title={t('offer.withdrawal.title')}>
          {t('offer.withdrawal.text')}
        </Notice>
      )}
      <dl className={classes.facts}>
        <Fact name={settings('label')}>{label ?? '–'}</Fact>
        <Fact name={settings('ip.label')}>{ipAllowlist?.join(', ') ?? settings('ip.any')}</Fact>
        <Fact name={settings('expiry.label')}>
          {keyExpiresAt === null ? settings('expiry.never') : dateTime(keyExpiresAt)}
        </Fact>
        {replaces !== null && <Fact name={t('replacement.old')}>{replaces}</Fact>}
        <Fact name={settings('permissions')}>
          <Permissions permissions={permissions} />
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Permissions({ permissions }: Pick<KeyCreation, 'permissions'>) {
  const { t } = useTranslation('keySettings');
  const words = usePermissionWords();
  return (
    <ul className={classes.permissions}>
      {permissions.map((permission) => (
        <li key={permission}>
          <span className={classes.what}>
            {t('accessTo', {
              title: words.title(scopeOf(permission)),
              access: t(`access.${accessOf(permission)}`),
            })}
          </span>
          <span className={classes.sentence}>{words.sentence(permission)}</span>
        </li>
      ))}
    </ul>
  );
}
