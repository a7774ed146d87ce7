/** Accounts: what registration, sign-in and sessions must never do, on a real region over HTTP. */
import { createHmac } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { toldHook } from '../life/nodes.ts';
import { newExpert, newUser, type Person, password, signIn } from '../life/people.ts';
import { AccountView, MeView, ProblemView, SessionView } from '../schemas/views.ts';
import { adminAt, adminEmail, adminPassword, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

/** Enough for a median that a busy machine does not move much; each costs one slow hash. */
const timedSignIns = 7;
/** Beyond it the time tells which e-mail exists: without the slow hash it is a twentieth, with two it is double. */
const timeRatioMax = 1.6;

const test = suite('accounts');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let admin: Person;

test.before(
  toldHook(async () => {
    north = await regions.start('North');
    admin = await adminAt(north);
  }),
);
test.after(() => regions.stop());

const api = (path: string, sent: Parameters<typeof send>[2] = {}) => send(north.url, `/api/v1${path}`, sent);
const ana = { name: 'Ana', email: 'ana@users.example', password };

test('six simultaneous registrations of one e-mail make one account, whatever its letters and role', async () => {
  const body = { name: 'Sixfold', email: 'six@users.example', password };
  const replies = await Promise.all([
    api('/users', { json: body }),
    api('/users', { json: { ...body, email: 'SIX@Users.example' } }),
    api('/users', { json: { ...body, email: ' six@users.example ' } }),
    api('/experts', { json: { ...body, categories: ['network'] } }),
    api('/users', { json: body }),
    api('/users', { json: { ...body, region: 'North' } }),
  ]);
  assert.equal(replies.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409]);
  assert.is((await api('/users', { json: body })).code, 'email-taken', 'and later none');
});

test('an empty e-mail, an unknown region, passwords of 80 and of too many characters: a sentence each, never a 500', async () => {
  for (const [pointer, wrong] of [
    ['/email', { email: '' }],
    ['/email', { email: '@' }],
    ['/email', { email: `${'x'.repeat(300)}@users.example` }],
    ['/email', { email: { toLowerCase: 1 } }],
    ['/region', { region: 'Atlantis' }],
    ['/region', { region: '' }],
    ['/password', { password: '' }],
    ['/password', { password: 'x'.repeat(257) }],
    ['/name', { name: ' \u0000 ' }],
  ] as const) {
    const reply = await api('/users', { json: { ...ana, ...wrong } });
    assert.equal([reply.status, reply.code], [422, 'invalid'], reply.text);
    assert.ok(
      reply.as(ProblemView).errors?.some((error) => error.pointer === pointer),
      reply.text,
    );
  }
  const long = { ...ana, email: 'long@users.example', password: 'x'.repeat(80) };
  assert.is((await api('/users', { json: long })).status, 201);
  await signIn(north.url, long.email, long.password);
  const almost = { email: long.email, password: `${'x'.repeat(79)}y` };
  assert.is((await api('/sessions', { json: almost })).status, 401, 'every letter of it counts');
});

test('no such e-mail and a wrong password are told apart neither by the reply nor by its time', async () => {
  const tried = async (nth: number, kind: 'known' | 'unknown') => {
    // Each its own, or the limit on failures would answer.
    const email = `${kind}-${nth}@users.example`;
    if (kind === 'known') await api('/users', { json: { ...ana, email } });
    const since = performance.now();
    const reply = await api('/sessions', { json: { email, password: 'not this one' } });
    const tookMs = performance.now() - since;
    const headers = [...reply.headers].filter(([name]) => name !== 'date');
    return { tookMs, said: JSON.stringify([reply.status, headers, reply.text]) };
  };
  await tried(0, 'unknown');
  const known: Awaited<ReturnType<typeof tried>>[] = [];
  const unknown: typeof known = [];
  for (let nth = 1; nth <= timedSignIns; nth += 1) {
    known.push(await tried(nth, 'known'));
    unknown.push(await tried(nth, 'unknown'));
  }
  assert.is(new Set([...known, ...unknown].map(({ said }) => said)).size, 1, 'one reply, to the letter');
  const median = (of: typeof known) =>
    of.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN;
  const ratio = median(known) / median(unknown);
  assert.ok(ratio < timeRatioMax && ratio > 1 / timeRatioMax, `known : unknown = ${ratio.toFixed(2)}`);
});

