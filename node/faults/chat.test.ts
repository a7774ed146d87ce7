/** Chat and the live socket: text from people is text, and only theirs; on two real regions over HTTP and WebSocket. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { soon } from '../api/testing.ts';
import { toldHook } from '../life/nodes.ts';
import { eventually, newExpert, newUser, type Person, password } from '../life/people.ts';
import { IssueView, LiveEvent, MessageList } from '../schemas/views.ts';
import { adminAt, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

const html = '<img src=x onerror="alert(1)"><script>alert(2)</script>&amp;"\'`{{7*7}}';

const test = suite('chat');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let admin: Person;
let user: Person;
let expert: Person;
/** An issue of the user's at North that the expert of South works on. */
let id: string;

test.before(
  toldHook(async () => {
    const [first, second] = await regions.startAll('North', 'South');
    if (first === undefined || second === undefined) throw new Error('Nothing was started.');
    north = first;
    admin = await adminAt(first);
    user = await newUser(first.url, 'Ana');
    expert = await newExpert(second.url, 'Far', { admin: await adminAt(second), categories: ['web'] });
    await expert.appear('online');
    id = (await user.submit({ title: html, description: html, category: 'web' })).id;
    await expert.accept(await expert.offered(id));
    await user.sees(id, 'assigned');
  }),
);
test.after(() => regions.stop());

const post = ({ url, token }: Person, json: unknown, path = `/issues/${id}/messages`) =>
  send(url, `/api/v1${path}`, { token, json });
const linesAfter = (person: Person, arrival: number) =>
  person.get(MessageList, `/issues/${id}/messages?after=${arrival}`);

/** An open socket that keeps what it hears; `hears` waits for an event of a kind. */
const listen = async (person: Person, headers: Record<string, string> = {}) => {
  const socket = new WebSocket(`${person.url.replace('http', 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${person.token}`, ...headers },
  });
  const events: LiveEvent[] = [];
  socket.on('message', (data) => events.push(LiveEvent.parse(JSON.parse(String(data)))));
  const hears = (kind: LiveEvent['kind'], since = 0) =>
    eventually(`${person.name} hears ${kind}`, async () =>
      events.slice(since).find((one) => one.kind === kind),
    );
  await soon(
    'the socket',
    new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)),
  );
  await hears('hello');
  return { socket, events, hears };
};

/** What a client that may not open a socket is told. */
const refusalOf = (headers: Record<string, string>) =>
  soon(
    'the refusal',
    new Promise<number | undefined>((resolve, reject) => {
      const socket = new WebSocket(`${north.url.replace('http', 'ws')}/api/v1/live`, { headers });
      socket.once('open', () => reject(new Error('It was let in.')));
      socket.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
        response.resume();
      });
      // Cutting a refused connection is no failure of this test.
      socket.on('error', () => undefined);
    }),
  );

test('a page that asks again gets what is new, not the whole history', async () => {
  for (const text of ['one', 'two', 'three']) await user.say(id, text);
  await expert.reads(id, ['one', 'two', 'three']);
  for (const person of [user, expert]) {
    const { items } = await linesAfter(person, 0);
    const last = Math.max(...items.map(({ arrival }) => arrival));
    assert.equal((await linesAfter(person, last)).items, [], 'nothing new is nothing');
    await expert.say(id, `for ${person.name}`);
    const fresh = await eventually('the line is there', async () => {
      const after = await linesAfter(person, last);
      return after.items.length > 0 && after.items;
    });
    assert.equal(
      fresh.map(({ text }) => text),
      [`for ${person.name}`],
      'one new line is one line',
    );
    assert.is((await linesAfter(person, 0)).items.length, items.length + 1);
    const page = await person.get(MessageList, `/issues/${id}/messages?limit=2`);
    assert.equal([page.items.length, page.hasMore], [2, true]);
    // The other one has it, too, before the next is written.
    await user.reads(id, await expert.lines(id));
  }
});

