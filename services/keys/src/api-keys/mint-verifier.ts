import { KEY_RECORD_ALGORITHM, type Redacted, type SealedValue } from '@countersign/sealing';
import { mintSecret, sealVerifier, verifierDigest, verifierOf } from '@countersign/sealing/minting';
import type { Deps } from '../deps.ts';

/** A new secret, and what is kept instead of it. */
export type MintedSecret = {
  readonly secret: Redacted<string>;
  readonly verifierDigest: Buffer;
  readonly sealedVerifier: SealedValue;
};

/** Mints a secret for a key and seals its verifier to the gateway: nobody here can read it again. */
export function mintVerifier(
  { randomBytes, keyrings, settings }: Deps,
  { keyId, ownerId, generation }: { keyId: string; ownerId: string; generation: number },
): MintedSecret {
  const secret = mintSecret(randomBytes);
  const verifier = verifierOf(secret);
  const binding = {
    environment: settings.environment,
    keyId,
    ownerId,
    algorithm: KEY_RECORD_ALGORITHM,
    verifierGeneration: generation,
  };
  try {
    return {
      secret,
      verifierDigest: verifierDigest(verifier),
      sealedVerifier: sealVerifier(keyrings.sealToGateway, binding, verifier),
    };
  } finally {
    verifier.fill(0);
  }
}
