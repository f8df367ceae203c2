import { alternativesOf, discriminatorOf, isRequired, propertiesOf, type Schema } from './schema.ts';

/** How much of an object an example shows: every member, or the required ones only. */
type Extent = 'complete' | 'least';

/**
 * A value that the schema describes, put together from the `examples`, constants and defaults it carries.
 *
 * @throws Error that names the place where a schema gives nothing to go by
 */
export function exampleOf(schema: Schema, extent: Extent = 'complete', path = 'value'): unknown {
  const [given] = (schema.examples ?? []) as readonly unknown[];
  if (given !== undefined && (extent === 'complete' || schema.type !== 'object')) return given;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  const [alternative] = alternativesOf(schema);
  if (alternative !== undefined) return exampleOf(alternative, extent, path);
  const make = BY_TYPE[String(schema.type)];
  if (make === undefined) throw new Error(`${path} needs "examples"`);
  return make(schema, extent, path);
}

const BY_TYPE: Readonly<Record<string, (schema: Schema, extent: Extent, path: string) => unknown>> = {
  object: (schema, extent, path) =>
    Object.fromEntries(
      propertiesOf(schema)
        .filter(([name]) => extent === 'complete' || isRequired(schema, name))
        .map(([name, member]) => [name, exampleOf(member, extent, `${path}.${name}`)]),
    ),
  array: (schema, extent, path) => [exampleOf(schema.items as Schema, extent, `${path}[]`)],
  integer: (schema) => schema.minimum ?? 1,
  number: (schema) => schema.minimum ?? 1,
  boolean: () => true,
  null: () => null,
};

/**
 * Named examples of a body: those it carries itself, by their `state`; else one for each kind of second factor (or of any other union of objects in it); else
 * the whole and, where members may be left out, the least that is accepted.
 */
export function examplesOf(schema: Schema): Record<string, unknown> {
  const given = (schema.examples ?? []) as readonly { readonly state?: string }[];
  if (given.length > 0) {
    return Object.fromEntries(given.map((value) => [value.state ?? 'complete', value]));
  }
  const complete = exampleOf(schema);
  for (const [name, member] of propertiesOf(schema)) {
    const kinds = alternativesOf(member).filter((kind) => discriminatorOf(kind) !== null);
    if (kinds.length < 2) continue;
    return Object.fromEntries(
      kinds.map((kind) => [
        discriminatorOf(kind),
        { ...(complete as object), [name]: exampleOf(kind, 'complete', name) },
      ]),
    );
  }
  const least = exampleOf(schema, 'least');
  return JSON.stringify(least) === JSON.stringify(complete) ? { complete } : { complete, least };
}