test('HTML from people comes back as it was, as JSON that no browser takes for a page', async () => {
  const worker = await newExpert(north.url, 'Tagged', { admin, categories: ['cloud'] });
  await worker.appear('online');
  const texts = { name: html.slice(0, 80), qualifications: html, resume: html };
  const { token } = worker;
  assert.is((await send(north.url, '/api/v1/me', { method: 'PATCH', token, json: texts })).status, 200);
  const given = await user.submit({ title: html, description: html, category: 'cloud' });
  const passed = await worker.offered(given.id);
  await worker.accept(passed);
  await user.say(given.id, html);
  await worker.act(given.id, 'resolution', { text: html });
  await user.act(given.id, 'decline', { reason: html });
  await worker.accept(await worker.offered(given.id));
  await worker.act(given.id, 'resolution', { text: html });
  await user.act(given.id, 'confirm');
  await user.act(given.id, 'rating', { stars: 5, comment: html });
  await worker.act(given.id, 'rating', { stars: 5, comment: html });

  const read = async (person: Person, path: string) => {
    const reply = await send(person.url, `/api/v1${path}`, { token: person.token });
    assert.is(reply.status, 200, path);
    assert.match(reply.headers.get('content-type') ?? '', /^application\/json/);
    assert.is(reply.headers.get('x-content-type-options'), 'nosniff');
    assert.match(reply.headers.get('content-security-policy') ?? '', "default-src 'none'");
    const value: unknown = JSON.parse(reply.text);
    return { reply, count: countOf(value) };
  };
  const issue = (await read(user, `/issues/${given.id}`)).reply.as(IssueView);
  const { title, description, resolution, rating, userRating, timeline } = issue;
  assert.equal(
    [title, description, resolution?.text, rating?.comment, userRating?.comment],
    [html, html, html, html, html],
  );
  assert.ok(timeline.some(({ kind, note }) => kind === 'declined' && note === html));
  assert.is((await read(user, `/issues/${given.id}/messages`)).count, 1);
  assert.ok((await read(worker, '/me')).count >= 4, 'qualifications, résumé, the rating with its title');
  assert.ok((await read(admin, '/admin/experts?limit=100')).count >= 4);
  assert.ok((await read(admin, '/admin/issues?limit=100')).count >= 2);
  // A problem that repeats what was sent does so as JSON, too.
  const bad = await send(north.url, `/api/v1/issues/${encodeURIComponent(html)}`, { token: user.token });
  const odd = await send(north.url, '/api/v1/users', { json: { [html]: html } });
  for (const reply of [bad, odd]) {
    assert.is(reply.headers.get('content-type'), 'application/problem+json');
    assert.is(reply.headers.get('x-content-type-options'), 'nosniff');
  }
});

test('two megabytes, an object or nothing as text are refused, and the chat goes on', async () => {
  const before = (await linesAfter(user, 0)).items.length;
  const big = 'x'.repeat(2 * 1024 * 1024);
  for (const person of [user, expert]) {
    assert.equal([(await post(person, { text: big })).status], [413]);
    for (const text of [
      { toString: 'x' },
      ['x'],
      5,
      true,
      null,
      '',
      '   ',
      '\u0000',
      'x'.repeat(8_001),
      undefined,
    ]) {
      assert.is((await post(person, { text })).code, 'invalid', JSON.stringify(text)?.slice(0, 40));
    }
    assert.is((await post(person, { text: 'x', author: { id: admin.id } })).code, 'invalid');
    assert.is((await post(person, 'just a string')).code, 'invalid');
    assert.is((await post(person, [])).code, 'invalid');
  }
  const issue = { title: big, description: 'x', category: 'web' };
  assert.is((await post(user, issue, '/issues')).status, 413);
  assert.is((await post(user, { ...issue, title: { a: 1 } }, '/issues')).code, 'invalid');
  assert.is((await linesAfter(user, 0)).items.length, before);
  await user.say(id, 'still here');
  await eventually('it arrives', async () => (await expert.lines(id)).includes('still here'));
});

test('nobody listens without a session, with one that has ended, or from a foreign page', async () => {
  const guest = await newUser(north.url, 'Guest');
  const opened = await send(north.url, '/api/v1/sessions', { json: { email: guest.email, password } });
  const [cookie = ''] = (opened.headers.getSetCookie()[0] ?? '').split(';');
  const unknown: Record<string, string>[] = [
    {},
    { origin: north.url },
    { authorization: 'Bearer nonsense' },
    { authorization: `Bearer ${guest.id}` },
    { cookie: 'grapevine_north=nonsense', origin: north.url },
  ];
  for (const headers of unknown) assert.is(await refusalOf(headers), 401, JSON.stringify(headers));
  const foreign: Record<string, string>[] = [{ cookie }, { cookie, origin: 'https://evil.example' }];
  for (const headers of foreign) {
    assert.is(await refusalOf(headers), 403, JSON.stringify(headers));
  }
  const { socket } = await listen(guest);
  const closed = soon(
    'the end of the socket',
    new Promise<number>((resolve) => {
      socket.once('close', resolve);
    }),
  );
  await guest.send(z.unknown(), 'DELETE', '/sessions/current');
  assert.is(await closed, 4401, 'signed out, it hears nothing more');
  assert.is(await refusalOf({ authorization: `Bearer ${guest.token}` }), 401);
});

test('a second tab does not silence the first, and neither tells a stranger', async () => {
  const stranger = await newUser(north.url, 'Mallory');
  const ears = await Promise.all([listen(user), listen(user), listen(stranger), listen(expert)]);
  const [first, second, other, far] = ears;
  const marks = ears.map(({ events }) => events.length);
  await expert.say(id, 'Can both of you hear me?');
  await Promise.all([first.hears('message', marks[0]), second.hears('message', marks[1])]);
  second.socket.close();
  const mark = first.events.length;
  await expert.say(id, 'And now?');
  await first.hears('message', mark);
  await user.say(id, 'Yes.');
  await far.hears('message', marks[3]);
  assert.not.ok(
    other.events.some((event) => event.kind === 'message' || event.kind === 'issue'),
    'whose issue it is not hears nothing of it',
  );
  assert.not.ok(
    [...first.events, ...far.events].some((event) => JSON.stringify(event).includes('hear me')),
    'events say what to read again, not what was said',
  );
  for (const { socket } of ears) socket.terminate();
});

/** How many texts in a JSON value are exactly the HTML. */
function countOf(value: unknown): number {
  if (value === html) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + countOf(member), 0);
}

test.run();
