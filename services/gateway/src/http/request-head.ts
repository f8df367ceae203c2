import { parseLength } from '../http1/body-reader.ts';
import type { Head } from '../http1/head-reader.ts';
import { MessageFault } from '../http1/message-fault.ts';
import { type InboundHeaders, readInboundHeaders } from './inbound-headers.ts';

/** The head of a request as it stood on the wire: nothing decoded, nothing normalised. */
export type RequestHead = {
  readonly method: string;
  readonly target: string;
  /** False for HTTP/1.0 and for whatever else comes as a first line. */
  readonly isHttp11: boolean;
  readonly headers: InboundHeaders;
  /** Bytes of its body, `null` if a `Transfer-Encoding` says where it ends. */
  readonly length: number | null;
  readonly head: Head;
};

/** RFC 9112 §3. Of the target only that it stays on its line: which targets there are is the profiles' to say. */
const REQUEST_LINE = /^([A-Z-]{1,24}) ([\x21-\x7e\x80-\xff]+) HTTP\/([0-9]\.[0-9])$/;

/**
 * Reads the head of a request (RFC 9112), stricter than the RFC asks: where the request ends must be certain, or
 * nothing that follows on its connection is.
 *
 * @throws MessageFault
 */
export function parseRequestHead(head: Head): RequestHead {
  const { text } = head;
  const end = text.indexOf('\r\n');
  const line = REQUEST_LINE.exec(end < 0 ? text : text.slice(0, end));
  if (line === null) throw new MessageFault('no request line');
  const headers = readInboundHeaders(head, end < 0 ? text.length : end + 2);
  return {
    method: line[1] as string,
    target: line[2] as string,
    isHttp11: line[3] === '1.1',
    headers,
    length: lengthOf(headers, text),
    head,
  };
}

/** Blanks and tabs around a value are no part of it, but behind a tab some readers see no coding, and so no body. */
const hasCodingWithTab = (text: string) =>
  text.split('\r\n').some((line) => /^transfer-encoding:/i.test(line) && line.includes('\t'));

/** A request without either header has no body (RFC 9112 §6.3). */
function lengthOf({ contentLength, transferEncoding }: InboundHeaders, text: string): number | null {
  if (transferEncoding !== null) {
    if (contentLength !== null || hasCodingWithTab(text)) {
      throw new MessageFault('where the body ends can be read in two ways');
    }
    return null;
  }
  const length = contentLength === null ? 0 : parseLength(contentLength);
  if (length === null) throw new MessageFault('a length that is none');
  return length;
}

/** True if the list (RFC 9110 §5.6.1) has such a member. */
const hasMember = (list: string | null, member: RegExp) =>
  list?.split(',').some((each) => member.test(each)) === true;
/** Only blanks and tabs may stand around a member. */
const CLOSE = /^[\t ]*close[\t ]*$/i;
const UPGRADE = /^[\t ]*upgrade[\t ]*$/i;

/** True if the client asks for the end of the connection after the answer (RFC 9112 §9.6). */
export const asksToClose = ({ connection }: InboundHeaders) => hasMember(connection, CLOSE);

/** True if the client asks for a WebSocket (RFC 6455 §4.1). */
export const asksForSocket = ({ connection, upgrade }: InboundHeaders) =>
  upgrade?.toLowerCase() === 'websocket' && hasMember(connection, UPGRADE);
