import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import {
  fakeServices,
  problemOf,
  type Recorded,
  type RunningApi,
  sampleIssue,
  sampleSession,
  soon,
  startApi,
} from './testing.ts';

const test = suite<{ calls: Recorded; running: RunningApi }>('api');

test.before.each(async (context) => {
  context.calls = [];
  context.running = await startApi(fakeServices(context.calls));
});
test.after.each(({ running }) => running.api.close());

const issue = { title: 'No link', description: 'The light is off.', category: 'network' };

test('a create answers 201 with its place, and hands the key and the defaults on', async ({
  running,
  calls,
}) => {
  const answer = await running.call('/api/v1/issues', {
    method: 'POST',
    as: 'user',
    json: issue,
    headers: { 'Idempotency-Key': 'k1' },
  });
  assert.is(answer.status, 201);
  assert.is(answer.headers.get('location'), `/api/v1/issues/${sampleIssue.id}`);
  assert.is(answer.headers.get('cache-control'), 'no-store');
  assert.equal(await answer.json(), sampleIssue);
  assert.equal(calls[0]?.args.slice(1), [{ ...issue, urgency: 'normal' }, { key: 'k1' }]);
});

test('an action without a body needs none, and takes an empty one', async ({ running }) => {
  const path = '/api/v1/issues/issue-1/confirm';
  assert.is((await running.call(path, { method: 'POST', as: 'user' })).status, 200);
  assert.is((await running.call(path, { method: 'POST', as: 'user', json: {} })).status, 200);
  assert.is((await running.call(path, { method: 'POST', as: 'user', json: { trust: 1 } })).status, 422);
});

test('a reject answers 204 without a body', async ({ running }) => {
  const answer = await running.call('/api/v1/offers/issue-1.1.1/reject', { method: 'POST', as: 'expert' });
  assert.is(answer.status, 204);
  assert.is(await answer.text(), '');
});

test('what is not valid is pointed at, member by member', async ({ running, calls }) => {
  const answer = await running.call('/api/v1/issues', {
    method: 'POST',
    as: 'user',
    json: { title: { html: 1 }, category: 'network', 'a/b~': 1 },
  });
  assert.is(answer.status, 422);
  const problem = await problemOf(answer);
  assert.is(problem.code, 'invalid');
  assert.equal(problem.errors?.map((error) => error.pointer).sort(), ['/a~1b~0', '/description', '/title']);
  assert.equal(calls, []);
});

test('registration cannot grant a role or a verification', async ({ running, calls }) => {
  const person = { name: 'Mal', email: 'mal@example.org', password: 'long enough pw' };
  for (const extra of [{ roles: ['admin'] }, { role: 'admin' }, { verification: 'verified' }]) {
    const answer = await running.call('/api/v1/users', { method: 'POST', json: { ...person, ...extra } });
    assert.is(answer.status, 422);
  }
  assert.equal(calls, []);
});

test('profile, presence and stars take no member or number beyond the rules', async ({ running }) => {
  const patch = (json: unknown) => running.call('/api/v1/me', { method: 'PATCH', as: 'expert', json });
  assert.is((await patch({ trust: 1 })).status, 422);
  assert.is((await patch({ verification: 'verified' })).status, 422);
  const rating = '/api/v1/issues/issue-1/rating';
  assert.is((await running.call(rating, { method: 'POST', as: 'user', json: { stars: 500 } })).status, 422);
  const score = { category: 'network', answers: [], score: 999 };
  const quiz = await running.call('/api/v1/quiz/attempts', { method: 'POST', as: 'expert', json: score });
  assert.is(quiz.status, 422);
});

test('the quiz is read in any language that is asked for, a tag at a time', async ({ running, calls }) => {
  const ask = (query: string) => running.call(`/api/v1/quiz${query}`, { as: 'expert' });
  assert.is((await ask('?category=network&language=de-AT')).status, 200);
  assert.is((await ask('/standing?language=ar')).status, 200);
  const json = { category: 'network', answers: [] };
  const path = '/api/v1/quiz/attempts?language=hi';
  assert.is((await running.call(path, { method: 'POST', as: 'expert', json })).status, 200);
  assert.equal(
    calls.map(({ args }) => args.slice(1)),
    [[{ category: 'network', language: 'de-AT' }], [{ language: 'ar' }], [json, { language: 'hi' }]],
  );
  for (const wrong of ['', 'German', 'de,en', 'd'.repeat(99)])
    assert.is((await ask(`/standing?language=${wrong}`)).status, 422, wrong);
});

