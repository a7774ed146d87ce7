import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import { PasswordLinkOwner, PasswordLinkView } from '../schemas/password-links.ts';
import {
  fakeServices,
  problemOf,
  type Recorded,
  type RunningApi,
  sampleSession,
  startApi,
} from './testing.ts';

const test = suite<{ running: RunningApi; calls: Recorded }>('password links of the API');

const code = 'the-code';
const password = 'four new unrelated words';

test.before.each(async (context) => {
  context.calls = [];
  const services = fakeServices(context.calls);
  const { read, choose } = services.passwordLinks;
  const known =
    <I extends { code: string }, M extends unknown[], T>(answer: (input: I, ...more: M) => Promise<T>) =>
    async (input: I, ...more: M): Promise<T> => {
      if (input.code !== code) throw new Problem('link-refused', 'Ask an admin for a new one.');
      return answer(input, ...more);
    };
  context.running = await startApi({
    ...services,
    passwordLinks: { read: known(read), choose: known(choose) },
  });
});
test.after.each(({ running }) => running.api.close());

const post = ({ call, base }: RunningApi, path: string, json: object, as?: 'user' | 'admin') =>
  call(`/api/v1${path}`, { method: 'POST', json, headers: { Origin: base }, ...(as && { as }) });

test('who has the code needs no session, and gets one', async ({ running, calls }) => {
  const owner = await post(running, '/password-link', { code });
  assert.is(PasswordLinkOwner.parse(await owner.json()).email, 'asha@example.org');
  assert.is(owner.headers.get('set-cookie'), null);
  const chosen = await post(running, '/sessions/password-link', { code, password });
  assert.is(chosen.status, 201);
  assert.match(
    chosen.headers.get('set-cookie') ?? '',
    new RegExp(`^grapevine_north=${sampleSession.token};`),
  );
  assert.equal(
    calls.map(({ name }) => name),
    ['passwordLinks.read', 'passwordLinks.choose'],
  );
});

test('a password that is too short is refused before the code is looked at', async ({ running, calls }) => {
  const answer = await post(running, '/sessions/password-link', { code, password: 'short' });
  assert.is(answer.status, 422);
  assert.equal(
    (await problemOf(answer)).errors?.map(({ pointer, reason }) => [pointer, reason]),
    [['/password', 'too-short']],
  );
  assert.is(calls.length, 0);
});

test('guessing codes stops after ten, whichever way they are tried', async ({ running }) => {
  const guess = (n: number) =>
    n % 2 === 0
      ? post(running, '/password-link', { code: `guess ${n}` })
      : post(running, '/sessions/password-link', { code: `guess ${n}`, password });
  const statuses = await Promise.all(Array.from({ length: 15 }, async (_, n) => (await guess(n)).status));
  assert.is(statuses.filter((status) => status === 401).length, 10);
  const late = await post(running, '/sessions/password-link', { code, password });
  assert.is((await problemOf(late)).code, 'too-many-requests');
});

test('only an admin makes one, with a reason', async ({ running, calls }) => {
  const make = (as: 'user' | 'admin', json: object) =>
    post(running, '/admin/accounts/a1/password-link', json, as);
  assert.is((await make('user', { reason: 'forgotten' })).status, 403);
  assert.is((await make('admin', { reason: ' ' })).status, 422);
  const made = await make('admin', { reason: 'forgotten' });
  assert.is(made.status, 200);
  assert.match(PasswordLinkView.parse(await made.json()).url, /#/);
  assert.is(made.headers.get('cache-control'), 'no-store');
  assert.equal(
    calls.map(({ name }) => name),
    ['admin.makePasswordLink'],
  );
});

test.run();
