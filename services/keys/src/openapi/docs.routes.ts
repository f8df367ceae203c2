import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Route } from '../http/routes.ts';
import { openApiDocument } from './openapi-document.ts';
import type { DescribedApi } from './page/document.ts';
import { renderPage } from './page/page.ts';
import { toYaml } from './yaml-adapter.ts';

/** One stylesheet of our own is all that the page may load. */
const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Serves the API's description: `/docs` for people, `/openapi.yaml` for programs. Made from the routes once, when somebody
 * first asks: it takes longer than all the rest of a start.
 */
export function addDocs(app: FastifyInstance, routes: readonly Route[]): void {
  const document = openApiDocument(routes);
  const pages = [
    {
      url: '/docs',
      type: 'text/html; charset=utf-8',
      make: () => renderPage(document as unknown as DescribedApi),
    },
    { url: '/docs/style.css', type: 'text/css; charset=utf-8', make: stylesheet },
    { url: '/openapi.yaml', type: 'application/yaml; charset=utf-8', make: () => toYaml(document) },
  ];
  for (const { url, type, make } of pages) {
    let text: string | null = null;
    app.get(url, async (_request, reply) => {
      text ??= make();
      return reply.type(type).header('content-security-policy', POLICY).send(text);
    });
  }
}

function stylesheet(): string {
  return readFileSync(new URL('./page/style.css', import.meta.url), 'utf8');
}
