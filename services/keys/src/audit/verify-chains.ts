import type { Database } from '@countersign/database';
import type { AuditFault } from './audit-fault.ts';
import { ChainChecker, type CheckOptions, type StoredEvent } from './chain-checker.ts';
import { type Account, inSnapshot, readAccounts, readEvents } from './verification-store.ts';

export type Verification = CheckOptions & {
  /** Only this user; `null`: everybody. */
  readonly userId: string | null;
  readonly report: (fault: AuditFault) => void;
  /** Told now and then how far it is. */
  readonly progress: (counts: VerifiedCounts) => void;
};

export type VerifiedCounts = { readonly users: number; readonly events: number };

const PROGRESS_EVENTS = 10_000;

/**
 * Reads the whole security history in one snapshot, a batch at a time, and reports every fault. Users come in the
 * order of their ids, from both lists at once, so that events without a user and users without events are found.
 */
export async function verifyChains(db: Database, verification: Verification): Promise<VerifiedCounts> {
  const { userId, progress } = verification;
  return inSnapshot(db, async (snapshot) => {
    const accounts = readAccounts(snapshot, userId);
    const walk = new ChainWalk(verification);
    let account = await next(accounts);
    for await (const event of readEvents(snapshot, userId)) {
      while (account !== null && account.userId < event.userId) {
        walk.close(account);
        account = await next(accounts);
      }
      // Only who switched the database's own checks off can have left events of nobody.
      if (account?.userId !== event.userId) walk.closeOrphan(event.userId);
      walk.add(event);
      if (walk.counts.events % PROGRESS_EVENTS === 0) progress(walk.counts);
    }
    for (; account !== null; account = await next(accounts)) walk.close(account);
    walk.closeOrphan(null);
    return walk.counts;
  });
}

async function next(accounts: AsyncGenerator<Account>): Promise<Account | null> {
  const { value, done } = await accounts.next();
  return done ? null : value;
}

/** The chain that is being read, and what was counted. */
class ChainWalk {
  readonly #verification: Verification;
  #open: { readonly userId: string; readonly checker: ChainChecker } | null = null;
  #users = 0;
  #events = 0;

  constructor(verification: Verification) {
    this.#verification = verification;
  }

  get counts(): VerifiedCounts {
    return { users: this.#users, events: this.#events };
  }

  add(event: StoredEvent): void {
    const { userId } = event;
    this.#open ??= { userId, checker: new ChainChecker(userId, this.#verification) };
    this.#events++;
    for (const fault of this.#open.checker.add(event)) this.#verification.report(fault);
  }

  /** The user's events have all been read. */
  close({ userId, head }: Account): void {
    this.closeOrphan(userId);
    const checker = this.#open?.checker ?? new ChainChecker(userId, this.#verification);
    this.#open = null;
    this.#users++;
    for (const fault of checker.end(head)) this.#verification.report(fault);
  }

  /** Ends a chain that belongs to no account, if the one that is open is another than `next`'s. */
  closeOrphan(next: string | null): void {
    if (this.#open === null || this.#open.userId === next) return;
    for (const fault of this.#open.checker.end(null)) this.#verification.report(fault);
    this.#open = null;
  }
}
