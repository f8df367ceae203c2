/** Why a call is refused: the parameters, the state of the account, or the caller. */
export type RefusalCode = 'params' | 'account' | 'caller';

/** A no that the client is told; the text is public. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, text: string) {
    super(text);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** `<field>: invalid`, the text by which clients know a bad parameter. */
export function invalid(field: string): Refusal {
  return new Refusal('params', `${field}: invalid`);
}
