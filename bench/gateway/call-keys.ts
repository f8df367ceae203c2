import { type Agent, request as httpRequest } from 'node:http';
import { nextNonce, type SigningKey, signedRequest } from './presign.ts';

const CALLS_AT_ONCE = 16;

/** One call with each of the keys. @throws Error unless all of them were answered */
export async function callAll(port: number, agent: Agent, keys: readonly SigningKey[]): Promise<void> {
  const waiting = [...keys];
  let accepted = 0;
  const call = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      if (await isAccepted(port, agent, key)) accepted++;
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, call));
  if (accepted !== keys.length) throw new Error(`${accepted} of ${keys.length} keys worked`);
}

/** Whether one call with the key reaches the upstream. */
export function isAccepted(port: number, agent: Agent, key: SigningKey): Promise<boolean> {
  const [head = '', body = ''] = signedRequest(key, nextNonce()).split('\r\n\r\n');
  const headers = Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(': ')),
  );
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const options = {
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/v2/auth/r/wallets',
    headers,
    agent,
    timeout: 10_000,
  };
  const call = httpRequest(options, (answer) => {
    answer.resume().once('end', () => resolve(answer.statusCode === 200));
  });
  call.once('error', reject);
  call.once('timeout', () => call.destroy(new Error('no answer within 10 s')));
  call.end(body);
  return promise;
}
