import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

// `npm run openapi`: what the client knows of openapi.yaml, as files that are committed.

const DESCRIPTION = new URL('../../openapi.yaml', import.meta.url);
const FOLDER = new URL('src/generated/', import.meta.url);
const HEAD = '// Made from openapi.yaml by `npm run openapi`. Do not edit.\n\n';

type Description = {
  readonly components: {
    readonly examples: Readonly<
      Record<string, { value: { status: number; title: string; detail: string } } | undefined>
    >;
    readonly schemas: {
      readonly FieldError: { readonly properties: { readonly code: FieldErrorCode } };
    };
  };
};
type FieldErrorCode = {
  readonly enum: readonly string[];
  readonly 'x-meanings': Readonly<Record<string, string>>;
  readonly 'x-params': Readonly<Record<string, readonly string[]>>;
};

/** Every generated file by its name. */
export async function generatedFiles(): Promise<Record<string, string>> {
  const ast = await openapiTypescript(DESCRIPTION, { defaultNonNullable: false });
  return { 'api.ts': HEAD + astToString(ast), 'error-catalogue.ts': HEAD + errorCatalogue() };
}

/** The words of refusals and field errors, for front-ends that show them or look up their own by code. */
function errorCatalogue(): string {
  const { components } = parse(readFileSync(DESCRIPTION, 'utf8')) as Description;
  const problems = Object.entries(components.examples).map(([code, example]) => {
    const { status, title, detail } = example?.value ?? { status: 0, title: '', detail: '' };
    return [code, { status, title, detail }] as const;
  });
  const {
    enum: codes,
    'x-meanings': meanings,
    'x-params': params,
  } = components.schemas.FieldError.properties.code;
  const fields = codes.map((code) => [code, { meaning: meanings[code], params: params[code] }] as const);
  return [
    "import type { components } from './api.ts';",
    '',
    "type ErrorCode = components['schemas']['Problem']['code'];",
    "type FieldErrorCode = components['schemas']['FieldError']['code'];",
    '',
    '/** Every refusal of the service with its status and its English words. */',
    'export const PROBLEMS: Readonly<Record<ErrorCode, { status: number; title: string; detail: string }>> =',
    `  ${JSON.stringify(Object.fromEntries(problems), null, 2)};`,
    '',
    '/** Every way in which a field can be wrong, with the names of the parameters that come with it. */',
    'export const FIELD_ERRORS: Readonly<Record<FieldErrorCode, { meaning: string; params: readonly string[] }>> =',
    `  ${JSON.stringify(Object.fromEntries(fields), null, 2)};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await generatedFiles()))
    writeFileSync(new URL(name, FOLDER), text);
}
