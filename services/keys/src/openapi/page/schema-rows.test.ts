import t from 'tap';
import { schemaRows, typeOf } from './schema-rows.ts';

t.test('a row says where a member stands, what it is and what it must be', async (t) => {
  const schema = {
    type: 'object',
    required: ['label'],
    properties: {
      label: { type: ['string', 'null'], maxLength: 1, description: 'A name.' },
      list: { type: 'array', minItems: 2, items: { type: 'object', properties: { at: { type: 'string' } } } },
      key: { anyOf: [{ $ref: '#/components/schemas/ApiKey' }, { type: 'null' }] },
    },
  };
  t.strictSame(schemaRows(schema), [
    {
      path: 'label',
      isRequired: true,
      type: 'string or null',
      description: 'A name. At most 1 character.',
      reference: null,
    },
    {
      path: 'list',
      isRequired: false,
      type: 'list of object',
      description: 'At least 2 entries.',
      reference: null,
    },
    { path: 'list[].at', isRequired: false, type: 'string', description: '', reference: null },
    { path: 'key', isRequired: false, type: 'ApiKey or null', description: '', reference: 'ApiKey' },
  ]);
});

t.test('alternatives are told apart by their constant member', async (t) => {
  const alternative = (method: string) => ({
    type: 'object',
    properties: { method: { const: method }, code: { type: 'string' } },
  });
  const rows = schemaRows({ anyOf: [alternative('totp'), alternative('recovery_code')] });
  t.strictSame(
    rows.map(({ path, type }) => `${path}: ${type}`),
    [
      'method (totp): "totp"',
      'code (totp): string',
      'method (recovery_code): "recovery_code"',
      'code (recovery_code): string',
    ],
  );
  t.equal(typeOf({ type: ['array', 'null'], items: { type: 'string' } }), 'list of string or null');
});
