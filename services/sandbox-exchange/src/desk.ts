import type { Accounts } from './accounts/accounts.ts';

/** What a use case may need besides the account: the time in ms and fresh ids, both handed in. */
export type Desk = {
  readonly accounts: Accounts;
  now(): number;
  nextId(): number;
};
