/** What a page is opened with: a slow one shows what a fast one hides. */
export type Device = {
  readonly name: string;
  readonly width: number;
  /** How many times slower than this machine. */
  readonly cpuSlowdown: number;
  /** `null` for the loopback as it is. */
  readonly network: { readonly latencyMs: number; readonly bytesPerSecond: number } | null;
};

export const DEVICES: readonly Device[] = [
  { name: 'desktop, loopback', width: 1_280, cpuSlowdown: 1, network: null },
  {
    // The mobile figures that Lighthouse simulates: 150 ms and 1.6 Mbit/s, a processor four times slower.
    name: 'phone, slow 4G, CPU / 4',
    width: 390,
    cpuSlowdown: 4,
    network: { latencyMs: 150, bytesPerSecond: 200_000 },
  },
];
