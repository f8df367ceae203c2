/** Why a mail did not go out: a word and a status, nothing that a server wrote (it may quote the mail back). */
export type SmtpFailure = {
  /** `EENVELOPE 550`, `ETIMEDOUT`: what the outbox row shows. */
  readonly failure: string;
  /** The same message would be refused again: no retry. */
  readonly isPermanent: boolean;
  /** The fault lies with the set-up (TLS, sign-in), not with one message: somebody has to act. */
  readonly needsOperator: boolean;
};

/** What nodemailer puts on its errors. */
type SmtpError = Readonly<
  Partial<Record<'code' | 'originalCode' | 'responseCode' | 'permanent' | 'command', unknown>>
>;

/** Codes that speak about this message (its addresses, its content) rather than about the connection. */
const ABOUT_THE_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE']);
const ABOUT_THE_SETUP = new Set(['ETLS', 'EAUTH', 'ENOAUTH', 'ECONFIG', 'EREQUIRETLS']);
/** Node's and OpenSSL's words for a handshake or a certificate that failed; nodemailer files them under ESOCKET. */
const TLS_TROUBLE = /CERT|SIGNATURE|HOSTNAME|^ERR_(SSL|TLS)_|^EPROTO$/;
/** "Authentication required" (RFC 4954 §6) and "must issue STARTTLS" (RFC 3207 §4): 5yz, but not the message's fault. */
const SETUP_STATUS = 530;

/**
 * Sorts a failed hand-over. Permanent is only a 5yz reply to the message's own commands (RFC 5321 §4.2.1) or an
 * address that nodemailer itself refuses; a refused sign-in or handshake is retried until somebody mends it.
 */
export function smtpFailure(error: unknown): SmtpFailure {
  const { code, originalCode, responseCode, permanent, command } = (error ?? {}) as SmtpError;
  const word = TLS_TROUBLE.test(String(originalCode)) ? 'ETLS' : wordOf(code);
  const status =
    typeof responseCode === 'number' && responseCode >= 200 && responseCode < 600 ? responseCode : null;
  const isOurRefusal = command === 'API' && status === null;
  return {
    failure: status === null ? word : `${word} ${status}`,
    isPermanent:
      ABOUT_THE_MESSAGE.has(word) && status !== SETUP_STATUS && (permanent === true || isOurRefusal),
    needsOperator: ABOUT_THE_SETUP.has(word) || status === SETUP_STATUS,
  };
}

function wordOf(code: unknown): string {
  return typeof code === 'string' && /^[A-Z_]{2,20}$/.test(code) ? code : 'EUNKNOWN';
}
