import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { ConfigError, ConfigReader, type Environment } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
t.teardown(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The faults that reading one setting gives. */
function faults(env: Environment, read: (reader: ConfigReader) => unknown): readonly string[] {
  const reader = new ConfigReader(env);
  read(reader);
  try {
    reader.finish('test', {});
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

t.test('every fault is told at once, in one message that names the service', async (t) => {
  const reader = new ConfigReader({ PORT: 'many', MODE: 'loose', ORIGIN: 'localhost', PROXIES: '1' });
  reader.text('HOST');
  reader.integer('PORT', { min: 0, max: 65_535 });
  reader.oneOf('MODE', ['strict', 'relaxed']);
  reader.origin('ORIGIN');
  reader.cidrs('PROXIES');
  reader.file('PASSWORD_FILE');
  reader.fault('and one that the service found itself');
  try {
    reader.finish('gateway', {});
    t.fail('a configuration with faults must not be used');
  } catch (error) {
    t.ok(error instanceof ConfigError);
    t.equal((error as ConfigError).faults.length, 7);
    t.match(
      (error as Error).message,
      /^gateway cannot start, its configuration has 7 fault\(s\):\n {2}- HOST is/,
    );
  }
});

t.test('a configuration without a fault is frozen', async (t) => {
  const reader = new ConfigReader({ HOST: '::1', PORT: '0' });
  const config = reader.finish('test', {
    host: reader.text('HOST'),
    port: reader.integer('PORT', { min: 0, max: 65_535 }),
    level: reader.text('LEVEL', 'info'),
    redis: reader.optional('REDIS_URL'),
  });
  t.same(config, { host: '::1', port: 0, level: 'info', redis: null });
  t.ok(Object.isFrozen(config));
});

t.test('an empty value counts as missing', async (t) => {
  t.same(
    faults({ HOST: '' }, (reader) => reader.text('HOST')),
    ['HOST is missing'],
  );
  t.equal(new ConfigReader({ HOST: '' }).text('HOST', 'fallback'), 'fallback');
  t.equal(new ConfigReader({ HOST: '' }).optional('HOST'), null);
});

t.test('a whole number is decimal digits within its bounds', async (t) => {
  const read = (reader: ConfigReader) => reader.integer('N', { min: 1, max: 100 });
  for (const N of ['1', '100', '42']) t.same(faults({ N }, read), []);
  for (const N of ['0', '101', '-1', '+1', '1.0', '1e1', '0x10', ' 1', '1 ', '٣', 'NaN', 'Infinity']) {
    t.equal(faults({ N }, read).length, 1, JSON.stringify(N));
  }
});

t.test('GW-53: trusted proxies given as a number of hops are refused', async (t) => {
  for (const TRUSTED of ['1', '2', '0', 'true', '*', '10.0.0.0/8,1']) {
    const found = faults({ TRUSTED }, (reader) => reader.cidrs('TRUSTED'));
    t.equal(found.length, 1, TRUSTED);
    t.match(found[0], /neither an address nor a CIDR/);
  }
});

t.test('trusted proxies are addresses and ranges, never everybody', async (t) => {
  const read = (reader: ConfigReader) => reader.cidrs('TRUSTED');
  for (const TRUSTED of [
    '',
    '127.0.0.1',
    '::1',
    '10.0.0.0/8',
    'fd00::/8',
    '10.0.0.0/8, 192.168.0.0/16,::1',
  ]) {
    t.same(faults({ TRUSTED }, read), [], TRUSTED);
  }
  t.same(new ConfigReader({ TRUSTED: ' 10.0.0.0/8 ,, ::1' }).cidrs('TRUSTED'), ['10.0.0.0/8', '::1']);
  for (const TRUSTED of ['0.0.0.0/0', '::/0', '10.0.0.0/00'])
    t.match(faults({ TRUSTED }, read), [/everybody/]);
  const malformed = [
    ...['10.0.0.0/33', '::1/129', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/9', '10.0.0.0/8x'],
    ...['010.0.0.1', '0x0a.0.0.1', '10.1', 'fe80::1%eth0', 'localhost', '[::1]', '10.0.0.1:80'],
  ];
  for (const TRUSTED of malformed) t.match(faults({ TRUSTED }, read), [/neither an address/], TRUSTED);
});

t.test('an origin is scheme, host and port, and nothing behind', async (t) => {
  const read = (reader: ConfigReader) => reader.origin('ORIGIN');
  for (const ORIGIN of [
    'http://localhost:3000',
    'https://keys.example.com',
    'https://keys.example.com:8443',
  ]) {
    t.same(faults({ ORIGIN }, read), []);
  }
  for (const ORIGIN of [
    'https://keys.example.com/',
    'https://keys.example.com/path',
    'https://user@keys.example.com',
    'https://keys.example.com?x',
    'https://KEYS.example.com',
    'https://keys.example.com:443',
    'keys.example.com',
    '//keys.example.com',
    'ftp://keys.example.com',
    'null',
    '*',
  ]) {
    t.equal(faults({ ORIGIN }, read).length, 1, ORIGIN);
  }
});

t.test('a database URL names its user and holds no password, which is never repeated', async (t) => {
  const read = (reader: ConfigReader) => reader.databaseUrl('DATABASE_URL');
  for (const DATABASE_URL of ['postgres://countersign_keys@db:5432/countersign', 'postgresql://a@[::1]/b']) {
    t.same(faults({ DATABASE_URL }, read), []);
  }
  for (const DATABASE_URL of [
    'postgres://countersign_keys:hunter2@db/countersign',
    'postgres://countersign_keys@db/countersign?password=hunter2',
    'mysql://a:hunter2@db/x',
    'hunter2',
    'postgres://db/countersign',
  ]) {
    const found = faults({ DATABASE_URL }, read);
    t.equal(found.length, 1, DATABASE_URL);
    t.notMatch(found[0], /hunter2/);
  }
});

t.test('secrets come from files: small, readable, not empty', async (t) => {
  const read = (reader: ConfigReader) => reader.file('PASSWORD_FILE');
  const good = file('good', '  s3cret \n');
  t.equal(new ConfigReader({ PASSWORD_FILE: good }).file('PASSWORD_FILE'), 's3cret');
  for (const [PASSWORD_FILE, fault] of [
    [join(folder, 'absent'), /cannot be read \(ENOENT\)/],
    [file('empty', ' \n'), /is empty/],
    [folder, /is not a file/],
    ['/dev/zero', /is not a file/],
    [file('huge', Buffer.alloc(65_537, 0x61)), /is larger than 65536 bytes/],
  ] as const) {
    t.match(faults({ PASSWORD_FILE }, read), [fault]);
  }
  // The secret itself in place of a path is an easy mistake; at least it is not taken for the secret.
  t.equal(new ConfigReader({ PASSWORD_FILE: 's3cret' }).file('PASSWORD_FILE'), '');
});

t.test('a parser says what is wrong with a file, and the content is not repeated', async (t) => {
  const path = file('keyring', 'private-key-material');
  const read = (reader: ConfigReader) =>
    reader.parsedFile('KEYRING_FILE', () => {
      throw new Error('keyring is not JSON');
    });
  t.same(faults({ KEYRING_FILE: path }, read), ['KEYRING_FILE: keyring is not JSON']);
  t.same(faults({}, read), ['KEYRING_FILE is missing'], 'the parser is not asked about nothing');
  t.equal(
    new ConfigReader({ F: path }).parsedFile('F', (content) => content.length),
    20,
  );
});
