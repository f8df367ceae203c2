import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';

/**
 * Scripts, styles and images of this origin only, calls to it only; the QR code is a `data:` image. No text can
 * become markup (Trusted Types).
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** Where the links of our mails lead. */
const PAGES = {
  '/confirm': './confirm.html',
  '/verify-email': './verify-email.html',
  '/revoke-all': './revoke-all.html',
  '/reset-password': './reset-password.html',
  '/change-email': './change-email.html',
} as const;

/**
 * Serves the pages behind the links of our mails, until a console does. They are static: a mail scanner that
 * opens one changes nothing, and the token, in the fragment, never arrives here. Read once; nothing else of the
 * folder can be asked for.
 *
 * @param served pages that a console has
 */
export function addPages(
  app: FastifyInstance,
  { settings }: Pick<Deps, 'settings'>,
  served: readonly string[],
): void {
  for (const [url, file] of Object.entries(PAGES).filter(([url]) => !served.includes(url))) {
    const text = read(file).replaceAll('{{platformName}}', escapeHtml(settings.platformName));
    serve(app, url, 'text/html; charset=utf-8', text);
  }
  for (const name of readdirSync(new URL('./assets/', import.meta.url))) {
    const type = TYPES[extname(name)];
    if (type === undefined) throw new Error(`confirm-page/assets holds ${name}, of a kind that no page uses`);
    serve(app, `/confirm-page/${name}`, type, read(`./assets/${name}`));
  }
}

function serve(app: FastifyInstance, url: string, type: string, text: string): void {
  app.get(url, async (_request, reply) =>
    reply.type(type).header('content-security-policy', POLICY).send(text),
  );
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
