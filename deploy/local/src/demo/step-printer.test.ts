import t from 'tap';
import { createStyle } from '../terminal/style.ts';
import { expect, refusalOf } from './expect.ts';
import { createStepPrinter } from './step-printer.ts';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, write: (text: string) => written.push(text) };
  return { steps: createStepPrinter(output, createStyle(isTTY)), text: () => written.join('') };
}

t.test('a step that is as it should be shows what came of it and how long it took', async (t) => {
  const { steps, text } = recorder(false);
  const result = await steps.step('do it', async (done) => {
    done('it was done');
    return 7;
  });
  t.equal(result, 7);
  t.match(text(), /^ {3}✔ do it +\d+ ms {2}it was done\n$/);
  t.equal(steps.passed(), 1);
});

t.test('a step that is not says what was expected and what came, and fails', async (t) => {
  const { steps, text } = recorder(false);
  const run = steps.step('do it', async () => expect(false, 'status 409', { status: 201 }));
  await t.rejects(run, { name: 'Unexpected' });
  t.match(text(), /✘ do it +\d+ ms\n {5}expected {2}status 409\n {5}came {6}\{"status":201\}\n/);
  t.equal(steps.passed(), 0);
});

t.test('a call that should be refused and is not fails the step', async (t) => {
  await t.rejects(refusalOf(Promise.resolve(), 'a refusal'), {
    message: 'expected a refusal, but the call succeeded',
  });
  t.match(await refusalOf(Promise.reject(new Error('no')), 'a refusal'), { message: 'no' });
});

t.test('waiting is seen', async (t) => {
  const { steps, text } = recorder(false);
  steps.waiting(12_345);
  t.match(text(), /waiting 13 s for the next TOTP code/);
});
