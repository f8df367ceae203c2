import type { NoticeFacts, NoticeKind } from '@countersign/outbox';
import { keyChangeBlocks } from './key-changes.ts';
import { labelInWords, permissionLines, withdrawalWarning } from './key-in-words.ts';
import type { Block, Fact } from './message.ts';
import { printable } from './printable.ts';

export type NoticeWords = {
  /** What the subject says after the platform's name. Ours alone: nothing that a person typed. */
  readonly subject: string;
  readonly heading: string;
  readonly text: string;
  /** Shown after the text: facts of this kind. */
  readonly blocks?: readonly Block[];
  /** What it means, and what to do, if it was not the owner. */
  readonly ifNotYou: string;
};

const METHODS = { totp: 'Authenticator app', webauthn: 'Security key' } as const;
const GO_ON = 'Use the link below';
const NEW_PASSWORD = 'then set a new password';

/** What each notice says. A kind without words does not compile. */
export const NOTICE_WORDS: { readonly [K in NoticeKind]: (facts: NoticeFacts[K]) => NoticeWords } = {
  'new-sign-in': ({ isSecondFactorToCome }) => ({
    subject: 'new sign-in to your account',
    heading: 'A new sign-in to your account',
    text: isSecondFactorToCome
      ? 'There was a sign-in to your account in a browser that was not used before. The second factor was not given yet when this mail was written; without it, nobody there sees or changes anything.'
      : 'There was a sign-in to your account in a browser that was not used before.',
    ifNotYou: `Somebody else can sign in as you. ${GO_ON}, ${NEW_PASSWORD}.`,
  }),
  'sign-in': () => ({
    subject: 'sign-in to your account',
    heading: 'A sign-in to your account',
    text: 'There was a sign-in to your account, in a browser that you have used before. You asked to be told of each.',
    ifNotYou: `Somebody else uses your browser. ${GO_ON}, ${NEW_PASSWORD}.`,
  }),
  'second-factor-added': ({ method, label = null }) => ({
    subject: 'a second factor was added',
    heading: 'A second factor was added',
    text: 'Your account has a new second factor. Whoever holds it can sign in, together with your password, and approve API keys.',
    blocks: [factor(method, label)],
    ifNotYou: `Somebody else is in your account. ${GO_ON}, ${NEW_PASSWORD} and remove the second factor that is not yours.`,
  }),
  'second-factor-removed': ({ method, label = null }) => ({
    subject: 'a second factor was removed',
    heading: 'A second factor was removed',
    text: 'A second factor was taken off your account. It can no longer be used to sign in or to approve API keys.',
    blocks: [factor(method, label)],
    ifNotYou: `Somebody else is in your account and got past your second factor. ${GO_ON}, ${NEW_PASSWORD} and set up a second factor again.`,
  }),
  'security-key-copied': ({ label }) => ({
    subject: 'a security key may have been copied',
    heading: 'A security key may have been copied',
    text: 'A security key of your account gave an answer that is older than its last one. It was refused. Either there is a copy of it, or somebody recorded its answers.',
    blocks: [factor('webauthn', label)],
    ifNotYou: `Somebody may hold a copy of it and know your password. ${GO_ON}, ${NEW_PASSWORD}, remove this security key and register another one.`,
  }),
  'second-factor-policy-changed': ({ securityKeyOnly }) => ({
    subject: 'what counts as your second factor was changed',
    heading: 'What counts as your second factor was changed',
    text: securityKeyOnly
      ? 'From now on only your security keys approve anything. Recovery codes still let you sign in and register another key.'
      : 'From now on an authenticator app and recovery codes count again, besides your security keys.',
    ifNotYou: `Somebody else is in your account and holds one of your security keys. ${GO_ON}, ${NEW_PASSWORD} and remove that key.`,
  }),
  'recovery-codes-replaced': () => ({
    subject: 'your recovery codes were replaced',
    heading: 'Your recovery codes were replaced',
    text: 'New recovery codes were made for your account. Those from before no longer work.',
    ifNotYou: `Somebody else is in your account and now has codes that stand in for your second factor. ${GO_ON}, ${NEW_PASSWORD} and replace the codes once more.`,
  }),
  'recovery-code-used': ({ unusedCodes }) => ({
    subject: 'a recovery code was used',
    heading: 'A recovery code was used',
    text: 'One of your recovery codes stood in for your second factor. It does not work a second time.',
    blocks: [facts('Recovery codes', [{ name: 'Still unused', values: [String(Number(unusedCodes))] }])],
    ifNotYou: `Somebody else has your password and your recovery codes. ${GO_ON}, ${NEW_PASSWORD} and replace the codes.`,
  }),
  'password-changed': () => ({
    subject: 'your password was changed',
    heading: 'Your password was changed',
    text: 'The password of your account was changed by somebody who was signed in and knew the one before.',
    ifNotYou: `Somebody else has taken over your account. ${GO_ON}, then reset your password by mail: “Forgot password” on the sign-in page.`,
  }),
  'password-reset': () => ({
    subject: 'your password was reset',
    heading: 'Your password was reset',
    text: 'A new password was set for your account, with the link of a mail to this address. Your second factor stays as it is.',
    ifNotYou: `Somebody else reads this mailbox. ${GO_ON}. Change the password of the mailbox first, then reset the one of your account again.`,
  }),
  'email-changed': ({ oldEmail, newEmail }) => ({
    subject: 'your e-mail address was changed',
    heading: 'Your e-mail address was changed',
    text: 'Mails about your account now go to another address. This mail was sent to both.',
    blocks: [
      facts('The address', [
        { name: 'Now', values: [printable(newEmail)] },
        { name: 'Before', values: [printable(oldEmail)] },
      ]),
    ],
    ifNotYou: `Somebody else has taken over your account. ${GO_ON}: that works from this address, too. Then ask us for help; this mail shows what happened.`,
  }),
  'account-closed': () => ({
    subject: 'your account was closed',
    heading: 'Your account was closed',
    text: 'Your account was closed. All its API keys are revoked and every session has ended. Nobody can sign in any more.',
    ifNotYou: 'Ask us for help; this mail shows what happened. Nothing is left that somebody else could use.',
  }),
  'key-created': ({ keyId, label, permissions, replaces = null }) => ({
    subject: 'an API key was created',
    heading: 'An API key was created',
    text: 'A new API key of your account is ready to use. Its secret was shown once, in the browser that created it.',
    blocks: [
      ...withdrawalWarning(permissions, 'Whoever holds its secret can move money out of your account.'),
      facts('The key', [
        ...keyFacts(keyId, label),
        ...(replaces === null ? [] : [{ name: 'Replaces', values: [printable(replaces)] }]),
      ]),
      { kind: 'permissions', title: 'What the key may do', groups: permissionLines(permissions) },
    ],
    ifNotYou: `Somebody else has your password, your second factor and access to this mailbox. ${GO_ON} at once, ${NEW_PASSWORD}, also for the mailbox.`,
  }),
  'key-edited': ({ keyId, label, changes }) => ({
    subject: 'an API key was edited',
    heading: 'An API key was edited',
    text: 'An API key of your account was edited. It is allowed nothing that it was not allowed before.',
    blocks: [facts('The key', keyFacts(keyId, label)), ...keyChangeBlocks(changes)],
    ifNotYou: `Somebody else has your password and got past your second factor. ${GO_ON}, ${NEW_PASSWORD}.`,
  }),
  'key-widened': ({ keyId, label, changes }) => ({
    subject: 'an API key may do more now',
    heading: 'An API key may do more now',
    text: 'An API key of your account was edited, and is allowed more than before.',
    blocks: [
      ...withdrawalWarning(
        changes.permissions?.added ?? [],
        'From now on, whoever holds its secret can move money out of your account.',
      ),
      facts('The key', keyFacts(keyId, label)),
      ...keyChangeBlocks(changes),
    ],
    ifNotYou: `Somebody else has your password and got past your second factor. ${GO_ON} at once, ${NEW_PASSWORD}.`,
  }),
  'key-revoked': ({ keyId, label }) => ({
    subject: 'an API key was revoked',
    heading: 'An API key was revoked',
    text: 'An API key of your account was revoked. Nothing that is signed with it is accepted any more.',
    blocks: [facts('The key', keyFacts(keyId, label))],
    ifNotYou: `Somebody else is signed in to your account. ${GO_ON}, ${NEW_PASSWORD}.`,
  }),
  'keys-revoked': ({ keys }) => ({
    subject: 'all your API keys were revoked',
    heading: 'All your API keys were revoked',
    text: 'All API keys of your account were revoked. Nothing that is signed with them is accepted any more.',
    blocks: [facts('The keys', [{ name: 'Revoked', values: [String(Number(keys))] }])],
    ifNotYou: `Somebody else is signed in to your account. ${GO_ON}, ${NEW_PASSWORD}.`,
  }),
  'everything-revoked': ({ keys }) => ({
    subject: 'everything was revoked',
    heading: 'Everything was revoked',
    text: 'The link of one of our mails was used: all your API keys are revoked, every session has ended, and what was still waiting for a confirmation is cancelled. Set a new password before you sign in again.',
    blocks: [facts('The keys', [{ name: 'Revoked', values: [String(Number(keys))] }])],
    ifNotYou:
      'Somebody else reads this mailbox. With the link they could revoke, and nothing more. Change the password of the mailbox.',
  }),
  'wrong-browser-attempt': ({ about, label }) => ({
    subject: 'a confirmation link was opened in another browser',
    heading: 'A confirmation link was opened in another browser',
    text: `The link of a confirmation mail was opened, and its button pressed, in a browser that it does not belong to. Nothing was changed: ${about === 'key-creation' ? 'no API key was created' : 'the API key was not edited'}, and the link still works in the right browser.`,
    blocks: [
      facts(about === 'key-creation' ? 'The key that was to be created' : 'The key that was to be edited', [
        { name: 'Label', values: [labelInWords(label)] },
      ]),
    ],
    ifNotYou: `Somebody else reads your mails. ${GO_ON}, ${NEW_PASSWORD}, first for the mailbox and then for your account.`,
  }),
  'second-factor-attempts-exhausted': ({ of }) => ({
    subject: 'the second factor was wrong too often',
    heading: 'The second factor was wrong too often',
    text:
      of === 'key-creation'
        ? 'Somebody who knows your password asked for an API key and got the second factor wrong too often. The key creation has ended and no key was made.'
        : 'Somebody who knows your password got the second factor wrong so often that no further attempt is accepted today from where it came. Browsers in which you gave your second factor before have attempts of their own and still work.',
    ifNotYou: `Somebody else knows your password and is guessing. ${GO_ON} if you want to be on the safe side, and set a new password in any case.`,
  }),
  'identity-linked': ({ provider }) => ({
    subject: 'a way to sign in was added',
    heading: 'A way to sign in was added',
    text: 'Your account can now be signed in to with an account of an identity provider. Your second factor is still asked for.',
    blocks: [facts('The identity provider', [{ name: 'Name', values: [printable(provider)] }])],
    ifNotYou: `Somebody else is in your account. ${GO_ON}, ${NEW_PASSWORD} and ask us to remove what is not yours.`,
  }),
};

const facts = (title: string, lines: readonly Fact[]): Block => ({ kind: 'facts', title, facts: lines });

const factor = (method: keyof typeof METHODS, label: string | null): Block =>
  facts('The second factor', [
    { name: 'Method', values: [METHODS[method]] },
    ...(label === null ? [] : [{ name: 'Label', values: [printable(label)] }]),
  ]);

const keyFacts = (keyId: string, label: string | null): Fact[] => [
  { name: 'Label', values: [labelInWords(label)] },
  { name: 'Key ID', values: [printable(keyId)] },
];
