import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type LocalConfig, readConfig } from './config.ts';
import { dataLayout } from './data-dir/layout.ts';
import type { DemoUser } from './demo/demo-user.ts';
import { ensureDemoUser } from './demo/ensure-demo-user.ts';
import { exitWithMessage } from './exit-with-message.ts';
import { origins } from './stack/ports.ts';
import { runStack } from './stack/run-stack.ts';
import { stopOnCtrlC } from './stack/stop-on-ctrl-c.ts';
import { createStyle } from './terminal/style.ts';
import { renderSummary } from './terminal/summary.ts';

/** `npm start`: the whole stack on this machine, until Ctrl-C. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const config = readConfig(process.env, fileURLToPath(new URL('../../..', import.meta.url)));
  const style = createStyle(config.isColourWanted && process.stdout.isTTY === true);
  const report = (line: string) => console.log(`${style.dim(new Date().toTimeString().slice(0, 8))} ${line}`);
  report('starting the local stack …');
  const stack = runStack(config, report);
  stopOnCtrlC(stack, report);
  const { postgresPort } = await stack.started;
  const summary = {
    ports: config.ports,
    postgresPort,
    hasRedis: config.redisUrl !== null,
    dataDir: config.dataDir,
    demoUser: await demoUserOrReason(config),
    seconds: (performance.now() - startedAt) / 1_000,
  };
  console.log(renderSummary(summary, style));
}

/** A stack without its demo user is still of use. */
async function demoUserOrReason({ dataDir, ports }: LocalConfig): Promise<DemoUser | string> {
  try {
    return await ensureDemoUser(dataLayout(dataDir).demoUser, origins(ports));
  } catch (error) {
    return `could not be made: ${(error as Error).message}`;
  }
}

await main().catch(async (error) => {
  // A stop while starting has its own way out.
  await delay(0);
  exitWithMessage(error);
});
