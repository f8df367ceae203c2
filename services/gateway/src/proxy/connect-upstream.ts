import { Members } from './members.ts';
import { Connection, type Target } from './open-connection.ts';
import { Relay, type RelayLimits } from './relay.ts';
import type { Upstream, UpstreamCall } from './upstream.ts';

export type UpstreamOptions = RelayLimits & {
  /** Origin such as `http://127.0.0.1:3200`. */
  readonly origin: string;
  /** Calls at once at most; one more is refused rather than queued behind calls that may hang. */
  readonly maxInFlight: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

/** Shorter than any server keeps an idle connection, so that no call is written to one that is just being closed. */
const KEEP_IDLE_MS = 4_000;
/** How late a deadline may be noticed. One look at all calls is much cheaper than several timers for each. */
const LOOK_EVERY_MS = 50;

/** Connections to one upstream. Nothing is ever sent twice, and no redirect is followed. */
export function connectUpstream({ origin, maxInFlight, now, ...limits }: UpstreamOptions): Upstream {
  const url = new URL(origin);
  const target = targetOf(url);
  const hostLines = `host: ${url.host}\r\nconnection: keep-alive\r\n`;
  const idle: Connection[] = [];
  const open = new Set<Connection>();
  const calls = new Members<Relay>();
  let refusedAsBusy = 0;
  let whenDone: (() => void) | null = null;

  const events = {
    onIdle(connection: Connection) {
      connection.idleSinceMs = now();
      if (whenDone === null) idle.push(connection);
      else connection.destroy();
    },
    onClosed(connection: Connection) {
      open.delete(connection);
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
    },
  };
  const shared = {
    limits,
    now,
    onDone(relay: Relay) {
      calls.remove(relay);
      if (calls.size === 0) whenDone?.();
    },
  };

  function take(): Connection {
    // The one that was used last is the least likely to be closed from the other side.
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (isFresh(last, now())) return last;
      last.destroy();
    }
    const connection = new Connection(target, events);
    open.add(connection);
    return connection;
  }

  const look = setInterval(() => {
    const nowMs = now();
    for (const call of calls) call.look(nowMs);
    for (const connection of idle.filter((each) => !isFresh(each, nowMs))) connection.destroy();
  }, LOOK_EVERY_MS).unref();

  return {
    get inFlight() {
      return calls.size;
    },
    get refusedAsBusy() {
      return refusedAsBusy;
    },
    forward(call, reply) {
      if (reply.isGone) return reply.refuse('client-gone');
      if (calls.size >= maxInFlight) {
        refusedAsBusy++;
        return reply.refuse('upstream-busy');
      }
      const head = headOf(call, hostLines);
      const connection = take();
      const relay = new Relay(reply, connection, shared);
      calls.add(relay);
      connection.send(relay, head, call.body);
    },
    async close() {
      const { promise, resolve } = Promise.withResolvers<void>();
      whenDone = resolve;
      if (calls.size > 0) await promise;
      clearInterval(look);
      for (const connection of open) connection.destroy();
    },
  };
}

function targetOf({ protocol, hostname, port }: URL): Target {
  const isTls = protocol === 'https:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { isTls, host, port: port === '' ? (isTls ? 443 : 80) : Number(port) };
}

function isFresh(connection: Connection, nowMs: number): boolean {
  const { keepAliveSeconds, idleSinceMs, isOpen } = connection;
  // A second less than the upstream said: the call must get there before it closes.
  const keepMs =
    keepAliveSeconds === null ? KEEP_IDLE_MS : Math.min(KEEP_IDLE_MS, (keepAliveSeconds - 1) * 1_000);
  return isOpen && nowMs - idleSinceMs < keepMs;
}

/** The head of a call (RFC 9112 §3, §5), its empty line included. */
function headOf({ method, path, headers, body }: UpstreamCall, hostLines: string): string {
  const length = body === null ? '' : `content-length: ${body.byteLength}\r\n`;
  return `${method} ${path} HTTP/1.1\r\n${hostLines}${headers}${length}\r\n`;
}
