import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { settings, shown, slugOf } from './config.ts';
import { ConfigProblem, type Sources, settle } from './settle.ts';

const test = suite('settings');

const settled = (sources: Partial<Sources>) => settle({ flags: {}, environment: {}, ...sources });

const problemsOf = (sources: Partial<Sources>): readonly string[] => {
  try {
    settled(sources);
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems;
    throw error;
  }
  return [];
};

test('flag beats environment beats file beats default', () => {
  const file = { name: 'north.json', values: { region: 'North', port: 1, p2pPort: 2, logLevel: 'warn' } };
  const environment = { GRAPEVINE_PORT: '10', GRAPEVINE_P2P_PORT: '20' };
  const { config, from } = settled({ flags: { port: '100' }, environment, file });
  assert.is(config.port, 100);
  assert.is(config.p2pPort, 20);
  assert.is(config.logLevel, 'warn');
  assert.is(config.host, '127.0.0.1');
  assert.equal(
    [from.port, from.p2pPort, from.logLevel, from.host],
    ['--port', 'GRAPEVINE_P2P_PORT', 'north.json', 'default'],
  );
});

test('what follows from other settings', () => {
  const { config } = settled({ flags: { region: 'South East', port: '8007' } });
  assert.is(config.p2pPort, 9007);
  assert.is(config.publicUrl, 'http://localhost:8007');
  assert.is(config.dataDir, '.data/south-east');
  assert.is(config.store, 'lmdb:.data/south-east/store');
  assert.is(config.adminEmail, 'admin@south-east.example');
});

test('--data means lmdb in it, and --store overrides', () => {
  const flags = { region: 'North', dataDir: './north' };
  assert.is(settled({ flags }).config.store, 'lmdb:./north/store');
  assert.is(settled({ flags: { ...flags, store: 'memory:' } }).config.store, 'memory:');
});

test('lists come from repeated flags and from words in the environment', () => {
  const environment = { GRAPEVINE_REGION: 'North', GRAPEVINE_PEERS: '/dns4/east/tcp/9000, localhost:9001' };
  assert.equal(settled({ environment }).config.peers, ['/dns4/east/tcp/9000', 'localhost:9001']);
  const flags = { peers: ['/ip4/127.0.0.1/tcp/9000/p2p/12D3KooW'] };
  assert.equal(settled({ environment, flags }).config.peers, flags.peers);
});

test('yes and no in the environment; empty is not given', () => {
  const environment = {
    GRAPEVINE_REGION: 'North',
    GRAPEVINE_DEMO: 'yes',
    GRAPEVINE_TRUST_PROXY: '0',
    GRAPEVINE_PORT: '',
  };
  const { config } = settled({ environment });
  assert.equal([config.isDemo, config.trustProxy, config.port], [true, false, 8_000]);
});

test('pairs of addresses are a list as well', () => {
  const environment = {
    GRAPEVINE_REGION: 'North',
    GRAPEVINE_DIAL_INSTEAD: 'a.example:9000=10.0.0.7:9000, /dns4/b/tcp/1=[::1]:2',
  };
  const { config } = settled({ environment });
  assert.equal(config.dialInstead, ['a.example:9000=10.0.0.7:9000', '/dns4/b/tcp/1=[::1]:2']);
});

