import type { Deps } from './deps.ts';
import type { Route } from './http/routes.ts';

/** Every operation of the API, by feature. openapi.yaml is written from this list. */
export function routes(_deps: Deps): readonly Route[] {
  return [];
}
