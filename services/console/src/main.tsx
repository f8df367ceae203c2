import './app/trusted-types.ts';
import './app/mantine-styles.css';
import './app/global.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { styleNonce } from './app/page-settings.ts';
import { startTranslation } from './i18n/translation.ts';

// Styles that a library puts in while a dialog is open; Mantine's own get the nonce in app/theme-provider.tsx.
setNonce(styleNonce());
await startTranslation();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
