import { connect, type Socket } from 'node:net';

/** An answer as it came on the wire. `headers` are in lower case; `isClosed` says that the gateway hung up after it. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly headerNames: readonly string[];
  readonly body: string;
};

const HEAD_END = '\r\n\r\n';

/** A connection that sends exactly the bytes it is given: no HTTP library would send half of these cases. */
export class RawConnection {
  readonly #socket: Socket;
  #received = '';
  #isClosed = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#received += text;
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  static open(port: number, host = '127.0.0.1'): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host, noDelay: true }, () => resolve(new RawConnection(socket)));
      socket.once('error', reject);
    });
  }

  write(bytes: string | Buffer): void {
    this.#socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** The next answer; interim ones (1xx) are answers too. Rejects if the connection ends before one is whole. */
  async answer(withinMs = 10_000): Promise<RawAnswer> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const parsed = parse(this.#received, this.#isClosed);
      if (parsed !== null) {
        this.#received = parsed.rest;
        return parsed.answer;
      }
      if (this.#isClosed) throw new Error(`closed after ${this.#excerpt()}`);
      await this.#more(deadline);
    }
  }

  /** Resolves once the gateway has hung up. */
  async closed(withinMs = 10_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!this.#isClosed) await this.#more(deadline);
  }

  /** What was received and belongs to no answer yet. */
  get leftOver(): string {
    return this.#received;
  }

  /** Says that nothing more will be sent, and goes on listening. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Stops taking bytes, as a slow reader does. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #excerpt(): string {
    return JSON.stringify(this.#received.slice(0, 300));
  }

  #more(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no answer in time, only ${this.#excerpt()}`)),
        Math.max(deadline - performance.now(), 0),
      );
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function parse(text: string, isClosed: boolean): { answer: RawAnswer; rest: string } | null {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return null;
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const headers: Record<string, string> = Object.fromEntries(pairs);
  const status = Number(statusLine.split(' ')[1]);
  const after = text.slice(end + HEAD_END.length);
  const framed = bodyOf(status, headers, after, isClosed);
  if (framed === null) return null;
  const headerNames = pairs.map(([name]) => name).sort();
  return { answer: { status, headers, headerNames, body: framed.body }, rest: framed.rest };
}

function bodyOf(status: number, headers: Record<string, string>, after: string, isClosed: boolean) {
  if (status < 200 || status === 204) return { body: '', rest: after };
  if (headers['transfer-encoding'] === 'chunked') return dechunk(after);
  const length = headers['content-length'];
  if (length === undefined) return isClosed ? { body: after, rest: '' } : null;
  const size = Number(length);
  return after.length < size ? null : { body: after.slice(0, size), rest: after.slice(size) };
}

function dechunk(text: string): { body: string; rest: string } | null {
  let body = '';
  for (let at = 0; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const start = lineEnd + 2;
    if (text.length < start + size + 2) return null;
    body += text.slice(start, start + size);
    at = start + size + 2;
    if (size === 0) return { body, rest: text.slice(at) };
  }
}
