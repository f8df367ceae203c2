/** A message that cannot be read in exactly one way (RFC 9112). The connection it came on is good for nothing any more. */
export class MessageFault extends Error {
  /** What a client that sent it is told. */
  readonly status: FaultStatus;

  constructor(message: string, status: FaultStatus = 400) {
    super(message);
    this.status = status;
  }
}

export type FaultStatus = 400 | 408 | 431;
