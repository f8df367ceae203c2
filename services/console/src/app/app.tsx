import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from '../api/query-client.ts';
import { SecondFactorProvider } from '../second-factors/second-factor-dialog.tsx';
import { SignInAgain } from '../users/sign-in-again.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Router } from './router.tsx';
import { Shell } from './shell.tsx';
import { ThemeProvider } from './theme-provider.tsx';

export function App() {
  return (
    <ThemeProvider>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <SecondFactorProvider>
            <Shell>
              <Router />
            </Shell>
          </SecondFactorProvider>
          <SignInAgain />
        </QueryClientProvider>
      </ErrorBoundary>
    </ThemeProvider>
  );
}
