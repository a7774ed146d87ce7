import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import { fakeServices, problemOf, startApi } from './testing.ts';
import { networkOf } from './throttles.ts';

const test = suite('throttles');

const right = 'the right password';

/** An API whose only password is `right`. */
function startWithPassword(options: Parameters<typeof startApi>[1] = {}) {
  const services = fakeServices();
  const { open } = services.sessions;
  return startApi(
    {
      ...services,
      sessions: {
        ...services.sessions,
        open: async (input) => {
          if (input.password === 'away') throw new Problem('store-unavailable', 'Away.');
          if (input.password !== right) throw new Problem('wrong-credentials', 'Wrong.');
          return open(input);
        },
      },
    },
    options,
  );
}

test('guessing stops after ten failures, for that e-mail only, also when tried all at once', async () => {
  const { call, api } = await startWithPassword();
  try {
    const signIn = (email: string, password: string) =>
      call('/api/v1/sessions', { method: 'POST', json: { email, password } });
    const statuses = await Promise.all(
      Array.from({ length: 15 }, async (_, n) => (await signIn('a@example.org', `guess ${n}`)).status),
    );
    assert.is(statuses.filter((status) => status === 401).length, 10);
    const late = await signIn('A@example.org', right);
    assert.is(late.status, 429);
    const wait = Number(late.headers.get('retry-after'));
    assert.ok(wait > 890 && wait <= 900, String(wait));
    assert.is((await problemOf(late)).code, 'too-many-requests');
    assert.is((await signIn('b@example.org', right)).status, 201);
  } finally {
    await api.close();
  }
});

test('a success clears the failures, and a store that is away counts for nothing', async () => {
  const { call, api } = await startWithPassword();
  try {
    const signIn = async (password: string) =>
      (await call('/api/v1/sessions', { method: 'POST', json: { email: 'a@example.org', password } })).status;
    for (let n = 0; n < 9; n++) assert.is(await signIn('wrong'), 401);
    assert.is(await signIn(right), 201);
    for (let n = 0; n < 12; n++) assert.is(await signIn('away'), 503);
    for (let n = 0; n < 9; n++) assert.is(await signIn('wrong'), 401);
    assert.is(await signIn(right), 201);
  } finally {
    await api.close();
  }
});

test('many e-mails from one address are limited, too; who is forwarded counts only behind a trusted proxy', async () => {
  for (const trustProxy of [false, true]) {
    const { call, api } = await startWithPassword({ trustProxy, limits: { signInFailuresPerIp: 3 } });
    try {
      const statuses = [];
      for (let n = 0; n < 5; n++) {
        const answer = await call('/api/v1/sessions', {
          method: 'POST',
          json: { email: `a${n}@example.org`, password: 'x' },
          headers: { 'X-Forwarded-For': `10.9.9.9, 10.0.0.${n}` },
        });
        statuses.push(answer.status);
      }
      assert.equal(statuses, trustProxy ? [401, 401, 401, 401, 401] : [401, 401, 401, 429, 429]);
    } finally {
      await api.close();
    }
  }
});

test('registrations per address and changes per account are limited, reading is not', async () => {
  const { call, api } = await startApi(fakeServices(), {
    limits: { registrationsPerIp: 2, writesPerAccount: 2 },
  });
  try {
    const person = { name: 'A', email: 'a@example.org', password: 'long enough pw' };
    const register = async () => (await call('/api/v1/users', { method: 'POST', json: person })).status;
    assert.equal([await register(), await register(), await register()], [201, 201, 429]);
    const confirm = async (as: 'user' | 'expert') =>
      (await call('/api/v1/issues/i/confirm', { method: 'POST', as })).status;
    assert.equal([await confirm('user'), await confirm('user'), await confirm('user')], [200, 200, 429]);
    assert.is(await confirm('expert'), 200);
    assert.is((await call('/api/v1/issues', { as: 'user' })).status, 200);
  } finally {
    await api.close();
  }
});

test('what one person may ask of the assistant is limited', async () => {
  const { call, api } = await startApi(fakeServices(), { limits: { assistantQuestionsPerAccount: 2 } });
  try {
    const ask = async (as: 'user' | 'expert') =>
      (await call('/api/v1/issues/i/assistant/summary', { method: 'POST', as })).status;
    assert.equal([await ask('user'), await ask('user'), await ask('user')], [200, 200, 429]);
    assert.is(await ask('expert'), 200);
    assert.is((await call('/api/v1/issues/i/confirm', { method: 'POST', as: 'user' })).status, 200);
  } finally {
    await api.close();
  }
});

test('one network is one source', () => {
  assert.is(networkOf('192.0.2.1'), '192.0.2.1');
  assert.is(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
  assert.is(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2::9'));
  assert.is.not(networkOf('2001:db8:1:2::9'), networkOf('2001:db8:1:3::9'));
  assert.is(networkOf('::1'), '0:0:0:0::/64');
});

test.run();
