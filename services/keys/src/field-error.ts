/**
 * Every way in which a field of an input can be wrong, with its sentence and the parameters that a front-end needs to
 * say it in another language. The first block are the keywords of JSON Schema, which the shapes are checked with.
 */
export const FIELD_ERRORS = {
  required: { meaning: 'It is missing.', params: [] },
  'unknown-field': { meaning: 'The operation does not know it.', params: [] },
  type: { meaning: 'It is not of this type.', params: ['type'] },
  enum: { meaning: 'It is none of these values.', params: ['allowed'] },
  const: { meaning: 'It is not this value.', params: ['allowed'] },
  pattern: { meaning: 'It does not have the right form.', params: [] },
  minLength: { meaning: 'It has fewer characters.', params: ['min'] },
  maxLength: { meaning: 'It has more characters.', params: ['max'] },
  minItems: { meaning: 'It has fewer entries.', params: ['min'] },
  maxItems: { meaning: 'It has more entries.', params: ['max'] },
  maxProperties: { meaning: 'It has more members.', params: ['max'] },
  minimum: { meaning: 'It is smaller.', params: ['min'] },
  maximum: { meaning: 'It is greater.', params: ['max'] },
  anyOf: { meaning: 'It has none of the shapes that are accepted.', params: [] },

  'not-valid': { meaning: 'It is wrong in a way that has no word of its own.', params: [] },
  'not-well-formed': { meaning: 'It holds half of a character.', params: [] },
  'too-short': { meaning: 'The password has fewer characters.', params: ['min'] },
  'too-long': { meaning: 'The password has more characters.', params: ['max'] },
  'is-email': { meaning: 'The password is the e-mail address.', params: [] },
  'is-platform-name': { meaning: 'The password is the name of the platform.', params: [] },
  'too-common': { meaning: 'The password is one of the first that an attacker tries.', params: [] },
  unchanged: { meaning: 'It is what it was before.', params: [] },
  'not-switchable': { meaning: 'The notice is always sent.', params: [] },
  'label-empty': { meaning: 'The label is blank.', params: [] },
  'label-too-long': { meaning: 'The label has more characters, as a reader counts them.', params: ['max'] },
  'label-forbidden-character': {
    meaning: 'The label holds a control, invisible or private-use character.',
    params: [],
  },
  'permissions-empty': { meaning: 'No permission is named.', params: [] },
  'unknown-permission': { meaning: 'There is no such permission.', params: [] },
  'ip-not-an-address': { meaning: 'It is neither an IP address nor a network.', params: [] },
  'ip-allows-everything': { meaning: 'The network holds every address.', params: [] },
  'ip-host-bits-set': { meaning: 'The network has bits after its prefix.', params: ['suggestion'] },
  'not-an-instant': { meaning: 'It is no time with a zone.', params: [] },
  'in-the-past': { meaning: 'It is not in the future.', params: [] },
  'too-far-away': { meaning: 'It is further away.', params: ['maxDays'] },
  'challenge-mismatch': {
    meaning: 'It answers a challenge that is not open in this session: begin the registration anew.',
    params: [],
  },
  'origin-refused': { meaning: 'It was made on a page where security keys cannot be used.', params: [] },
  'algorithm-not-offered': {
    meaning: 'The security key uses a kind of key that is not supported.',
    params: [],
  },
  'user-not-verified': {
    meaning: 'The security key has not asked for its PIN or fingerprint, which is required here.',
    params: [],
  },
  'attestation-invalid': { meaning: 'It is not what a security key answers to a registration.', params: [] },
} as const satisfies Readonly<
  Record<string, { readonly meaning: string; readonly params: readonly string[] }>
>;

export type FieldErrorCode = keyof typeof FIELD_ERRORS;

export const FIELD_ERROR_CODES = Object.keys(FIELD_ERRORS) as FieldErrorCode[];

/** What to put into a sentence of another language, such as `{ max: 64 }`. */
export type FieldErrorParams = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** One fault of an input, named so that a form can show it at the right field. */
export type FieldError = {
  readonly field: string;
  readonly code: FieldErrorCode;
  readonly detail: string;
  readonly params?: FieldErrorParams;
};
