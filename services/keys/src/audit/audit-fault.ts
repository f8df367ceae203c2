/** What can be wrong with the security history. What each means and what to do: docs/flows/audit.md. */
export const AUDIT_FAULTS = {
  'event-changed': 'its content is not what its digest was made from',
  'event-not-genuine': 'its signature is not one of the key service',
  'event-unsigned': 'it has no signature, though it is not from before the chain began',
  'signing-key-unknown': 'it is signed with a key that the keyring does not hold',
  'events-missing': 'events before it are missing',
  'out-of-order': 'it does not stand where its number says',
  'does-not-follow': 'it was not made to follow the event before it',
  'time-went-back': 'it is older than the event before it',
  'head-missing': 'the chain has events and no head',
  'head-differs': 'the head does not name the newest event: the end of the chain was cut off or added to',
  'head-not-genuine': 'the signature of the head is not one of the key service',
  'history-missing': 'the user has no events at all',
  'anchored-event-missing': 'an event that was anchored is gone',
  'anchored-event-differs': 'another event was anchored in its place',
  'anchor-not-genuine': 'a line of the anchor is not one of the key service',
} as const;

export type AuditFaultKind = keyof typeof AUDIT_FAULTS;

export type AuditFault = {
  readonly kind: AuditFaultKind;
  readonly userId: string | null;
  /** The event that it is about; `null` when it is about a user's whole history. */
  readonly sequence: number | null;
};
