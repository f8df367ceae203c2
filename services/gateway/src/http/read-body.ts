import type { IncomingMessage } from 'node:http';
import type { Rejection } from '../rejection.ts';

const EMPTY = Buffer.alloc(0);

/**
 * Pieces of a body at most. A megabyte in the smallest packets of real networks is two thousand; in chunks of one
 * byte it is a million, and each would cost a hundred times its size in memory.
 */
const MAX_PIECES = 4_096;

export type BodyLimits = { readonly maxBytes: number };

/** True if the headers announce a body. */
export function announcesBody(contentLength: string | null, transferEncoding: string | null): boolean {
  return transferEncoding !== null || (contentLength !== null && contentLength !== '0');
}

/**
 * The raw bytes of the body, chunked coding taken off. Stops reading at the limit; a body that comes in one piece,
 * as nearly all do, is not copied.
 *
 * @param onReading called before anything is read: the moment to say `100 Continue`
 */
export function readBody(
  message: IncomingMessage,
  announced: { contentLength: string | null; transferEncoding: string | null },
  { maxBytes }: BodyLimits,
  onReading: () => void,
): Buffer | Promise<Buffer | Rejection> {
  const { contentLength, transferEncoding } = announced;
  if (!announcesBody(contentLength, transferEncoding)) return EMPTY;
  if (contentLength !== null && Number(contentLength) > maxBytes) return Promise.resolve('body-too-large');
  onReading();
  return collect(message, maxBytes);
}

function collect(message: IncomingMessage, maxBytes: number): Promise<Buffer | Rejection> {
  const { promise, resolve } = Promise.withResolvers<Buffer | Rejection>();
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > maxBytes || chunks.length === MAX_PIECES) {
      message.pause();
      message.removeAllListeners('data');
      resolve('body-too-large');
    } else chunks.push(chunk);
  });
  message.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)));
  // After `end` these change nothing any more.
  message.on('error', () => resolve('client-gone'));
  message.on('close', () => resolve('client-gone'));
  return promise;
}
