import { type Account, openAccount } from './account.ts';

type Opening = { readonly now: number; nextId(): number };

/** One account a principal, opened and funded at first sight; the one that was away longest gives way to a new one. */
export class Accounts {
  /** In order of last sight: a Map keeps insertion order. */
  readonly #byPrincipal = new Map<string, Account>();
  readonly #most: number;
  #opened = 0;

  constructor(most: number) {
    this.#most = most;
  }

  of(principal: string, opening: Opening): Account {
    const account = this.#byPrincipal.get(principal) ?? this.#open(opening);
    this.#byPrincipal.delete(principal);
    this.#byPrincipal.set(principal, account);
    return account;
  }

  #open(opening: Opening): Account {
    if (this.#byPrincipal.size >= this.#most) {
      const [longestAway] = this.#byPrincipal.keys();
      if (longestAway !== undefined) this.#byPrincipal.delete(longestAway);
    }
    this.#opened += 1;
    return openAccount(this.#opened, opening);
  }
}
