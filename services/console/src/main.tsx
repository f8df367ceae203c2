import './app/trusted-types.ts';
import './app/mantine-styles.css';
import './app/global.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { sessionQuery } from './api/session.ts';
import { App } from './app/app.tsx';
import { styleNonce } from './app/page-settings.ts';
import { pageAt } from './app/pages.ts';
import { startTranslation } from './i18n/translation.ts';

// Styles that a library puts in while a dialog is open; Mantine's own get the nonce in app/theme-provider.tsx.
setNonce(styleNonce());
// What the first view will ask for is asked for now, all at once. Whoever shows it hears of a failure.
void queryClient.prefetchQuery(sessionQuery);
pageAt(location.pathname)
  ?.load()
  .catch(() => {});
await startTranslation();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
