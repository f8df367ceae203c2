import { PER_MINUTE, PER_MINUTE_OF_ACCOUNT } from '../http/rate-limits.ts';
import { LIMITS, SESSION_DEFAULTS } from '../limits.ts';

const minutes = (seconds: number) => `${seconds / 60} minutes`;
const hours = (seconds: number) => `${seconds / 3_600} hours`;

/** What holds for every operation, in CommonMark: headings, paragraphs, lists and code only (docs-text.ts reads it). */
export const OVERVIEW = `
A platform's customers create API keys with the permissions they choose. Each key is countersigned: first by a
second factor, then by an e-mail link that works only in the browser where the creation began. The secret is shown
once. Signed requests of trading clients do not come here; they go to the gateway.

## From nothing to a key

- Register (\`POST /v1/users\`) and verify the address with the token from the mail.
- Sign in (\`POST /v1/session\`), enrol an authenticator app (\`POST /v1/second-factors/totp\`) or a security key
  (\`POST /v1/second-factors/webauthn/challenge\`) and activate it.
- Start a key creation (\`POST /v1/key-creations\`), approve it with the second factor, and confirm it with the token
  from the mail in the same browser. The answer holds the key ID and the secret.
- Acknowledge, once the person has recorded the secret.

## Sessions and cookies

A session is a cookie, \`countersign_session\`. A second cookie, \`countersign_browser\`, binds key creations to the
browser; it is set when first needed and outlives sign-outs. Both are \`HttpOnly\` and \`SameSite=Strict\`; where the
site is https both are \`Secure\` and their names begin with \`__Host-\`. Unless the
operator decided otherwise, a session ends ${SESSION_DEFAULTS.idleMinutes / 60} hours after its last use, and ${SESSION_DEFAULTS.lifetimeHours / 24} days after it began at the
latest. It begins only once the address is verified. An account with a second factor can do nothing but the second-factor step until the session's \`assurance\` is \`second_factor\`.

Where the installation has an identity provider (\`GET /v1/session/outside\`), a session can begin there, too:
\`POST /v1/session/outside\` answers with the address to go to, and the browser ends at a page of the console, signed in
or with \`#refused=\` and a code. For that way there is a third cookie, \`countersign_outside\`: \`Lax\`, on its path only,
ten minutes.

\`x-access\` says whom an operation serves: \`public\` everybody, \`any-session\` also a session that waits for its
second-factor step, \`session\` one that has passed it, or whose account has no factor.

## Second factors for one thing

A body with \`secondFactor\` takes a fresh one: a TOTP code, a recovery code, or an assertion. The description of the
operation names its purpose. A security key is asked for that purpose, subject and change
(\`POST /v1/second-factor-challenges\`), and what it answers approves nothing else.

## Links in mails

They lead to the console's origin and carry what a page needs in the fragment, which no server and no log gets to see.
The pages that ship with the service do what is said here; a console of your own puts its pages in their place.

- \`/verify-email#token=…\`: \`POST /v1/users/email-verification\`
- \`/confirm#creation=…&token=…\`: \`POST /v1/key-creations/{id}/confirmation\`
- \`/confirm#edit=…&token=…\`: \`POST /v1/key-edits/{id}/confirmation\`
- \`/reset-password#token=…\`: \`POST /v1/users/password-reset/confirmation\`
- \`/change-email#token=…\`: \`POST /v1/users/email-change/confirmation\`
- \`/revoke-all#token=…\`: \`POST /v1/keys/revocation-by-link\`

A page reads the fragment, takes it out of the address, and waits for a press of a button: mail scanners open links and
run scripts.

## State changes from a browser

Every request but \`GET\` must come from the console's origin or one of the configured front-end origins. \`Origin\` and
\`Sec-Fetch-Site\` must match where they are present; scripts that send neither are served. Front-ends on another origin
call with \`credentials: "include"\` and may read the headers named below.

## Input and answers

- Bodies are JSON in UTF-8, at most ${LIMITS.bodyBytes / 1_024} KiB. Unknown fields are refused, not ignored.
- Times are ISO 8601 in UTC. Absent values are \`null\`, never left out.
- Lists are \`{"items", "nextCursor"}\`, with \`limit\` (${LIMITS.pageDefault} unless told, ${LIMITS.pageMax} at most) and \`cursor\`.
- Every answer has a \`request-id\`. Name it when you ask for help.

## Repeating a request

Operations that create something take an \`Idempotency-Key\` header: 1 to 64 letters, digits or any of \`-._~\`, a new
random one for each thing that a person wants done. Send the same request with the same key again when an answer got lost.

- It is done once. The repeat gets the first answer, with the header \`idempotency-replayed: true\`, for ${hours(LIMITS.idempotencySeconds)}.
- With another body it is refused as \`idempotency-key-reused\`; while the first one is being worked on, as
  \`idempotency-key-in-use\`.
- Refusals are not remembered: the same key may be tried again.
- Answers that show a secret are kept nowhere. There a repeat goes by the rules of the operation, which each describes.
- Keys are told apart by account, where nobody is signed in by browser.

## Refusals

Every refusal is \`application/problem+json\` (RFC 9457) with a stable \`code\`. Decide by \`code\`; show \`title\` and
\`detail\`, or words of your own language for it. \`validation-failed\` names each field in \`errors\`, with a stable
\`code\` and the \`params\` that such words need. A status of 429 or 503, \`withdraw-on-hold\` and
\`idempotency-key-in-use\` come with \`retry-after\` in seconds.

## Limits

- ${PER_MINUTE.normal} requests a minute from one address, and ${PER_MINUTE_OF_ACCOUNT.normal} of one account from wherever; ${PER_MINUTE.strict} and ${PER_MINUTE_OF_ACCOUNT.strict} for operations that
  invite guessing. The \`ratelimit-*\` headers tell of the one that is nearer.
- ${LIMITS.secondFactorAttemptsPerDay} second-factor attempts a day and ${LIMITS.creationAttempts} a key creation; ${LIMITS.passwordAttemptsPerDay} wrong passwords a day. A browser that passed the second factor
  before has a budget of its own.
- ${LIMITS.securityKeysPerUser} security keys an account. A challenge is good for ${minutes(LIMITS.challengeSeconds)}; of a session's open ones the newest ${LIMITS.challengesPerSession} count.
- After a change of second factors no key can be given \`withdraw:write\` for a while: \`GET /v1/second-factor-policy\` says until when.
- ${LIMITS.openCreationsPerUser} key creations open at once, ${LIMITS.creationsPerHour} begun an hour. Each must be confirmed within ${minutes(LIMITS.creationSeconds)}.
- ${LIMITS.confirmationMailsPerCreation} confirmation mails a key creation or edit, ${LIMITS.confirmationMailsPerDay} a day. An edit must be confirmed within ${minutes(LIMITS.editSeconds)}.
- A lost answer to the confirmation can be asked for again for ${minutes(LIMITS.revealSeconds)}, as long as the key was never used.
- ${LIMITS.keysPerUser} API keys an account, and ${LIMITS.sessionsPerUser} sessions; one more ends the oldest, one that waits for its second-factor step first.
- A label has at most ${LIMITS.labelGraphemes} characters, an IP allowlist at most ${LIMITS.ipAllowlistEntries} entries.
`.trim();

/** The groups of operations, in the order in which a newcomer meets them. */
export const TAGS: Readonly<Record<string, string>> = {
  Users: 'Registration, proof that the person reads the mailbox, the password, the address, and closing.',
  Sessions: 'Signing in and out, and the sessions of an account.',
  'Second factors': 'Authenticator apps (TOTP), security keys (WebAuthn) and recovery codes.',
  Permissions: 'What a key may do.',
  'Key creations': 'The way from a request to the one showing of a secret.',
  'API keys': 'Existing keys: list, look at, edit, revoke.',
  'Key edits': 'Edits that give a key `withdraw`: they wait for a confirmation by mail.',
  Notifications:
    'Mails that tell the owner what happened to the account, and the link in them that revokes everything.',
  'Audit events':
    "The person's own security history: chained and signed, so that it can be exported and verified without us.",
};