test('no admin has a password that could be known, and two meshes never have the same', async () => {
  for (const guess of ['admin', 'password', 'admin123', 'grapevine', 'changeme', '', adminEmail]) {
    const { status } = await api('/sessions', { json: { email: adminEmail, password: guess } });
    assert.is(status, 401, guess);
  }
  const others = await Promise.all([regionsOfOneMesh(), regionsOfOneMesh()]);
  try {
    const made = await Promise.all(
      others.map(async (one) => (await one.start('Alone', { adminPassword: undefined })).newAdmin?.password),
    );
    assert.ok(
      made.every((one) => one !== undefined && one.length >= 20),
      'generated, and long',
    );
    assert.is(new Set(made).size, 2);
  } finally {
    await Promise.all(others.map((one) => one.stop()));
  }
});

test('a token is drawn, not computed: nothing signed with any secret is taken, and each is new', async () => {
  const one = await signIn(north.url, adminEmail, adminPassword);
  const other = await signIn(north.url, adminEmail, adminPassword);
  assert.is.not(one.token, other.token);
  assert.match(one.token, /^[\w-]{43}$/, '256 bits of chance, no statement that could be forged');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claim = part({ sub: admin.id, id: admin.id, role: 'admin', roles: ['admin'] });
  const forged = ['', 'secret', 'changeme', 'grapevine', 'fallback', 'default-secret'].map((secret) => {
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${claim}`;
    // An empty key is one, too.
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  });
  const unsigned = `${part({ alg: 'none' })}.${claim}.`;
  const shortened = one.token.slice(0, -1);
  for (const token of [...forged, unsigned, shortened, admin.id, adminEmail, 'admin', 'undefined', 'null']) {
    assert.is((await api('/me', { token })).status, 401, token);
  }
});

test('a registration grants itself nothing', async () => {
  for (const more of [
    { role: 'admin' },
    { roles: ['admin'] },
    { isAdmin: true },
    { verification: 'verified' },
    { verified: true },
    { trust: 1 },
    { id: admin.id },
    { passwordHash: 'x' },
  ]) {
    for (const path of ['/users', '/experts']) {
      const json = {
        ...ana,
        categories: undefined,
        ...(path === '/experts' && { categories: ['web'] }),
        ...more,
      };
      assert.is((await api(path, { json })).code, 'invalid', JSON.stringify(more));
    }
  }
  // A member named __proto__ is JSON, too, and not one that JSON.stringify would write.
  const polluted = `{"name":"P","email":"p@users.example","password":"${password}","__proto__":{"roles":["admin"]}}`;
  const answer = await fetch(`${north.url}/api/v1/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: polluted,
  });
  const account = await answer.json();
  if (answer.ok) assert.equal(AccountView.parse(account).roles, ['user']);
  const plain = (await api('/users', { json: ana })).as(AccountView);
  assert.equal([plain.roles, plain.verification], [['user'], undefined]);
  const expert = (
    await api('/experts', { json: { ...ana, email: 'e@experts.example', categories: ['web'] } })
  ).as(AccountView);
  assert.equal([expert.roles, expert.verification], [['user', 'expert'], 'pending']);
});

test('a session ends where its owner ends it: after signing out, and all others after a new password', async () => {
  const user = await newUser(north.url, 'Leaving');
  const other = await signIn(north.url, user.email);
  assert.is((await api('/sessions/current', { method: 'DELETE', token: other.token })).status, 204);
  assert.is((await api('/me', { token: other.token })).status, 401);
  const stolen = await signIn(north.url, user.email);
  const wrong = { password: { current: 'not this one', next: 'another long password' } };
  assert.is((await api('/me', { method: 'PATCH', token: user.token, json: wrong })).code, 'invalid');
  const right = { password: { current: password, next: 'another long password' } };
  assert.is((await api('/me', { method: 'PATCH', token: user.token, json: right })).status, 200);
  assert.is((await api('/me', { token: stolen.token })).status, 401, 'who had the old password is out');
  assert.is((await api('/me', { token: user.token })).status, 200, 'who changed it goes on');
  assert.is((await api('/sessions', { json: { email: user.email, password } })).status, 401);
});