test('without a session 401, with the wrong role 403, before the body is looked at', async ({ running }) => {
  const nobody = await running.call('/api/v1/issues', { method: 'POST', body: 'not json' });
  assert.is(nobody.status, 401);
  assert.match(nobody.headers.get('www-authenticate') ?? '', /^Bearer/);
  assert.is((await running.call('/api/v1/issues', { headers: { Authorization: 'Bearer no' } })).status, 401);
  const user = await running.call('/api/v1/admin/settings', { method: 'PUT', as: 'user', body: 'x' });
  assert.is(user.status, 403);
  assert.is((await running.call('/api/v1/offers', { as: 'user' })).status, 403);
  assert.is((await running.call('/api/v1/admin/experts?status=pending', { as: 'admin' })).status, 200);
});

test('the mesh is public, and knows who asks', async ({ running, calls }) => {
  assert.is((await running.call('/api/v1/mesh')).status, 200);
  assert.is((await running.call('/api/v1/mesh', { headers: { Authorization: 'Bearer old' } })).status, 200);
  assert.is((await running.call('/api/v1/mesh', { as: 'admin' })).status, 200);
  assert.equal(
    calls.map((call) => call.args[0] !== undefined),
    [false, false, true],
  );
});

test('unknown addresses and methods are problems, also for browsers', async ({ running }) => {
  const missing = await running.call('/api/v1/nothing', { headers: { Accept: 'text/html' } });
  assert.is(missing.status, 404);
  assert.is((await problemOf(missing)).code, 'not-found');
  const method = await running.call('/api/v1/issues', { method: 'DELETE' });
  assert.is(method.status, 405);
  assert.match(method.headers.get('allow') ?? '', /GET/);
  assert.is((await problemOf(method)).code, 'method-not-allowed');
  assert.is((await running.call('/api/v1/issues/%00', { as: 'user' })).status, 404);
  assert.is((await running.call('/api/v1/issues/%E0%A4%A', { as: 'user' })).status, 404);
});

