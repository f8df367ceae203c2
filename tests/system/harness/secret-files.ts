import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import { databaseSettings, serviceFiles, TEST_PASSWORDS, type TestDatabase } from '@countersign/testing';

type Teardown = { teardown(fn: () => unknown): void };

/** The path of a file by its name. */
export type Files = (name: string) => string;

/** What a gateway needs besides its port and its upstream. */
export function gatewaySettings(database: TestDatabase, files: Files): Record<string, string> {
  return {
    ...databaseSettings(database, 'countersign_gateway', files('countersign_gateway')),
    GATEWAY_HOST: '127.0.0.1',
    GATEWAY_SEALING_PRIVATE_KEYRING_FILE: files('gateway-sealing-private'),
    SIGNING_PUBLIC_KEYRING_FILE: files('signing-public'),
    ASSERTION_PRIVATE_KEYRING_FILE: files('assertion-private'),
    UPSTREAM_TOKEN_FILE: files('upstream-token'),
  };
}

/** Keys and passwords of one system, a file each, as an operator keeps them. */
export function writeSecretFiles(t: Teardown): Files {
  const gateway = generateKeyPairJwks('X25519', 'gateway-1');
  const mailer = generateKeyPairJwks('X25519', 'mailer-1');
  const signing = generateKeyPairJwks('Ed25519', 'signing-1');
  const contents: Record<string, string> = {
    'gateway-sealing-public': gateway.publicJwks,
    'gateway-sealing-private': gateway.privateJwks,
    'mailer-sealing-public': mailer.publicJwks,
    'mailer-sealing-private': mailer.privateJwks,
    'signing-public': signing.publicJwks,
    'signing-private': signing.privateJwks,
    'assertion-private': generateKeyPairJwks('Ed25519', 'assertion-1').privateJwks,
    totp: generateSymmetricJwks('totp-1'),
    'upstream-token': 'upstream-token-of-the-system-test',
    ...TEST_PASSWORDS,
  };
  const { write } = serviceFiles(t);
  const paths = new Map(Object.entries(contents).map(([name, content]) => [name, write(name, content)]));
  return (name) => {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`there is no file ${name}`);
    return path;
  };
}
