import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fakeServices, problemOf, soon, startApi } from './testing.ts';

const test = suite('probes');

test('alive and ready without any peer', async () => {
  const { call, api } = await startApi(fakeServices());
  try {
    assert.is((await call('/livez')).status, 200);
    assert.equal(await (await call('/readyz')).json(), { status: 'ready' });
  } finally {
    await api.close();
  }
});

test('not ready says why, and stays alive', async () => {
  const services = fakeServices();
  const ready = async () => ({ isReady: false, reason: 'The disk is full.' });
  const { call, api } = await startApi({ ...services, health: { ...services.health, ready } });
  try {
    const answer = await call('/readyz');
    assert.is(answer.status, 503);
    assert.is((await problemOf(answer)).detail, 'The disk is full.');
    assert.is((await call('/livez')).status, 200);
  } finally {
    await api.close();
  }
});

test('readiness that hangs is a no', async () => {
  const services = fakeServices();
  let onAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const ready = () => {
    onAsked();
    return new Promise<never>(() => {});
  };
  const { call, api, clock } = await startApi({ ...services, health: { ...services.health, ready } });
  try {
    const pending = call('/readyz');
    await soon('the question', asked);
    clock.advance(3_000);
    assert.is((await soon('the answer', pending)).status, 503);
  } finally {
    await api.close();
  }
});

test('metrics count requests by the pattern of their address, and show the region', async () => {
  const { call, api } = await startApi(fakeServices());
  try {
    await call('/api/v1/issues/one', { as: 'user' });
    await call('/api/v1/issues/two', { as: 'user' });
    await call('/api/v1/issues/two');
    await call('/api/v1/random/path');
    const answer = await call('/metrics');
    assert.match(answer.headers.get('content-type') ?? '', 'text/plain');
    const text = await answer.text();
    const count = (status: number) =>
      `grapevine_http_requests_total{method="GET",route="/api/v1/issues/:id",status="${status}"}`;
    assert.match(text, `${count(200)} 2\n`);
    assert.match(text, `${count(401)} 1\n`);
    assert.match(text, 'route="other",status="404"} 1\n');
    assert.match(text, 'grapevine_http_request_duration_seconds_bucket');
    assert.match(text, '\ngrapevine_issues_waiting 2\n');
    assert.match(text, 'process_resident_memory_bytes');
    assert.not.match(text, 'random');
  } finally {
    await api.close();
  }
});

test.run();
