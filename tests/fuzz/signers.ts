import {
  changeTestKey,
  insertTestKey,
  revokeTestKey,
  type TestDatabase,
  type TestKeyrings,
} from '@countersign/testing';
import { issueToken } from '../../services/gateway/src/testing/token-calls.ts';

/** Somebody who signs, and what must come of it. */
export type Signer = {
  readonly name: string;
  readonly keyId: string;
  readonly secret: string;
  readonly ownerId: string;
  /** In catalogue order. */
  readonly permissions: readonly string[];
  /** False if no request of this signer may ever get anywhere. */
  readonly isLive: boolean;
  /** The highest nonce that reached the upstream so far. */
  highestReached: number;
};

/** A scoped token, and all that it may do. */
export type Token = {
  readonly text: string;
  readonly holder: Signer;
  readonly permissions: readonly string[];
};

export type Population = { readonly signers: readonly Signer[]; readonly tokens: readonly Token[] };

const ALL = [
  'orders:read',
  'orders:write',
  'wallets:read',
  'wallets:write',
  'withdraw:write',
  'bfxpay:read',
] as const;
const ELSEWHERE = '203.0.113.7';

export type PopulationParts = {
  readonly database: TestDatabase;
  readonly keyrings: Pick<TestKeyrings, 'sealToGateway' | 'sign' | 'verify'>;
  /** Of the gateway that issues the tokens. */
  readonly port: number;
};

/** Keys of every kind, of one worker alone: their nonces rise by what it sends, and nothing else. */
export async function settle({ database, keyrings, port }: PopulationParts): Promise<Population> {
  const make = async (
    name: string,
    permissions: readonly string[],
    options: { ipAllowlist?: string[]; expiresAt?: string; isLive?: boolean } = {},
  ): Promise<Signer> => {
    const { isLive = true, ...terms } = options;
    const key = await insertTestKey(database, keyrings, { permissions, ...terms });
    return { name, ...key, permissions, isLive, highestReached: 0 };
  };
  const all = await make('all', ALL);
  const holder = await make('token-holder', ['orders:read', 'orders:write', 'wallets:read']);
  const revoked = await make('revoked', ALL, { isLive: false });
  await revokeTestKey(database, keyrings, revoked.keyId);
  const renewed = await make('earlier-secret', ALL, { isLive: false });
  await changeTestKey(database, keyrings, renewed.keyId, { renewsSecret: true });
  const swapped = all.keyId.endsWith('a') ? 'b' : 'a';
  const signers = [
    all,
    await make('reader', ['orders:read', 'wallets:read']),
    await make('nothing', []),
    await make('from-here', ALL, { ipAllowlist: ['127.0.0.1'] }),
    await make('from-elsewhere', ALL, { ipAllowlist: [ELSEWHERE], isLive: false }),
    await make('expired', ALL, { expiresAt: '2020-01-01T00:00:00.000Z', isLive: false }),
    revoked,
    renewed,
    { ...all, name: 'wrong-secret', secret: renewed.secret, isLive: false },
    { ...all, name: 'unknown', keyId: `${all.keyId.slice(0, -1)}${swapped}`, isLive: false },
  ];
  const tokens = [
    {
      text: await issueToken(port, holder, { caps: ['o'], ttl: 3_600 }),
      holder,
      permissions: ['orders:read'],
    },
    {
      text: await issueToken(port, holder, { caps: ['o', 'wd'], writePermission: true, ttl: 3_600 }),
      holder,
      permissions: ['orders:read', 'orders:write'],
    },
  ];
  return { signers, tokens };
}
