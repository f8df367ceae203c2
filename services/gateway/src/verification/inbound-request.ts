import type { ClientAddress } from '../addresses/client-address.ts';
import type { InboundHeaders } from '../http/inbound-headers.ts';
import type { Rejection } from '../rejection.ts';

/** A request as the checks see it: nothing decoded, nothing joined, nothing trusted. */
export type InboundRequest = {
  readonly method: string;
  /** The request target as on the wire. */
  readonly target: string;
  readonly headers: InboundHeaders;
  readonly address: ClientAddress;
  /** The raw bytes of the body, read when they are first needed. */
  readBody(): Buffer | Promise<Buffer | Rejection>;
};

/** A scoped token, shown instead of a signature. */
export type TokenCredentials = { readonly token: string };

/** What a signed request says about itself, once its grammar was found right. */
export type Credentials = {
  readonly keyId: string;
  readonly signature: string;
  readonly nonce: number;
  /** What the signature covers before the body. */
  readonly signedText: string;
};
