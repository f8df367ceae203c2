import type { AnswerOf, components } from '@countersign/client';
import { type Expiry, expiresAtOf, expiryOf, NO_EXPIRY } from '../key-settings/expiry.ts';
import { allowlistOf, type IpRule, ipRuleOf } from '../key-settings/ip-rule.ts';
import type { Permission } from '../key-settings/permission.ts';

export type KeyRequest = components['schemas']['KeyCreationRequest'];
type ApiKey = AnswerOf<'get', '/v1/keys/{keyId}'>;

/** A key as a person is writing it down. */
export type KeyDraft = {
  readonly label: string;
  readonly permissions: readonly Permission[];
  readonly ipRule: IpRule;
  readonly expiry: Expiry;
  readonly replacement: Replacement | null;
};

/** The key whose place the new one takes, and how long that one still works once the new one is confirmed. */
export type Replacement = { readonly keyId: string; readonly oldKeySeconds: number };

/** What is offered for the old key's end, in seconds: long enough to move a program over. */
export const OLD_KEY_SECONDS = [0, 3_600, 86_400, 604_800, 2_592_000] as const;

const DEFAULT_OLD_KEY_SECONDS = 86_400;

/** What is on screen at first: the default configuration, or the settings of the key that is replaced. */
export function newDraft(defaults: readonly Permission[], replaced: ApiKey | null, now: Date): KeyDraft {
  if (replaced === null) {
    return { label: '', permissions: defaults, ipRule: ipRuleOf(null), expiry: NO_EXPIRY, replacement: null };
  }
  const { id, label, permissions, ipAllowlist, expiresAt } = replaced;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
  return {
    label: label ?? '',
    permissions,
    ipRule: ipRuleOf(ipAllowlist),
    expiry: isOver ? NO_EXPIRY : expiryOf(expiresAt),
    replacement: { keyId: id, oldKeySeconds: DEFAULT_OLD_KEY_SECONDS },
  };
}

/** What the API is told. */
export function requestOf(
  { label, permissions, ipRule, expiry, replacement }: KeyDraft,
  now: Date,
): KeyRequest {
  return {
    label: label.trim() === '' ? null : label,
    permissions: [...permissions],
    ipAllowlist: allowlistOf(ipRule),
    expiresAt: expiresAtOf(expiry, now),
    ...(replacement !== null && {
      replaces: replacement.keyId,
      oldKeyExpiresInSeconds: replacement.oldKeySeconds,
    }),
  };
}
