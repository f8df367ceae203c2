import type { paths } from './generated/api.ts';

/** The methods of this API, as a client writes them. */
export type Method = 'get' | 'post' | 'patch' | 'delete';

/** The paths that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never;
}[keyof paths];

type OperationOf<M extends Method, P extends PathOf<M>> = paths[P] extends { [K in M]: infer O } ? O : never;

type ParametersOf<O, Where extends 'path' | 'query'> = O extends { parameters: { [K in Where]?: infer V } }
  ? [V] extends [never]
    ? never
    : NonNullable<V>
  : never;

type BodyOf<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : never;

type IsBodyRequired<O> = O extends { requestBody: unknown } ? true : false;

/** What a success answers; `undefined` without a body. */
type SuccessOf<O> = O extends { responses: infer R }
  ? {
      [S in keyof R & (200 | 201 | 202 | 204)]: R[S] extends { content: { 'application/json': infer B } }
        ? B
        : undefined;
    }[keyof R & (200 | 201 | 202 | 204)]
  : never;

export type AnswerOf<M extends Method, P extends PathOf<M>> = SuccessOf<OperationOf<M, P>>;

/** What every call may be given besides the operation's own input. */
export type CallOptions = {
  /** Makes repeating the call safe; see `newIdempotencyKey` and `repeatSafely`. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** How long to wait for the answer; the client's own unless told. */
  readonly timeoutMs?: number;
};

type PathInput<V> = [V] extends [never] ? unknown : { readonly path: V };
type QueryInput<V> = [V] extends [never] ? unknown : { readonly query?: V };
type BodyInput<V, Required> = [V] extends [never]
  ? unknown
  : Required extends true
    ? { readonly body: V }
    : { readonly body?: V };

type InputOf<O> = PathInput<ParametersOf<O, 'path'>> &
  QueryInput<ParametersOf<O, 'query'>> &
  BodyInput<BodyOf<O>, IsBodyRequired<O>>;

export type OptionsOf<M extends Method, P extends PathOf<M>> = InputOf<OperationOf<M, P>> & CallOptions;

/** The options of a call, which may be left out where nothing in them is required. */
export type OptionArguments<M extends Method, P extends PathOf<M>> =
  Record<never, never> extends OptionsOf<M, P> ? [options?: OptionsOf<M, P>] : [options: OptionsOf<M, P>];

/** The paths that answer with something else than JSON. */
export type TextPath = {
  [P in PathOf<'get'>]: AnswerOf<'get', P> extends undefined ? P : never;
}[PathOf<'get'>];

/** The paths of lists, and what their items are. */
export type ListPath = {
  [P in PathOf<'get'>]: AnswerOf<'get', P> extends { items: unknown[]; nextCursor: string | null }
    ? P
    : never;
}[PathOf<'get'>];

export type ItemOf<P extends ListPath> = AnswerOf<'get', P> extends { items: (infer I)[] } ? I : never;
