import type { Visit } from '../../tests/system/harness/console.ts';
import type { Device } from './devices.ts';

export type FirstView = {
  /** First contentful paint (Paint Timing §4), from the start of the navigation. */
  readonly firstPaintMs: number;
  /** Until the page's heading is there: all that its first view needs has arrived. */
  readonly readyMs: number;
  /** Of everything that came until then, compressed, heads included. */
  readonly transferredBytes: number;
  readonly requests: number;
};

/** Opens a page as somebody does who has never been there, and watches it arrive. */
export async function firstViewOf(
  { context, page, heading }: Visit,
  view: { readonly path: string; readonly heading: string; readonly device: Device },
): Promise<FirstView> {
  const { cpuSlowdown, network } = view.device;
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  if (network !== null) {
    const { latencyMs: latency, bytesPerSecond } = network;
    await devtools.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency },
      ...{ downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
    });
  }
  let transferredBytes = 0;
  let requests = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    transferredBytes += encodedDataLength;
    requests++;
  });
  await page.goto(view.path, { timeout: 60_000 });
  await heading(view.heading);
  // The page's own clock: what this process takes to notice does not count.
  const [readyMs, firstPaintMs] = (await page.evaluate(
    "[performance.now(), performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN]",
  )) as [number, number];
  return { firstPaintMs, readyMs, transferredBytes, requests };
}
