import { useTranslation } from 'react-i18next';
import { groupPermissions, type Permission } from './permission.ts';
import classes from './permission-list.module.css';
import { usePermissionWords } from './permission-words.ts';

/** What a key may do, in words: each group with a sentence for each permission. */
export function PermissionList({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useTranslation('keySettings');
  const words = usePermissionWords();
  return (
    <ul className={classes.groups} aria-label={t('permissions')}>
      {groupPermissions(permissions).map(({ scope, accesses }) => (
        <li key={scope} className={classes.group} data-scope={scope}>
          <span className={classes.title}>{words.title(scope)}</span>
          <ul className={classes.sentences}>
            {accesses.map((access) => (
              <li key={access}>
                <span className={`${classes.access} ${classes[access]}`}>{t(`access.${access}`)}</span>{' '}
                {words.sentence(`${scope}:${access}` as Permission)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
