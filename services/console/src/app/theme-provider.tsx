import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { styleNonce } from './page-settings.ts';
import { cssVariables, theme } from './theme.ts';

/** Light or dark is kept on this device; nothing else of the console is. */
const colorSchemeManager = localStorageColorSchemeManager({ key: 'countersign-theme' });

export function ThemeProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}