test('a body that is no JSON, of another type, or too large is told apart', async ({ running }) => {
  const post = (body: RequestInit['body'], type: string) =>
    running.call('/api/v1/sessions', {
      method: 'POST',
      body: body ?? null,
      headers: { 'Content-Type': type },
    });
  assert.is((await post('{"email":', 'application/json')).status, 400);
  assert.is((await post('{"__proto__":{"a":1}}', 'application/json')).status, 400);
  assert.is((await post(`${'['.repeat(30_000)}`, 'application/json')).status, 400);
  assert.is((await post(`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'application/json')).status, 400);
  assert.is((await post('email=a', 'application/x-www-form-urlencoded')).status, 415);
  assert.is((await post('"a"', 'application/json')).status, 422);
  assert.is((await post('null', 'application/json')).status, 422);
  assert.is((await post(`"${'x'.repeat(2_000_000)}"`, 'application/json')).status, 413);
});

test('a connection goes on after a body that was too large', async ({ running }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (body: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
      const sent = request(
        `${running.base}/api/v1/sessions`,
        { method: 'POST', agent, headers },
        (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode));
        },
      );
      sent.on('error', reject).end(body);
    });
  try {
    const large = JSON.stringify({ email: 'x'.repeat(2_000_000) });
    assert.is(await soon('an answer', post(large)), 413);
    assert.is(await soon('an answer on the same connection', post('{}')), 422);
  } finally {
    agent.destroy();
  }
});

test('a packed body is unpacked within the limit; a broken one is refused', async ({ running }) => {
  const post = (body: Uint8Array<ArrayBuffer>, encoding = 'gzip') =>
    running.call('/api/v1/issues', {
      method: 'POST',
      as: 'user',
      body,
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': encoding },
    });
  assert.is((await post(new Uint8Array(gzipSync(JSON.stringify(issue))))).status, 201);
  assert.is((await post(new Uint8Array(gzipSync(`"${'x'.repeat(5_000_000)}"`)))).status, 413);
  assert.is((await post(new TextEncoder().encode('not gzip'))).status, 400);
  assert.is((await post(new TextEncoder().encode('{}'), 'rot13')).status, 415);
});

test('half a surrogate pair reaches no service', async ({ running, calls }) => {
  const answer = await running.call('/api/v1/issues', {
    method: 'POST',
    as: 'user',
    body: `{"title":"abc \\ud800","description":"x","category":"network"}`,
    headers: { 'Content-Type': 'application/json' },
  });
  assert.is(answer.status, 201);
  assert.match(JSON.stringify(calls[0]?.args[1]), 'abc \ufffd');
});

test('an idempotency key that is no token is refused', async ({ running }) => {
  for (const key of ['', 'a b', 'x'.repeat(201), 'ü']) {
    const headers = { 'Idempotency-Key': key };
    const answer = await running.call('/api/v1/issues', { method: 'POST', as: 'user', json: issue, headers });
    assert.is(answer.status, 400, key);
  }
});

test('expected failures keep their code, and say when to come back', async () => {
  const services = fakeServices();
  const running = await startApi({
    ...services,
    issues: {
      ...services.issues,
      confirm: async () => {
        throw new Problem('store-unavailable', 'The disk is full.', { retryAfterSeconds: 7 });
      },
    },
  });
  try {
    const answer = await running.call('/api/v1/issues/i/confirm', { method: 'POST', as: 'user' });
    assert.is(answer.status, 503);
    assert.is(answer.headers.get('retry-after'), '7');
    const { code, detail, status, type } = await problemOf(answer);
    assert.equal(
      { code, detail, status },
      { code: 'store-unavailable', detail: 'The disk is full.', status: 503 },
    );
    assert.match(type, '#problem-store-unavailable');
  } finally {
    await running.api.close();
  }
});

test('an unexpected failure leaks nothing but an id that is in the log', async () => {
  const services = fakeServices();
  const running = await startApi({
    ...services,
    mesh: {
      view: () => {
        throw new Error('secret detail');
      },
    },
  });
  try {
    const answer = await running.call('/api/v1/mesh');
    assert.is(answer.status, 500);
    const text = await answer.text();
    assert.not.match(text, 'secret');
    const { instance } = JSON.parse(text);
    const logged = running.log.lines.find((line) => line.level === 'error');
    assert.is(logged?.fields.instance, instance);
    assert.match(String(logged?.fields.error), 'secret detail');
  } finally {
    await running.api.close();
  }
});

test('a service that hangs is given up after the deadline', async () => {
  const services = fakeServices();
  let onAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const list = () => {
    onAsked();
    return new Promise<never>(() => {});
  };
  const running = await startApi({ ...services, issues: { ...services.issues, list } });
  try {
    const pending = running.call('/api/v1/issues', { as: 'user' });
    await soon('the question', asked);
    running.clock.advance(10_000);
    const answer = await soon('the answer', pending);
    assert.is(answer.status, 503);
    assert.is((await problemOf(answer)).code, 'store-unavailable');
    assert.is(running.clock.pending(), 0);
  } finally {
    await running.api.close();
  }
});

test('every answer has the security headers', async ({ running }) => {
  for (const path of ['/api/v1/mesh', '/api/v1/none', '/livez', '/', '/api/v1/docs']) {
    const { headers } = await running.call(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, "default-src 'none'");
    assert.match(policy, "script-src 'self';");
    assert.match(policy, "require-trusted-types-for 'script'");
    assert.match(policy, `ws://127.0.0.1:${running.port}`);
    assert.not.match(policy, /unsafe|upgrade-insecure/);
    assert.is(headers.get('x-content-type-options'), 'nosniff');
    assert.is(headers.get('referrer-policy'), 'no-referrer');
    assert.is(headers.get('cross-origin-opener-policy'), 'same-origin');
    // Pages of other regions may see that this one answers, and nothing else of it.
    const mayBeAsked = path === '/livez';
    assert.is(headers.get('cross-origin-resource-policy'), mayBeAsked ? 'cross-origin' : 'same-origin');
    assert.match(
      policy,
      `connect-src 'self' ws://127.0.0.1:${running.port} wss://127.0.0.1:${running.port} https://south.example;`,
    );
    assert.is(headers.get('strict-transport-security'), null);
  }
});

test('sign-in sets the cookie and gives the token', async ({ running }) => {
  const answer = await running.call('/api/v1/sessions', {
    method: 'POST',
    json: { email: ' Asha@Example.org ', password: 'x' },
  });
  assert.is(answer.status, 201);
  assert.equal(await answer.json(), sampleSession);
  const cookie = answer.headers.get('set-cookie') ?? '';
  assert.match(cookie, /^grapevine_north=token-user; Expires=.+ GMT; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('an address that is too long for the parser is a problem like any other', async ({ running }) => {
  for (const length of [20_000, 200_000]) {
    const answer = await running.call(`/api/v1/issues/similar?description=${'x'.repeat(length)}`, {
      as: 'user',
    });
    assert.is(answer.status, 413);
    assert.is((await problemOf(answer)).code, 'too-large');
  }
  assert.is((await running.call('/api/v1/mesh')).status, 200);
});

test('closing finishes what runs and lets nothing new in', async () => {
  const services = fakeServices();
  let finish = () => {};
  let onAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const running = await startApi({
    ...services,
    offers: {
      ...services.offers,
      list: () => {
        onAsked();
        return new Promise((resolve) => {
          finish = () => resolve({ items: [] });
        });
      },
    },
  });
  const pending = running.call('/api/v1/offers', { as: 'expert' });
  await soon('the question', asked);
  const closed = running.api.close();
  let refused = false;
  await running.call('/livez').catch(() => {
    refused = true;
  });
  assert.ok(refused);
  finish();
  assert.is((await pending).status, 200);
  await soon('the end of the server', closed);
});

test.run();
