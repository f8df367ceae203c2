/** A WebSocket as the rest of the gateway sees it: whole text messages, and a say in how fast they come. */
export type MessageSocket = {
  readonly isOpen: boolean;
  /** What was sent and has not left this machine. */
  readonly unsentBytes: number;
  /** Of no effect once the socket is not open any more. */
  send(text: string): void;
  /** Resolves when so little is unsent that more may be sent, or when the socket is closed. */
  drained(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Closing handshake (RFC 6455 §7.1); the other side is cut off if it does not take part. */
  close(code: number): void;
  terminate(): void;
};

export type MessageSocketEvents = {
  /** A text message, or a binary one that holds UTF-8: some clients send their JSON so. */
  message(text: string): void;
  /** A control frame that asks for an answer: it counts as a message where messages are counted. */
  ping(): void;
  /** Once, whoever closed it. */
  closed(): void;
};

export type MessageSocketLimits = {
  readonly maxMessageBytes: number;
  /** A message in more pieces than this is nobody's real one. */
  readonly maxFragments: number;
  /** `drained` waits above this. */
  readonly maxUnsentBytes: number;
  /** Between two pings. Who has answered neither of two is cut off at the third. */
  readonly pingMs: number;
  /** How long the other side may take over the closing handshake. */
  readonly closeMs: number;
};

/** Status codes of RFC 6455 §7.4.1 and the registry that it founds. */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  notUtf8: 1007,
  policy: 1008,
  restart: 1012,
  tryLater: 1013,
} as const;
