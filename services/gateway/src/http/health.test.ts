import t from 'tap';
import { health } from './health.ts';

/** A clock that stands still unless told, and a database that answers when told. */
function parts() {
  const clock = { ms: 0 };
  const questions: PromiseWithResolvers<void>[] = [];
  const { isReady } = health({
    askDatabase() {
      const question = Promise.withResolvers<void>();
      questions.push(question);
      return question.promise;
    },
    isDraining: () => false,
    now: () => clock.ms,
  });
  return { clock, questions, isReady };
}

t.test('however many ask, the database is asked twice a second', async (t) => {
  const { clock, questions, isReady } = parts();
  const asked = Array.from({ length: 1_000 }, isReady);
  questions[0]?.resolve();
  t.ok((await Promise.all(asked)).every(Boolean));
  clock.ms = 499;
  t.equal(await isReady(), true);
  t.equal(questions.length, 1);
  clock.ms = 500;
  const next = isReady();
  questions[1]?.reject(new Error('away'));
  t.equal(await next, false);
  t.equal(questions.length, 2);
});

t.test(
  'a database that is silent counts as away, and is not asked again while a question is out',
  async (t) => {
    const { clock, questions, isReady } = parts();
    t.equal(await isReady(), false);
    clock.ms = 4_999;
    t.equal(await isReady(), false);
    t.equal(questions.length, 1);
    clock.ms = 5_000;
    const next = isReady();
    t.equal(questions.length, 2, 'another connection may be alive');
    questions[0]?.resolve();
    await questions[0]?.promise;
    clock.ms = 6_000;
    void isReady();
    t.equal(questions.length, 2, 'the late answer was to the old question');
    questions[1]?.resolve();
    t.equal(await next, true);
  },
);

t.test('a question that was answered late makes the next one possible', async (t) => {
  const { clock, questions, isReady } = parts();
  t.equal(await isReady(), false);
  questions[0]?.resolve();
  await new Promise(setImmediate);
  clock.ms = 500;
  const next = isReady();
  questions[1]?.resolve();
  t.equal(await next, true);
});
