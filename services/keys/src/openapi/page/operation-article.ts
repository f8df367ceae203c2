import type { Schema } from '../schema.ts';
import { curlCommand } from './curl-command.ts';
import type { Answer, Content, DescribedApi, Operation, PlacedOperation } from './document.ts';
import { type Html, html } from './html.ts';
import { json, line, NOTHING, prose } from './prose.ts';
import { referenceOf, type SchemaRow, schemaRows, typeOf } from './schema-rows.ts';

const CALLERS: Record<Operation['x-access'], string> = {
  public: 'Anybody',
  'any-session': 'A session, also before its second-factor step',
  session: 'A session; with a second factor enrolled, one that passed it',
};

export function renderOperation({ method, path, operation }: PlacedOperation, api: DescribedApi): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  return html`<article id="${operationId}">
<h3><a href="#${operationId}">${summary}</a></h3>
<p class="call"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
${prose(description)}
<dl class="facts"><div><dt>Who may call</dt><dd>${callers(operation)}</dd></div>
<div><dt>Limit</dt><dd>${operation['x-requests-per-minute']} requests a minute from one address</dd></div></dl>
${
  parameters === undefined
    ? NOTHING
    : section(
        'Parameters',
        table(
          parameters.map(({ name, in: where, required, description: text = '', schema }) => ({
            path: name,
            isRequired: required,
            type: `${typeOf(schema)}, in the ${where}`,
            description: [text, constraintsOf(schema, name)].filter(Boolean).join(' '),
            reference: null,
          })),
        ),
      )
}
${requestBody === undefined ? NOTHING : section('Body', renderContent(requestBody.content, api))}
${section('Call', html`<pre tabindex="0"><code>${curlCommand({ method, path, operation }, api.servers[0].url)}</code></pre>`)}
${Object.entries(responses).map(([status, answer]) => (Number(status) < 400 ? success(status, answer, api) : NOTHING))}
${refusals(responses, api)}
</article>`;
}

function callers({ security, 'x-access': access }: Operation): string {
  const bound = security.some((requirement) => 'browser' in requirement);
  return `${CALLERS[access]}${bound ? ', in the browser that began it' : ''}.`;
}

const constraintsOf = (schema: Schema, name: string) =>
  schemaRows({ properties: { [name]: { ...schema, description: '' } } })[0]?.description ?? '';

const section = (title: string, content: Html) => html`<section><h4>${title}</h4>${content}</section>`;

function success(status: string, { description, headers, content }: Answer, api: DescribedApi): Html {
  const cookie = headers['set-cookie']?.description;
  return section(
    `Answer ${status}`,
    html`<p>${line(description)} ${cookie === undefined ? NOTHING : line(cookie)}</p>${content === undefined ? NOTHING : renderContent(content, api)}`,
  );
}

function renderContent(content: Content, api: DescribedApi): Html {
  return html`${Object.values(content).map(
    ({ schema, examples }) => html`${renderNamed(schema, api)}
<div class="examples">${Object.entries(examples).map(
      ([name, { value }], index, all) =>
        html`<details ${index === 0 ? html`open` : NOTHING}><summary>Example${all.length > 1 ? html`: ${name.replaceAll('_', ' ')}` : NOTHING}</summary>${json(value)}</details>`,
    )}</div>`,
  )}`;
}

/** A shape that has a name is shown where it is used, under that name. */
function renderNamed(schema: Schema, { components }: DescribedApi): Html {
  const name = schema.$ref === undefined ? null : referenceOf(schema);
  const shape = components.schemas[name ?? ''];
  if (name === null || shape === undefined) return renderSchema(schema);
  return html`<p>${link(name, name)}</p>${renderSchema(shape)}`;
}

/** A table of the schema's members, or a link to the component that has one. */
export function renderSchema(schema: Schema): Html {
  const reference = referenceOf(schema);
  if (reference !== null) return html`<p>${link(reference, typeOf(schema))}</p>`;
  const rows = schemaRows(schema);
  return rows.length > 0 ? table(rows) : html`<p>${typeOf(schema)}</p>`;
}

const link = (reference: string, text: string) => html`<a href="#schema-${reference}">${text}</a>`;

function table(rows: readonly SchemaRow[]): Html {
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th>Name</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.map(
    ({ path, type, isRequired, description, reference }) =>
      html`<tr><td><code>${path}</code>${isRequired ? NOTHING : html` <small>optional</small>`}</td><td>${reference === null ? type : link(reference, type)}</td><td>${line(description)}</td></tr>`,
  )}</tbody></table></div>`;
}

type ProblemExample = { readonly title: string; readonly detail: string };

function refusals(responses: Operation['responses'], { components }: DescribedApi): Html {
  const rows = Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, { content }]) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}).map((code) => {
        const problem = components.examples[code]?.value as ProblemExample | undefined;
        return html`<tr><td>${status}</td><td><code>${code}</code></td><td>${problem?.title ?? ''}. ${problem?.detail ?? ''}</td></tr>`;
      }),
    );
  return html`<details class="refusals"><summary>${rows.length} refusals</summary><div class="scroll" tabindex="0"><table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
