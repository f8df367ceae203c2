import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '@countersign/runtime';
import { Refusal, type RefusalCode } from '../refusal.ts';
import { PROBLEMS, toProblem } from './problems.ts';

/** What Node's HTTP parser says no to. Everything else that it cannot read is a malformed request. */
const PARSER_CODES: Record<string, RefusalCode> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Answers what never became a request with a problem of its own, and closes. Nothing of it is repeated. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, logger: Logger): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const code = PARSER_CODES[error.code ?? ''] ?? 'malformed-request';
  const { status } = PROBLEMS[code];
  const body = JSON.stringify(toProblem(new Refusal(code), requestId));
  logger.info({ reqId: requestId, refusal: code, parserCode: error.code }, 'connection refused');
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      `request-id: ${requestId}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
