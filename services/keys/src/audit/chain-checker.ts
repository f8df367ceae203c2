import type { Keyring, Signature } from '@countersign/sealing';
import {
  CHAIN_START,
  type ChainedEvent,
  type ChainHead,
  eventDigest,
  isEventGenuine,
  isHeadGenuine,
} from './audit-chain.ts';
import type { AuditFault, AuditFaultKind } from './audit-fault.ts';

/** As it stands in the database; `signature` is `null` for events from before there was a chain. */
export type StoredEvent = ChainedEvent & { readonly digest: Buffer; readonly signature: Signature | null };
export type StoredHead = ChainHead & { readonly signature: Signature | null };

export type CheckOptions = {
  readonly keyring: Keyring<'verify'>;
  /** Events before this instant may be unsigned; `null`: none may. ISO 8601 UTC. */
  readonly unsignedBefore: string | null;
};

/** How far a clock may be set back while it is kept right: no more is taken for a mistake. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Takes a user's events one by one in the order of their numbers, then the head. Holds one event at a time. */
export class ChainChecker {
  readonly #userId: string;
  readonly #options: CheckOptions;
  #last: ChainHead & { readonly at: string };
  #hasEvents = false;
  #isUnsigned = true;

  constructor(userId: string, options: CheckOptions) {
    this.#userId = userId;
    this.#options = options;
    this.#last = { userId, sequence: 0, digest: CHAIN_START, at: '' };
  }

  /** What is wrong with the next event. One fault does not bring others about: the check goes on from the row. */
  add(event: StoredEvent): AuditFault[] {
    const { sequence, digest, at } = event;
    const kinds = [...this.#placeFaults(event), ...this.#contentFaults(event)];
    this.#last = { userId: this.#userId, sequence, digest, at };
    this.#hasEvents = true;
    this.#isUnsigned = event.signature === null;
    return kinds.map((kind) => ({ kind, userId: this.#userId, sequence }));
  }

  end(head: StoredHead | null): AuditFault[] {
    return this.#headFaults(head).map((kind) => ({
      kind,
      userId: this.#userId,
      sequence: head?.sequence ?? (this.#hasEvents ? this.#last.sequence : null),
    }));
  }

  #placeFaults({ sequence, previousDigest, at }: StoredEvent): AuditFaultKind[] {
    const last = this.#last;
    const isEarlier = last.at !== '' && Date.parse(at) < Date.parse(last.at) - CLOCK_TOLERANCE_MS;
    const time: AuditFaultKind[] = isEarlier ? ['time-went-back'] : [];
    if (sequence > last.sequence + 1) return ['events-missing', ...time];
    if (sequence <= last.sequence) return ['out-of-order', ...time];
    return previousDigest.equals(last.digest) ? time : ['does-not-follow', ...time];
  }

  #contentFaults(event: StoredEvent): AuditFaultKind[] {
    const { digest, signature, at } = event;
    if (!eventDigest(event).equals(digest)) return ['event-changed'];
    const { keyring, unsignedBefore } = this.#options;
    if (signature === null) {
      const mayBe = unsignedBefore !== null && this.#isUnsigned && at < unsignedBefore;
      return mayBe ? [] : ['event-unsigned'];
    }
    if (!keyring.byId.has(signature.signingKeyId)) return ['signing-key-unknown'];
    return isEventGenuine(keyring, digest, signature) ? [] : ['event-not-genuine'];
  }

  #headFaults(head: StoredHead | null): AuditFaultKind[] {
    if (!this.#hasEvents) return ['history-missing'];
    if (head === null) return ['head-missing'];
    const { sequence, digest } = this.#last;
    if (head.sequence !== sequence || !head.digest.equals(digest)) return ['head-differs'];
    // Nobody has signed anything for this user yet; whether that may be is a fault of the events.
    if (head.signature === null) return this.#isUnsigned ? [] : ['head-not-genuine'];
    if (!this.#options.keyring.byId.has(head.signature.signingKeyId)) return ['signing-key-unknown'];
    return isHeadGenuine(this.#options.keyring, head, head.signature) ? [] : ['head-not-genuine'];
  }
}
