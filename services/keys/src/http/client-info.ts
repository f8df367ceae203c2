import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { plainAddress } from './address-group.ts';

/** Where a request came from, for sessions, audit events and mails. */
export type ClientInfo = { readonly ip: string; readonly userAgent: string };

const USER_AGENT_MAX = 256;

/** `request.ip` honours trusted proxies only, yet may be any text such a proxy passed on; so it is checked again. */
export function clientInfo(request: FastifyRequest): ClientInfo {
  const userAgent = request.headers['user-agent'] ?? '';
  const ip = isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? '') : request.ip;
  return { ip: plainAddress(ip), userAgent: userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, USER_AGENT_MAX) };
}
