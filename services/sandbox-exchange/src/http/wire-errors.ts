import type { FastifyError } from 'fastify';
import { invalid, Refusal, type RefusalCode } from '../refusal.ts';

/**
 * The only file that knows the numbers. Every error is HTTP 500 with `["error", number, text]`: clients take an
 * array with any other status for data (docs.bitfinex.com/docs/abbreviations-glossary lists the numbers).
 */
export const ERROR_STATUS = 500;

const NUMBER: Readonly<Record<RefusalCode, number>> = { account: 10001, params: 10020, caller: 10100 };
const UNKNOWN = 10000;

export type WireError = readonly ['error', number, string];

export function refusalToWire({ code, message }: Refusal): WireError {
  return ['error', NUMBER[code], message];
}

export const UNKNOWN_ERROR: WireError = ['error', UNKNOWN, 'ERR_UNK'];

/** A refusal for what Fastify found wrong with a request; null if the fault is ours. */
export function refusalFrom(error: FastifyError | Refusal): Refusal | null {
  if (error instanceof Refusal) return error;
  const [first] = error.validation ?? [];
  if (first !== undefined) return invalid(fieldOf(first));
  const clientsFault = error.statusCode !== undefined && error.statusCode < 500;
  return clientsFault ? invalid('request') : null;
}

type ValidationFault = { readonly instancePath: string; readonly params: Record<string, unknown> };

/** Name of the field at fault. Only names that look like one are repeated to the caller. */
function fieldOf({ instancePath, params }: ValidationFault): string {
  const inPath = instancePath.split('/').filter((part) => part !== '' && !/^\d+$/.test(part));
  const name = params.missingProperty ?? params.additionalProperty ?? inPath.at(-1);
  return typeof name === 'string' && /^\w{1,32}$/.test(name) ? name : 'body';
}

/** Instead of a WebSocket, to who does not come through the gateway. */
export const UPGRADE_REFUSED = 'HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
