import t from 'tap';
import { approvalOf, STEP_UP_PURPOSES } from './approval.ts';

t.test('approvals that differ in purpose, subject or change have different digests', (t) => {
  const approvals = [
    ...STEP_UP_PURPOSES.map((purpose) => approvalOf(purpose)),
    approvalOf('key-edit', { subject: 'ck_a' }),
    approvalOf('key-edit', { subject: 'ck_b' }),
    approvalOf('key-edit', { subject: 'null' }),
    approvalOf('key-edit', { subject: 'ck_a', change: ['label', 'x'] }),
    approvalOf('key-edit', { subject: 'ck_a', change: ['label', null] }),
    approvalOf('key-edit', { subject: 'ck_a', change: ['label', 'null'] }),
    approvalOf('key-edit', { change: 'ck_a' }),
  ];
  t.equal(new Set(approvals.map(({ digest }) => digest.toString('hex'))).size, approvals.length);
  t.end();
});

t.test('the same approval has the same digest', (t) => {
  const change = [['orders:read'], null];
  t.same(
    approvalOf('key-edit', { subject: 'ck_a', change }).digest,
    approvalOf('key-edit', { subject: 'ck_a', change: [['orders:read'], null] }).digest,
  );
  t.end();
});