const wrong: [name: string, value: string, message: RegExp][] = [
  [
    'PORT',
    '80000',
    /^The setting port cannot be "80000", from GRAPEVINE_PORT\. It must be a whole number from 0/,
  ],
  ['PORT', 'http', /"http", from GRAPEVINE_PORT\. It must be a whole number/],
  ['P2P_PORT', '-1', /p2pPort cannot be "-1"/],
  ['HOST', 'a b', /host cannot be "a b".*an address of this machine/],
  ['PUBLIC_URL', 'https://x.example/path', /publicUrl cannot be .*a web address without a path/],
  ['PUBLIC_URL', 'ftp://x.example', /publicUrl cannot be/],
  ['STORE', 'postgres://x', /store cannot be .*lmdb:PATH, mongodb:.* or memory:/],
  ['PEERS', 'North', /peers cannot be "North", from GRAPEVINE_PEERS\. It must be addresses such as/],
  [
    'DIAL_INSTEAD',
    'north.example:9000',
    /dialInstead cannot be "north\.example:9000".*pairs such as north\.example:9000=10\.0\.0\.7:9000/,
  ],
  ['ADMIN_EMAIL', 'root', /adminEmail cannot be "root".*an e-mail address/],
  ['DEMO', 'perhaps', /isDemo cannot be "perhaps".*true or false/],
  ['LOG_LEVEL', 'loud', /logLevel cannot be "loud".*debug, info, warn/],
  ['REGION', '<b>', /region cannot be "<b>", from GRAPEVINE_REGION\. It must be a name of letters/],
];
for (const [name, value, message] of wrong) {
  test(`GRAPEVINE_${name}=${value} is refused with what would be right`, () => {
    const environment = { GRAPEVINE_REGION: 'North', [`GRAPEVINE_${name}`]: value };
    const problems = problemsOf({ environment });
    assert.is(problems.length, 1);
    assert.match(problems[0] ?? '', message);
  });
}

test('a wrong secret is not shown', () => {
  const [problem = ''] = problemsOf({
    environment: { GRAPEVINE_REGION: 'North', GRAPEVINE_ADMIN_PASSWORD: 'short' },
  });
  assert.match(problem, /adminPassword cannot be its value \(not shown\), from GRAPEVINE_ADMIN_PASSWORD/);
  assert.not.match(problem, /"short"/);
});

test('a missing region says how to give it', () => {
  assert.match(
    problemsOf({})[0] ?? '',
    /^The setting region is missing\. Give it with --region or GRAPEVINE_REGION/,
  );
});

test('every wrong setting is named at once, with its own source', () => {
  const file = { name: 'n.json', values: { region: 'North', port: true, logLevel: 5 } };
  const problems = problemsOf({ file, flags: { store: 'x' } });
  assert.is(problems.length, 3);
  assert.ok(problems.some((problem) => /port cannot be true, from n\.json/.test(problem)));
  assert.ok(problems.some((problem) => /store cannot be "x", from --store/.test(problem)));
});

test('an unknown name in the file is an error, in the environment a warning', () => {
  const file = { name: 'n.json', values: { region: 'North', prot: 8_000 } };
  assert.match(problemsOf({ file })[0] ?? '', /^"prot" in n\.json is not a setting\. Settings are: region, /);
  const { warnings } = settled({
    flags: { region: 'North' },
    environment: { GRAPEVINE_PROT: '1', GRAPEVINE_LONG: '1' },
  });
  assert.is(warnings.length, 1);
  assert.match(warnings[0] ?? '', /GRAPEVINE_PROT/);
});

test('of a secret as text and as file the stronger source wins; two equal ones contradict', () => {
  const environment = { GRAPEVINE_REGION: 'North', GRAPEVINE_MESH_SECRET: 'text' };
  const { config, from } = settled({ environment, flags: { meshSecretFile: 'secret' } });
  assert.equal([config.meshSecret, config.meshSecretFile], [undefined, 'secret']);
  assert.is(from.meshSecret, 'default');
  const problems = problemsOf({ environment: { ...environment, GRAPEVINE_MESH_SECRET_FILE: 'secret' } });
  assert.match(problems[0] ?? '', /Both GRAPEVINE_MESH_SECRET .* and GRAPEVINE_MESH_SECRET_FILE .* Give one/);
});

test('secrets and passwords in addresses are hidden when shown', () => {
  const about = (name: string) => settings.find((setting) => setting.name === name) ?? settings[0];
  const [secret, store] = [about('meshSecret'), about('store')];
  assert.ok(secret && store);
  assert.is(shown(secret, 'grapevine-mesh-x'), '(hidden)');
  assert.is(shown(store, 'mongodb://me:pw@host/db'), 'mongodb://(hidden)@host/db');
});

