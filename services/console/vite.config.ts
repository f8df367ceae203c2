import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), listPages()],
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
  },
  server: { port: 5173, proxy: { '/v1': 'http://localhost:3000' } },
});
