import type { CountersignClient } from '@countersign/client';

export async function listKeys(client: CountersignClient) {
  const lines: string[] = [];
  // Asks for the next page when the loop gets there.
  for await (const { id, label, status, lastUsed } of client.items('/v1/keys', { query: { limit: 50 } })) {
    lines.push(`${id} ${label ?? '(no label)'} ${status}, last used ${lastUsed?.at ?? 'never'}`);
  }
  return lines;
}
