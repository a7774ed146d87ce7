import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cookieName } from './session.ts';
import { fakeServices, problemOf, type RunningApi, startApi } from './testing.ts';

const test = suite<{ running: RunningApi }>('session');

test.before(async (context) => {
  context.running = await startApi(fakeServices());
});
test.after(({ running }) => running.api.close());

const cookie = { Cookie: 'other=1; grapevine_north=token-user; grapevine_south=token-admin' };
const cancel = '/api/v1/issues/issue-1/cancel';

test('the cookie of this region signs in, the one of another region does not', async ({ running }) => {
  assert.is((await running.call('/api/v1/me', { headers: cookie })).status, 200);
  assert.is((await running.call('/api/v1/admin/audit', { headers: cookie })).status, 403);
  const foreign = { Cookie: 'grapevine_south=token-user' };
  assert.is((await running.call('/api/v1/me', { headers: foreign })).status, 401);
});

test('a change with the cookie needs the origin of this node', async ({ running }) => {
  const send = (origin?: string) =>
    running.call(cancel, { method: 'POST', headers: { ...cookie, ...(origin && { Origin: origin }) } });
  assert.is((await send(running.base)).status, 200);
  assert.is((await send('http://localhost:8000')).status, 200, 'the public URL');
  for (const foreign of [
    undefined,
    'null',
    'https://evil.example',
    'http://localhost:8001',
    `${running.base}0`,
  ]) {
    const answer = await send(foreign);
    assert.is(answer.status, 403, foreign);
    assert.is((await problemOf(answer)).code, 'origin-refused');
  }
});

test('a bearer token needs no origin, and goes before the cookie', async ({ running }) => {
  assert.is((await running.call(cancel, { method: 'POST', as: 'user' })).status, 200);
  const both = { ...cookie, Authorization: 'Bearer token-admin' };
  assert.is((await running.call('/api/v1/admin/audit', { headers: both })).status, 200);
  const wrong = { ...cookie, Authorization: 'Bearer wrong' };
  assert.is((await running.call('/api/v1/me', { headers: wrong })).status, 401);
  const basic = { ...cookie, Authorization: 'Basic dG9rZW4tdXNlcjo=' };
  assert.is((await running.call('/api/v1/me', { headers: basic })).status, 401);
});

test('signing in and up is refused to foreign pages', async ({ running }) => {
  const json = { email: 'a@example.org', password: 'x' };
  for (const path of ['/api/v1/sessions', '/api/v1/users', '/api/v1/experts']) {
    const answer = await running.call(path, {
      method: 'POST',
      json,
      headers: { Origin: 'https://evil.example' },
    });
    assert.is(answer.status, 403, path);
  }
  const own = await running.call('/api/v1/sessions', {
    method: 'POST',
    json,
    headers: { Origin: running.base },
  });
  assert.is(own.status, 201);
});

test('signing out clears the cookie', async ({ running }) => {
  const headers = { ...cookie, Origin: running.base };
  const answer = await running.call('/api/v1/sessions/current', { method: 'DELETE', headers });
  assert.is(answer.status, 204);
  assert.match(answer.headers.get('set-cookie') ?? '', /^grapevine_north=; Expires=Thu, 01 Jan 1970/);
});

test('behind https the cookie is secure and HSTS is sent', async () => {
  const running = await startApi(fakeServices(), { publicUrl: 'https://north.example.org' });
  try {
    const json = { email: 'a@example.org', password: 'x' };
    const answer = await running.call('/api/v1/sessions', { method: 'POST', json });
    assert.is(answer.status, 201);
    assert.match(answer.headers.get('set-cookie') ?? '', /; Secure$/);
    assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=31536000/);
  } finally {
    await running.api.close();
  }
});

test('any name of a region makes the name of a cookie', () => {
  assert.is(cookieName('North'), 'grapevine_north');
  assert.is(cookieName('Nord Süd-1'), 'grapevine_nord-sxfcd-1');
  assert.is.not(cookieName('北'), cookieName('南'));
  assert.match(cookieName('北'), /^[\w-]+$/);
});

test.run();
