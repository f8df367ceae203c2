import { readFileSync } from 'node:fs';
import { type FastifyInstance, fastify } from 'fastify';
import t from 'tap';
import { parse } from 'yaml';
import type { Deps } from '../deps.ts';
import { routes } from '../routes.ts';
import { addDocs } from './docs.routes.ts';
import { type DescribedApi, operationsOf } from './page/document.ts';
import { html } from './page/html.ts';

const app = fastify() as unknown as FastifyInstance;
addDocs(app, routes({} as Deps));
const page = await app.inject('/docs');
const description = await app.inject('/openapi.yaml');

t.test('/docs loads one stylesheet of this site and nothing else, and needs no script', async (t) => {
  t.equal(page.statusCode, 200);
  t.match(page.headers['content-type'], 'text/html');
  const policy = String(page.headers['content-security-policy']);
  t.match(policy, "default-src 'none'");
  t.notMatch(policy, /unsafe|https?:|\*/);
  t.notMatch(page.body, /<script|<img|<iframe|\sstyle=|\son[a-z]+=|src=/);
  const loaded = [...page.body.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, href]) => href);
  t.strictSame(loaded, ['/docs/style.css']);
  const style = await app.inject('/docs/style.css');
  t.match(style.headers['content-type'], 'text/css');
  t.notMatch(style.body, /url\(|@import/);
});

t.test('/docs shows every operation, shape and refusal, and every link on it leads somewhere', async (t) => {
  const api = parse(description.body) as DescribedApi;
  const ids = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const { operation } of operationsOf(api)) t.ok(ids.has(operation.operationId), operation.operationId);
  for (const name of Object.keys(api.components.schemas)) t.ok(ids.has(`schema-${name}`), name);
  const links = [...page.body.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
  for (const link of new Set(links)) t.ok(link === '/openapi.yaml' || ids.has(link.slice(1)), link);
});

t.test('/openapi.yaml is the file of that name', async (t) => {
  t.match(description.headers['content-type'], 'application/yaml');
  t.equal(description.body, readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8'));
});

t.test('whatever a description holds, it is shown and not obeyed', async (t) => {
  const hostile = `<script>alert("1")</script>'`;
  t.equal(
    html`<p title="${hostile}">${[html`${hostile}`, html`<b>${1}</b>`]}</p>`.text,
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;<b>1</b></p>',
  );
});
