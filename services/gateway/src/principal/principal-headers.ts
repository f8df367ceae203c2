import type { Permission } from '@countersign/permissions';

/** Names and values in turn: what the upstream is told about who is calling. */
export function principalHeaders(
  ownerId: string,
  keyId: string,
  permissions: readonly Permission[],
): readonly string[] {
  return [
    'countersign-user',
    ownerId,
    'countersign-key-id',
    keyId,
    'countersign-permissions',
    permissions.join(','),
  ];
}
