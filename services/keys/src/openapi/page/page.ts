import type { DescribedApi } from './document.ts';
import { operationsOf } from './document.ts';
import { type Html, html } from './html.ts';
import { renderOperation, renderSchema } from './operation-article.ts';
import { line, NOTHING, prose } from './prose.ts';

/** The whole API on one page: no script, one stylesheet, nothing from elsewhere. */
export function renderPage(api: DescribedApi): string {
  const { title, version, description } = api.info;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><h1>${title}</h1><p>API version ${version}. For programs: <a href="/openapi.yaml">openapi.yaml</a></p></header>
<nav aria-label="Operations"><details open><summary>Contents</summary>${navigation(api)}</details></nav>
<main id="content">
<section id="overview"><h2>Overview</h2>${prose(description)}</section>
${api.tags.map(
  (tag) => html`<section id="${anchor(tag.name)}"><h2>${tag.name}</h2><p>${line(tag.description)}</p>
${tagged(api, tag.name).map((placed) => renderOperation(placed, api))}</section>`,
)}
${schemas(api)}
</main>
</body>
</html>
`;
  return page.text;
}

const anchor = (tag: string) => `tag-${tag.toLowerCase().replaceAll(' ', '-')}`;

const tagged = (api: DescribedApi, tag: string) =>
  operationsOf(api).filter(({ operation }) => operation.tags[0] === tag);

function navigation(api: DescribedApi): Html {
  const groups = api.tags.map(
    ({ name }) =>
      html`<li><a href="#${anchor(name)}">${name}</a><ul>${tagged(api, name).map(
        ({ method, operation }) =>
          html`<li><a href="#${operation.operationId}"><span class="method ${method.toLowerCase()}">${method}</span> ${operation.summary}</a></li>`,
      )}</ul></li>`,
  );
  return html`<ul><li><a href="#overview">Overview</a></li>${groups}<li><a href="#shapes">Shapes</a></li></ul>`;
}

function schemas({ components }: DescribedApi): Html {
  const entries = Object.entries(components.schemas).map(
    ([name, schema]) => html`<article id="schema-${name}"><h3><a href="#schema-${name}">${name}</a></h3>
${typeof schema.description === 'string' ? prose(schema.description) : NOTHING}${renderSchema(schema)}</article>`,
  );
  return html`<section id="shapes"><h2>Shapes</h2><p>What several operations take or give.</p>${entries}</section>`;
}
