import { createHash } from 'node:crypto';

/**
 * What an authenticator keeps to tell accounts apart (WebAuthn §14.6.1): says nothing about the person, and is
 * neither their address nor the ID that they have elsewhere. 32 bytes.
 */
export function userHandleOf(userId: string): Buffer {
  return createHash('sha256').update(`countersign/webauthn-user-handle/v1\0${userId}`).digest();
}
