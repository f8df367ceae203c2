import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { PATHS } from '../app/paths.ts';
import classes from './keys-tabs.module.css';

const TABS = ['keys', 'newKey'] as const satisfies readonly (keyof typeof PATHS)[];

/** The two pages of the entry "API keys". Links, because each has an address of its own. */
export function KeysTabs() {
  const { t } = useTranslation('apiKeys');
  const [location] = useLocation();
  return (
    <nav aria-label={t('tabs.label')} className={classes.tabs}>
      {TABS.map((name) => (
        <Link key={name} href={PATHS[name]} className={classes.tab ?? ''} {...currentMark(name, location)}>
          {t(`tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Pages below a tab's own belong to it: one key to the list, a key on its way to the form. */
function currentMark(name: (typeof TABS)[number], location: string): { 'aria-current'?: 'page' | 'true' } {
  if (location === PATHS[name]) return { 'aria-current': 'page' };
  const tab = location.startsWith(PATHS.newKey) ? 'newKey' : 'keys';
  return tab === name ? { 'aria-current': 'true' } : {};
}
