// Where sealed values are opened. Only the gateway (verifiers) and packages/outbox for the mailer may import this.
export { type OpenRejection, open } from './open.ts';
export { type OpenVerifierRejection, openVerifier } from './open-verifier.ts';
