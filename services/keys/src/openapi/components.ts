import { alternativesOf, type Schema } from './schema.ts';

const COMPONENT_NAME = /^[A-Z][A-Za-z]+$/;

/**
 * Shapes that are used in several places, by their `title` (`ApiKey`). Collects them while schemas are put into
 * the document and leaves a reference in their place.
 */
export class Components {
  readonly #schemas = new Map<string, Schema>();

  /** The schema as it stands in the document: named shapes referred to, unions of constants as `enum`. */
  place(schema: Schema): Schema {
    const placed = this.#tidy(this.#placeParts(schema));
    const { title } = placed;
    if (typeof title !== 'string' || !COMPONENT_NAME.test(title)) return placed;
    this.#add(title, placed);
    const { description } = placed;
    return { $ref: `#/components/schemas/${title}`, ...(description !== undefined && { description }) };
  }

  schemas(): Record<string, Schema> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => a.localeCompare(b)));
  }

  #add(name: string, schema: Schema): void {
    const known = this.#schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two different schemas are titled ${name}`);
    }
    this.#schemas.set(name, schema);
  }

  #placeParts(schema: Schema): Schema {
    const parts: Record<string, unknown> = { ...schema };
    for (const keyword of ['properties', 'patternProperties']) {
      const members = schema[keyword] as Record<string, Schema> | undefined;
      if (members === undefined) continue;
      parts[keyword] = Object.fromEntries(
        Object.entries(members).map(([name, member]) => [name, this.place(member)]),
      );
    }
    if (schema.items !== undefined) parts.items = this.place(schema.items as Schema);
    if (schema.anyOf !== undefined) parts.anyOf = alternativesOf(schema).map((part) => this.place(part));
    return parts;
  }

  /** `anyOf` of constants is `enum`; a simple type or null is `type: [string, "null"]`. Same meaning, better to read. */
  #tidy(schema: Schema): Schema {
    const { anyOf, ...rest } = schema;
    const alternatives = alternativesOf(schema);
    if (alternatives.length === 0) return schema;
    if (alternatives.every((part) => part.type === 'string' && part.const !== undefined)) {
      return { type: 'string', enum: alternatives.map((part) => part.const), ...rest };
    }
    const [value, absent] = alternatives;
    if (alternatives.length === 2 && absent?.type === 'null' && typeof value?.type === 'string') {
      const { type, enum: values, ...keywords } = value;
      const nullable = Array.isArray(values) ? { enum: [...values, null] } : {};
      return { type: [type, 'null'], ...nullable, ...keywords, ...rest };
    }
    return { anyOf, ...rest };
  }
}
