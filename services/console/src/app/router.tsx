import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { NotFound } from './not-found.tsx';
import { PageLoading } from './page-loading.tsx';
import { PAGES, type Page } from './pages.ts';
import { PATHS, type PageName } from './paths.ts';

export function Router() {
  const [location] = useLocation();
  return (
    // A page that failed must not take the next one with it.
    <ErrorBoundary key={location}>
      <Suspense fallback={<PageLoading />}>
        <Switch>
          {(Object.keys(PATHS) as PageName[]).map((name) => (
            <Route key={name} path={PATHS[name]}>
              <GatedPage {...PAGES[name]} />
            </Route>
          ))}
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function GatedPage({ access, component: Component }: Page) {
  const page = <Component />;
  return access === 'anyone' ? page : <Gate>{page}</Gate>;
}