test('the cookie is for this node and its pages alone: no script reads it, no foreign page uses it', async () => {
  const user = await newUser(north.url, 'Cookie');
  const opened = await api('/sessions', { json: { email: user.email, password } });
  const [cookie = '', ...more] = opened.headers.getSetCookie();
  assert.equal(more, []);
  assert.match(cookie, /^grapevine_north=[\w-]{43}; /);
  const attributes = cookie.toLowerCase().split('; ');
  for (const needed of ['httponly', 'samesite=lax', 'path=/']) assert.ok(attributes.includes(needed), cookie);
  assert.not.ok(
    attributes.some((one) => one.startsWith('domain=')),
    'not for hosts beside this one',
  );

  const [pair = ''] = cookie.split(';');
  const json = { title: 'Not mine', description: 'Sent by a foreign page.', category: 'network' };
  for (const origin of ['https://evil.example', 'null', `${north.url}.evil.example`, 'http://127.0.0.1:1']) {
    const reply = await api('/issues', { json, headers: { cookie: pair, origin } });
    assert.is(reply.code, 'origin-refused', origin);
    const out = await api('/sessions/current', { method: 'DELETE', headers: { cookie: pair, origin } });
    assert.is(out.code, 'origin-refused');
    const login = await api('/sessions', { json: { email: user.email, password }, headers: { origin } });
    assert.is(login.code, 'origin-refused', 'nor is anybody signed in as somebody else');
  }
  assert.is((await api('/issues', { json, headers: { cookie: pair } })).code, 'origin-refused', 'no origin');
  const form = await fetch(`${north.url}/api/v1/issues`, {
    method: 'POST',
    headers: { cookie: pair, origin: north.url, 'content-type': 'text/plain' },
    body: JSON.stringify(json),
  });
  assert.is(form.status, 415, 'a form cannot send it');
  assert.is(
    (await api('/me', { headers: { cookie: pair, origin: 'https://evil.example' } })).headers.get(
      'access-control-allow-origin',
    ),
    null,
  );
  const own = { cookie: pair, origin: north.url };
  assert.is((await api('/issues', { json, headers: own })).status, 201);
  assert.is((await api('/sessions/current', { method: 'DELETE', headers: own })).status, 204);
  assert.is((await api('/me', { headers: { cookie: pair } })).status, 401);
});

test('what is for admins is for admins: a user and an expert are refused, and nobody is told more', async () => {
  const user = await newUser(north.url, 'Curious');
  const expert = await newExpert(north.url, 'Curio', { admin, categories: ['network'] });
  const attempts = [
    ['GET', '/admin/experts'],
    ['GET', '/admin/issues'],
    ['GET', '/admin/trust'],
    ['GET', '/admin/settings'],
    ['GET', '/admin/audit'],
    ['PUT', '/admin/settings'],
    ['POST', `/admin/experts/${expert.id}/verify`],
    ['POST', `/admin/experts/${expert.id}/suspend`],
    ['POST', '/admin/issues/x/reassign'],
  ] as const;
  for (const [method, path] of attempts) {
    const json = method === 'GET' ? {} : { json: {} };
    assert.is((await api(path, { method, ...json })).status, 401);
    for (const { token } of [user, expert]) {
      assert.is((await api(path, { method, token, ...json })).code, 'forbidden', `${method} ${path}`);
    }
  }
  assert.equal((await user.get(MeView, '/me')).account.roles, ['user']);
  assert.is(
    (await user.get(z.object({ peerAddresses: z.unknown() }).partial(), '/mesh')).peerAddresses,
    undefined,
  );
  const again = (await api('/sessions', { json: { email: user.email, password } })).as(SessionView);
  assert.equal(again.account.roles, ['user']);
});

test.run();
