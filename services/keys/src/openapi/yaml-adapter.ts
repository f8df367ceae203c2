import { stringify } from 'yaml';
import type { OpenApiDocument } from './openapi-document.ts';

/** The document as openapi.yaml holds it. The same document gives the same text, byte for byte. */
export function toYaml(document: OpenApiDocument): string {
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}
