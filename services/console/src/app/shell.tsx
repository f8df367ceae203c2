import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { awaitsSecondFactor, useSessionState } from '../api/session.ts';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import { PLATFORM_NAME } from './page-settings.ts';
import { PATHS } from './paths.ts';
import { Preferences } from './preferences.tsx';
import classes from './shell.module.css';

/** What surrounds every page: the platform's name, where one can go, language and theme, the account. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { data: session } = useSessionState();
  const isSignedIn = session !== undefined && session !== null && !awaitsSecondFactor(session);
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link href={PATHS.home} className={classes.brand ?? ''}>
            <Mark />
            <Text component="span" fw={650} truncate>
              {PLATFORM_NAME}
            </Text>
          </Link>
          {isSignedIn && <Navigation />}
          <Group gap={4} wrap="nowrap" className={classes.menus ?? ''}>
            <Preferences />
            {session && <AccountMenu email={session.user.email} />}
          </Group>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}

/** Two ticks, the second of them countersigning the first. */
function Mark() {
  return (
    <svg aria-hidden="true" width="30" height="30" viewBox="0 0 32 32" className={classes.mark}>
      <rect width="32" height="32" rx="9" />
      <path d="M7.5 17.2 12 21.7 20.2 11" />
      <path d="M16.6 20.4l1.3 1.3L25.4 11" />
    </svg>
  );
}
