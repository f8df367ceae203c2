import t from 'tap';
import { Relay } from './relay.ts';
import type { Reply } from './upstream.ts';

/** A call of a client that takes nothing, and what was done to the connection it has. */
function callOfSlowClient() {
  const done: string[] = [];
  const drained: (() => void)[] = [];
  const reply: Reply = {
    isGone: false,
    start: () => done.push('started'),
    answerWhole: () => done.push('answered'),
    write: () => false,
    whenDrained: (resume) => drained.push(resume),
    end: () => done.push('ended'),
    breakOff: () => done.push('broken off'),
    refuse: (rejection) => done.push(rejection),
    whenGone: () => {},
  };
  const connection = {
    destroy: () => done.push('destroyed'),
    pause: () => done.push('paused'),
    resume: () => done.push('resumed'),
  };
  const relay = new Relay(reply, connection, {
    limits: { connectTimeoutMs: 100, silenceMs: 100, deadlineMs: 1_000, maxResponseBytes: 1_000 },
    now: () => 0,
    onDone: () => done.push('left'),
  });
  return { relay, done, drain: () => drained.forEach((resume) => void resume()) };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

t.test(
  'a client that is slow over the last piece does not hold the connection that it no longer has',
  async (t) => {
    const { relay, done, drain } = callOfSlowClient();
    relay.onSent();
    relay.onHead(200, JSON_HEADERS, null);
    relay.onBody(Buffer.from('[]'));
    relay.onEnd();
    t.same(done, ['started', 'paused', 'ended', 'resumed', 'left']);
    drain();
    t.equal(done.length, 5, 'what comes later is nothing to the connection');
  },
);

t.test('a slow client is no silence of the upstream, but the deadline of the call holds', async (t) => {
  const { relay, done } = callOfSlowClient();
  relay.onSent();
  relay.onHead(200, JSON_HEADERS, null);
  relay.onBody(Buffer.from('['));
  relay.look(999);
  t.same(done, ['started', 'paused']);
  relay.look(1_000);
  t.same(done, ['started', 'paused', 'broken off', 'destroyed']);
});

t.test('before the call is sent its failure may be repeated, after that nobody knows', async (t) => {
  const unsent = callOfSlowClient();
  unsent.relay.look(100);
  t.same(unsent.done, ['upstream-unreachable', 'destroyed']);
  const sent = callOfSlowClient();
  sent.relay.onSent();
  sent.relay.onFailure();
  t.same(sent.done, ['upstream-outcome-unknown', 'left']);
});
