import { writeFileSync } from 'node:fs';
import type { Deps } from '../deps.ts';
import { routes } from '../routes.ts';
import { openApiDocument } from './openapi-document.ts';
import { toYaml } from './yaml-adapter.ts';

// `npm run openapi`: writes openapi.yaml at the root from the routes. To list routes is to call none of them, so
// they are given nothing to work with.
const target = new URL('../../../../openapi.yaml', import.meta.url);
writeFileSync(target, toYaml(openApiDocument(routes({} as Deps))));
process.stdout.write('openapi.yaml written\n');