test('every setting has a name in the environment, a reason and words for what is right', () => {
  const names = settings.map((setting) => setting.environment);
  assert.is(new Set(names).size, settings.length);
  for (const setting of settings) {
    assert.match(setting.environment, /^GRAPEVINE_[A-Z0-9_]+$/);
    assert.ok(setting.reason.endsWith('.') && setting.right.length > 0 && setting.initially.length > 0);
  }
});

test('slugs', () => {
  assert.equal(['North', 'South East', 'Süd-Ost 2'].map(slugOf), ['north', 'south-east', 'süd-ost-2']);
});

test('a public URL that is none is refused in words', () => {
  const [problem] = problemsOf({ flags: { region: 'North', publicUrl: 'north.example' } });
  assert.match(problem ?? '', /publicUrl cannot be "north.example", from --public-url/);
});

const assistantAt = (url: string) => ({
  GRAPEVINE_REGION: 'North',
  GRAPEVINE_ASSISTANT_URL: url,
  GRAPEVINE_ASSISTANT_MODEL: 'small',
});

test('the assistant is off unless an address is given; then it has limits', () => {
  const off = settled({ flags: { region: 'North' } }).config;
  assert.is(off.assistantUrl, undefined);
  assert.is(off.isAssistantAdvising, false);
  const { config } = settled({ environment: assistantAt('https://api.example.com/v1/') });
  assert.is(config.assistantUrl, 'https://api.example.com/v1');
  assert.equal(
    [config.assistantTimeoutSeconds, config.assistantRequestsPerHour, config.assistantTokensPerHour],
    [20, 300, 500_000],
  );
});

test('texts of people leave this machine encrypted only, and no password stands in an address', () => {
  for (const [given, used] of [
    ['http://localhost:11434', 'http://localhost:11434/v1'],
    ['http://127.0.0.2:8080/api/', 'http://127.0.0.2:8080/api'],
    ['http://[::1]:1/v1', 'http://[::1]:1/v1'],
    ['https://example.org', 'https://example.org/v1'],
  ] as const) {
    assert.is(settled({ environment: assistantAt(given) }).config.assistantUrl, used);
  }
  for (const url of [
    'http://example.org/v1',
    'http://192.168.1.7/v1',
    'http://localhost.example.org/v1',
    'http://127.0.0.1.example.org/v1',
    'https://user:secret@example.org/v1',
    'https://example.org/v1?key=secret',
    'ftp://localhost/v1',
    'example.org',
  ]) {
    const [problem] = problemsOf({ environment: assistantAt(url) });
    assert.match(problem ?? '', /assistantUrl cannot be .*https:\/\/ unless it is on this machine/, url);
  }
});

test('an assistant has an address and a model, and its key is given once', () => {
  const { GRAPEVINE_ASSISTANT_MODEL: _, ...noModel } = assistantAt('https://example.org');
  assert.match(problemsOf({ environment: noModel })[0] ?? '', /assistantModel is missing/);
  const { GRAPEVINE_ASSISTANT_URL: __, ...noUrl } = assistantAt('https://example.org');
  assert.match(problemsOf({ environment: noUrl })[0] ?? '', /assistantUrl is missing/);
  const advising = { GRAPEVINE_REGION: 'North', GRAPEVINE_ASSISTANT_ADVISES: 'yes' };
  assert.match(problemsOf({ environment: advising })[0] ?? '', /assistantUrl is missing/);
  const keys = { GRAPEVINE_ASSISTANT_KEY: 'a', GRAPEVINE_ASSISTANT_KEY_FILE: 'key' };
  const [both] = problemsOf({ environment: { ...assistantAt('https://example.org'), ...keys } });
  assert.match(both ?? '', /Both GRAPEVINE_ASSISTANT_KEY .* Give one/);
  const about = settings.find(({ name }) => name === 'assistantKey');
  assert.ok(about && about.flag === undefined && shown(about, 'a secret') === '(hidden)');
});

test.run();
