import type { Schema } from '../schema.ts';

// The parts of an OpenAPI document that the page reads.

export type Example = { readonly value: unknown };

export type Content = Readonly<
  Record<string, { readonly schema: Schema; readonly examples: Readonly<Record<string, Example>> }>
>;

export type Answer = {
  readonly description: string;
  readonly headers: Readonly<Record<string, { readonly description?: string }>>;
  readonly content?: Content;
};

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example: unknown;
};

export type Operation = {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-access': 'public' | 'any-session' | 'session';
  readonly 'x-requests-per-minute': number;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
};

export type DescribedApi = {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly [{ readonly url: string }];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
};

export type PlacedOperation = {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
};

/** Every operation with its method and path, in the document's order. */
export function operationsOf({ paths }: DescribedApi): PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}
