import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { createStepPrinter } from './demo/step-printer.ts';
import { usageLines } from './demo/usage-lines.ts';
import { useStack } from './demo/use-stack.ts';
import { walk } from './demo/walk.ts';
import { exitWithMessage } from './exit-with-message.ts';
import { origins } from './stack/ports.ts';
import { createStyle } from './terminal/style.ts';

/** `npm run demo [-- --keep]`: a key from request to revocation; exits 0 only if every step is as it should be. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
  const config = readConfig(process.env, fileURLToPath(new URL('../../..', import.meta.url)));
  const style = createStyle(config.isColourWanted && process.stdout.isTTY === true);
  const startedAt = performance.now();
  const stack = await useStack(config, (line) => console.log(style.dim(` ${line}`)));
  const at = origins(stack.ports);
  console.log(
    ` ${style.dim(`${stack.isOurs ? 'on a stack of its own' : 'on the running stack'}, ${at.keys}`)}`,
  );
  const steps = createStepPrinter(process.stdout, style);
  try {
    const kept = await walk(at, steps, values.keep);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(
      `\n ${style.green('●')} ${style.bold(`all ${steps.passed()} steps as they should be`)} ${style.dim(`in ${seconds} s`)}`,
    );
    if (kept !== null) {
      if (stack.isOurs) console.log(' The stack stops now. Run npm start first, then:');
      console.log(usageLines(kept, at.gateway));
    }
  } catch {
    // The step itself said what is wrong.
    console.log(
      `\n ${style.red('●')} ${style.bold('the demo failed')} after ${steps.passed()} good steps; logs lie in ${config.dataDir}/logs`,
    );
    process.exitCode = 1;
  } finally {
    await stack.release();
  }
}

await main().catch(exitWithMessage);
process.exit();
