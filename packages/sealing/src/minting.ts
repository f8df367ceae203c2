// Where secrets come into being. Only the key service may import this (tests/architecture.test.ts).
export { mintKeyId } from './mint-key-id.ts';
export { mintSecret } from './mint-secret.ts';
export { sealVerifier } from './seal-verifier.ts';
export { type VerifierBinding, verifierDigest, verifierOf } from './verifier.ts';
