import type { components } from '@countersign/client';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKey'];
export type KeyStatus = Schemas['KeyStatus'];
export type KeyRefusal = Schemas['KeyRefusal'];
export type LatestRefusal = Schemas['LatestRefusal'];

const DAY_MS = 86_400_000;

/** So long before its end a key is said to end soon. */
const SOON_MS = 7 * DAY_MS;

export const endsSoon = ({ status, expiresAt }: ApiKey, now: number): boolean =>
  status === 'active' && expiresAt !== null && Date.parse(expiresAt) - now < SOON_MS;

/** The newest refusal, as long as it is news. */
export const recentRefusal = ({ latestRefusal }: ApiKey, now: number): LatestRefusal | null =>
  latestRefusal !== null && now - Date.parse(latestRefusal.at) < DAY_MS ? latestRefusal : null;
