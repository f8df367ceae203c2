import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The built console, read once: what is served cannot change under a running service, nor can anything beside it. */
export type Console = {
  /** The page, with marks for the platform's name and for the nonce. */
  readonly page: string;
  /** Paths of the pages, as route patterns. */
  readonly paths: readonly string[];
  readonly assets: readonly Asset[];
};

export type Asset = {
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  /** Its name holds a digest of its content: another content has another name. */
  readonly isImmutable: boolean;
};

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

const WITH_DIGEST = /-[\w-]{8}\.(css|js)$/;

/** @param folder what `vite build` wrote (services/console/dist) */
export function readConsole(folder: string): Console {
  const read = (path: string) => readFileSync(join(folder, path));
  const assets = readdirSync(join(folder, 'assets')).map((name): Asset => {
    const type = TYPES[extname(name)];
    if (type === undefined) throw new Error(`the console holds ${name}, of a kind that no page uses`);
    const body = read(`assets/${name}`);
    const isImmutable = WITH_DIGEST.test(name);
    return { url: `/assets/${name}`, type, body, gzipped: gzipSync(body), isImmutable };
  });
  return {
    page: read('index.html').toString('utf8'),
    paths: JSON.parse(read('pages.json').toString('utf8')),
    assets,
  };
}
