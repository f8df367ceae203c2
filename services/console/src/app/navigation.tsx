import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { DevicesIcon, HistoryIcon, KeyIcon, ShieldIcon } from '../components/icons.tsx';
import classes from './navigation.module.css';
import { PATHS } from './paths.ts';

const ENTRIES = [
  { name: 'keys', Icon: KeyIcon },
  { name: 'security', Icon: ShieldIcon },
  { name: 'sessions', Icon: DevicesIcon },
  { name: 'history', Icon: HistoryIcon },
] as const satisfies readonly { name: keyof typeof PATHS; Icon: ComponentType }[];

export function Navigation() {
  const { t } = useTranslation();
  const [location] = useLocation();
  const isHere = (path: string) => location === path || location.startsWith(`${path}/`);
  return (
    <nav aria-label={t('nav.label')} className={classes.nav}>
      {ENTRIES.map(({ name, Icon }) => (
        <Link
          key={name}
          href={PATHS[name]}
          className={classes.link ?? ''}
          {...(isHere(PATHS[name]) ? { 'aria-current': 'page' } : {})}
        >
          <Icon />
          {t(`nav.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
