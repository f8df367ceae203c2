import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { groupPermissions, type Permission } from './permission.ts';
import classes from './permission-badges.module.css';
import { usePermissionWords } from './permission-words.ts';

/** What a key may do in little room: one badge a group, with a letter for reading and one for writing. */
export function PermissionBadges({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useTranslation('keySettings');
  const words = usePermissionWords();
  return (
    <ul className={classes.badges}>
      {groupPermissions(permissions).map(({ scope, accesses }) => (
        <li key={scope} className={classes.badge} data-scope={scope} title={words.title(scope)}>
          {words.shortTitle(scope)}
          {accesses.map((access) => (
            <span key={access} className={classes[access]}>
              <span aria-hidden="true">{t(`letter.${access}`)}</span>
              <VisuallyHidden>{t(`access.${access}`)}</VisuallyHidden>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
