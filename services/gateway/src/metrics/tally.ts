/** Counts by name. Every name is there from the start: an alarm on a rate must see the first one, too. */
export class Tally<Name extends string> {
  readonly #counts: Map<Name, number>;

  constructor(names: readonly Name[]) {
    this.#counts = new Map(names.map((name) => [name, 0]));
  }

  add(name: Name): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get entries(): readonly (readonly [Name, number])[] {
    return [...this.#counts];
  }
}
