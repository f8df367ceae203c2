import { STATUS_CODES } from 'node:http';
import type { FaultStatus } from '../http1/message-fault.ts';
import type { HeaderLines } from '../proxy/header-lines.ts';

/** Longer than a load balancer keeps an idle connection, so that it is never the gateway that closes first. */
export const KEEP_ALIVE_MS = 65_000;

export const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const CLOSES = 'connection: close\r\n';
const STAYS = `connection: keep-alive\r\nkeep-alive: timeout=${KEEP_ALIVE_MS / 1_000}\r\n`;

/** The head of an answer (RFC 9112 §4), its empty line included. */
export function responseHead(status: number, closes: boolean, lines: HeaderLines): string {
  return `${statusLine(status)}${dateLine(Date.now())}${closes ? CLOSES : STAYS}${lines}\r\n`;
}

/** An answer to bytes that are no request. */
export function bareAnswer(status: FaultStatus | 400 | 429): string {
  return `${statusLine(status)}${CLOSES}content-length: 0\r\n\r\n`;
}

const statusLines = new Map<number, string>();
function statusLine(status: number): string {
  let line = statusLines.get(status);
  if (line === undefined) {
    line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n`;
    statusLines.set(status, line);
  }
  return line;
}

let dateSecond = -1;
let date = '';
/** RFC 9110 §6.6.1; a second is as fine as it gets. */
function dateLine(nowMs: number): string {
  const second = Math.floor(nowMs / 1_000);
  if (second !== dateSecond) {
    dateSecond = second;
    date = `date: ${new Date(nowMs).toUTCString()}\r\n`;
  }
  return date;
}
