import type { NoticeFacts, NoticeKind } from '@countersign/outbox';
import type { ClientInfo } from '../http/client-info.ts';

/** What the owner of an account is told of by mail: kind and facts, and who did it from where. */
export type Notice = {
  readonly [K in NoticeKind]: {
    readonly kind: K;
    readonly userId: string;
    readonly client: ClientInfo;
    /** A canonical address; without it the account's own, once that is verified. */
    readonly recipient?: string;
  } & NoticeFacts[K];
}[NoticeKind];
