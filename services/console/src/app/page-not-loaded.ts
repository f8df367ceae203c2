/** A part of the console that did not arrive: no connection, or a newer console whose files have other names. */
export class PageNotLoaded extends Error {
  constructor(cause: unknown) {
    super('a part of the console did not arrive', { cause });
    this.name = 'PageNotLoaded';
  }
}
