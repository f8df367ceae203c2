export { type BrowserName, nameBrowser } from './browser-name.ts';
