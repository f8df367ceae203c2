import { freePort } from '@countersign/testing';
import { type RecordingUpstream, startRecordingUpstream } from './recording-upstream.ts';
import type { Files } from './secret-files.ts';
import { type ServiceProcess, startService } from './service-process.ts';

type Teardown = { teardown(fn: () => unknown): void };

export type UpstreamKind = 'recording' | 'sandbox';

export type Upstream = {
  readonly url: string;
  /** `null` when it is the sandbox exchange. */
  readonly recording: RecordingUpstream | null;
  /** `null` when it is in this process. */
  readonly process: ServiceProcess | null;
};

/** What stands behind the gateways; gone when `t` ends. */
export async function startUpstream(t: Teardown, kind: UpstreamKind, files: Files): Promise<Upstream> {
  if (kind === 'sandbox') {
    const port = await freePort();
    const process = await startService('exchange', 'services/sandbox-exchange', {
      EXCHANGE_HOST: '127.0.0.1',
      EXCHANGE_PORT: String(port),
      UPSTREAM_TOKEN_FILE: files('upstream-token'),
    });
    t.teardown(() => process.kill('SIGKILL'));
    return { url: `http://127.0.0.1:${port}`, recording: null, process };
  }
  const recording = await startRecordingUpstream();
  t.teardown(() => recording.close());
  return { url: recording.url, recording, process: null };
}
