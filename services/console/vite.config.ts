import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { PATHS } from './src/app/paths.ts';

/** Tells whoever serves the console which paths are pages: for any other, "not found" is the honest answer. */
function listPages(): Plugin {
  return {
    name: 'countersign-list-pages',
    generateBundle() {
      const source = `${JSON.stringify(Object.values(PATHS), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'pages.json', source });
    },
  };
}

/** Has the browser run the small file that asks for the texts as soon as it is there, before the libraries have come. */
function startTextsEarly(): Plugin {
  const preload = /<link rel="modulepreload" crossorigin href="(\/assets\/texts-[^"]+)">/;
  return {
    name: 'countersign-start-texts-early',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (bundle !== undefined && !preload.test(html))
          throw new Error('the page has no file that asks for texts');
        return html.replace(preload, '<script type="module" async crossorigin src="$1"></script>');
      },
    },
  };
}

const LIBRARY = /[\\/]node_modules[\\/]/;

/**
 * Few files, so that a first view is few requests. Libraries are apart: they stay in the caches of browsers when the
 * console changes. What no line takes, the code of one page alone, is a file of its own.
 */
const CHUNKS = [
  { name: 'texts', test: /[\\/]i18n[\\/]languages\.ts/, priority: 5 },
  { name: 'libraries', test: LIBRARY, tags: ['$initial'], priority: 4 },
  // Without the entry itself: it waits for the texts, and pages that import from it would wait with it.
  { name: 'app', test: /[\\/]console[\\/]src[\\/](?!main\.tsx)/, tags: ['$initial'], priority: 3 },
  { name: 'page-libraries', test: LIBRARY, minShareCount: 2, priority: 2 },
  { name: 'page-parts', minShareCount: 2, priority: 1 },
] satisfies Rolldown.CodeSplittingGroup[];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), listPages(), startTextsEarly()],
  // The test runner of the repository brings an older React of its own, which must not get into the page.
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    target: 'es2023',
    // The first that know light-dark(), which is then left as it is.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The policy allows `data:` for images, but a file of its own is cached and needs no exception.
    assetsInlineLimit: 0,
    // Every browser that runs this target preloads modules by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One stylesheet, which the browser asks for together with the first scripts.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: { port: 5173, proxy: { '/v1': 'http://localhost:3000' } },
});
