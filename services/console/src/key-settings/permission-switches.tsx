import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type Access,
  type Permission,
  type PermissionCatalogue,
  type Scope,
  switchPermission,
  WITHDRAWAL,
} from './permission.ts';
import classes from './permission-switches.module.css';
import { usePermissionWords } from './permission-words.ts';

type Props = {
  readonly catalogue: PermissionCatalogue;
  readonly chosen: readonly Permission[];
  readonly onChange: (chosen: Permission[]) => void;
  /** What is wrong with the choice. */
  readonly error?: string | null;
};

const ACCESSES = ['read', 'write'] as const satisfies readonly Access[];

/** Every group with its switches, each with what it allows in a sentence. */
export function PermissionSwitches({ catalogue, chosen, onChange, error = null }: Props) {
  const { t } = useTranslation('keySettings');
  const words = usePermissionWords();
  return (
    <fieldset className={classes.all}>
      <legend className={classes.legend}>{t('permissions')}</legend>
      <ul className={classes.groups}>
        {catalogue.groups.map((group) => (
          <li key={group.scope} className={classes.group}>
            <span className={classes.title}>{words.title(group.scope as Scope)}</span>
            {ACCESSES.map((access) => {
              const permission = group[access]?.permission;
              return permission === undefined ? (
                <span key={access} className={classes.none} />
              ) : (
                <PermissionSwitch
                  key={access}
                  {...{ permission, access }}
                  isOn={chosen.includes(permission)}
                  onTurn={(isOn) => onChange(switchPermission(catalogue, chosen, { permission, isOn }))}
                />
              );
            })}
          </li>
        ))}
      </ul>
      {error !== null && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

type SwitchProps = {
  readonly permission: Permission;
  readonly access: Access;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
};

function PermissionSwitch({ permission, access, isOn, onTurn }: SwitchProps) {
  const { t } = useTranslation('keySettings');
  const words = usePermissionWords();
  const title = words.title(permission.split(':')[0] as Scope);
  return (
    <Switch
      className={classes.switch ?? ''}
      checked={isOn}
      onChange={(event) => onTurn(event.currentTarget.checked)}
      label={t(`access.${access}`)}
      aria-label={t('accessTo', { access: t(`access.${access}`), title })}
      description={words.sentence(permission)}
      {...(permission === WITHDRAWAL ? { color: 'red.8' } : {})}
    />
  );
}
