/** The life cycle: what is over stays over, counts once, and is nobody else's, on two real regions over HTTP. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toldHook } from '../life/nodes.ts';
import { eventually, newExpert, newUser, type Person } from '../life/people.ts';
import { askedOf } from '../life/story.ts';
import { AdminExpertList, IssueList, MeView } from '../schemas/views.ts';
import { adminAt, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

/** Each is a race that either side may win. */
const instants = 3;

const test = suite('life cycle');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let admin: Person;
let user: Person;
/** At home in North, and in South: a step across the mesh must be fenced like one at home. */
let near: Person;
let far: Person;

test.before(
  toldHook(async () => {
    const [first, second] = await regions.startAll('North', 'South');
    if (first === undefined || second === undefined) throw new Error('Nothing was started.');
    north = first;
    admin = await adminAt(first);
    near = await newExpert(first.url, 'Near', { admin, categories: ['network'] });
    far = await newExpert(second.url, 'Far', { admin: await adminAt(second), categories: ['web'] });
    await near.appear('online');
    await far.appear('online');
    user = await newUser(first.url, 'Ana');
  }),
);
test.after(() => regions.stop());

type Attempt = {
  readonly person: Person;
  readonly path: string;
  readonly json?: unknown;
  readonly method?: string;
};

const tried = ({ person, path, json = {}, method = 'POST' }: Attempt) =>
  send(person.url, `/api/v1${path}`, { method, token: person.token, ...(method !== 'GET' && { json }) });
const attempt = (person: Person, path: string, json?: unknown) => tried({ person, path, json });
const read = (person: Person, path: string) => tried({ person, path, method: 'GET' });

const loadOf = async (person: Person) => (await person.get(MeView, '/me')).expert?.load;
const resolvedBy = async (person: Person) => {
  const { items } = await admin.get(AdminExpertList, '/admin/experts?limit=100');
  return items.find(({ account }) => account.id === person.id)?.resolved;
};

for (const [where, expertOf, category] of [
  ['at home', () => near, 'network'],
  ['across regions', () => far, 'web'],
] as const) {
  test(`a closed issue is opened by nobody and nothing but its user’s reopening, ${where}`, async () => {
    const expert = expertOf();
    const { id } = await user.submit({ title: `Trouble with ${category}`, category });
    const offer = await expert.offered(id);
    assert.is(await loadOf(expert), 1, 'an offer takes a seat');
    await expert.accept(offer);
    await user.sees(id, 'assigned');
    const before = (await resolvedBy(expert)) ?? Number.NaN;
    // Marked done six times at once, and confirmed six times at once.
    const answer = { text: 'Plug it in.' };
    await Promise.all(Array.from({ length: 6 }, () => attempt(expert, `/issues/${id}/resolution`, answer)));
    await user.sees(id, 'resolved');
    assert.is(await loadOf(expert), 0, 'the seat is free from the answer on');
    await Promise.all(Array.from({ length: 6 }, () => attempt(user, `/issues/${id}/confirm`)));
    await user.sees(id, 'closed');
    await expert.sees(id, 'closed');
    await eventually('it is counted', async () => (await resolvedBy(expert)) === before + 1);
    const { timeline } = await user.issue(id);
    for (const kind of ['accepted', 'resolved', 'confirmed']) {
      assert.is(timeline.filter((entry) => entry.kind === kind).length, 1, kind);
    }

    const closed = JSON.stringify(await user.issue(id));
    const later: readonly Attempt[] = [
      { person: expert, path: `/offers/${offer.id}/accept` },
      { person: expert, path: `/offers/${offer.id}/reject`, json: { reason: 'No.' } },
      { person: expert, path: `/issues/${id}/resolution`, json: { text: 'Or unplug it.' } },
      { person: expert, path: `/issues/${id}/transfer`, json: { note: 'Yours.' } },
      { person: user, path: `/issues/${id}/cancel` },
      { person: user, path: `/issues/${id}/decline`, json: { reason: 'No.' } },
      { person: user, path: `/issues/${id}/escalate` },
      { person: user, path: `/issues/${id}`, json: { urgency: 'critical' }, method: 'PATCH' },
      { person: user, path: `/issues/${id}/messages`, json: { text: 'Hello?' } },
      { person: admin, path: `/admin/issues/${id}/reassign`, json: { reason: 'Why not.' } },
    ];
    for (const one of later) {
      const { status, text } = await tried(one);
      assert.is(status, 409, `${one.path}: ${text}`);
    }
    // What a double click sends is no error, and changes nothing.
    await attempt(expert, `/issues/${id}/resolution`, answer);
    await attempt(user, `/issues/${id}/confirm`);
    assert.is(JSON.stringify(await user.issue(id)), closed);
    assert.equal(
      [await loadOf(expert), await resolvedBy(expert)],
      [0, before + 1],
      'counted once, never below 0',
    );
  });
}

test('a load never leaks: after a life of declines, escalations and cancellations it is what the issues say', async () => {
  const { id } = await user.submit({ title: 'On and off', category: 'network' });
  await near.accept(await near.offered(id));
  await near.act(id, 'resolution', { text: 'Try now.' });
  await user.act(id, 'decline', { reason: 'No.' });
  assert.is(await loadOf(near), 1, 'declined, it comes back');
  await near.accept(await near.offered(id));
  assert.is((await user.act(id, 'escalate', { reason: 'Somebody else, please.' })).state, 'waiting');
  assert.is(await loadOf(near), 0);
  await user.act(id, 'cancel', {});
  await attempt(user, `/issues/${id}/cancel`);
  assert.is(await loadOf(near), 0);
  const other = await user.submit({ title: 'Never mind', category: 'network' });
  const offer = await near.offered(other.id);
  // Taken and cancelled at the same instant: one of the two, and the load says which.
  const both = await Promise.all([
    attempt(near, `/offers/${offer.id}/accept`),
    attempt(user, `/issues/${other.id}/cancel`),
  ]);
  assert.equal(both.map(({ status }) => status).sort(), [200, 409]);
  const { state } = await user.issue(other.id);
  assert.is(await loadOf(near), state === 'assigned' ? 1 : 0);
  if (state === 'assigned') await near.act(other.id, 'resolution', { text: 'Done.' });
  assert.is(await loadOf(near), 0);
});

test('strangers do not find an issue, whatever they try: a user, an expert of the category, one of another region', async () => {
  const { id } = await user.submit({ title: 'Private matters', category: 'network' });
  const offer = await near.offered(id);
  await near.accept(offer);
  const stranger = await newUser(north.url, 'Mallory');
  const rival = await newExpert(north.url, 'Rival', { admin, categories: ['network'] });
  await rival.appear('online');
  for (const person of [stranger, rival, far]) {
    const tries: readonly Attempt[] = [
      { person, path: `/issues/${id}`, method: 'GET' },
      { person, path: `/issues/${id}/messages`, method: 'GET' },
      { person, path: `/issues/${id}/messages`, json: { text: 'Hi.' } },
      { person, path: `/issues/${id}`, json: { title: 'Mine now' }, method: 'PATCH' },
      { person, path: `/issues/${id}/resolution`, json: { text: 'Done.' } },
      { person, path: `/issues/${id}/confirm` },
      { person, path: `/issues/${id}/decline`, json: { reason: 'No.' } },
      { person, path: `/issues/${id}/cancel` },
      { person, path: `/issues/${id}/escalate` },
      { person, path: `/issues/${id}/reopen`, json: { reason: 'No.' } },
      { person, path: `/issues/${id}/transfer`, json: { note: 'To me.' } },
      { person, path: `/issues/${id}/rating`, json: { stars: 1 } },
    ];
    for (const one of tries) {
      const reply = await tried(one);
      assert.equal(
        [reply.status, reply.code],
        [404, 'not-found'],
        `${person.name}, ${one.method} ${one.path}: ${reply.text}`,
      );
    }
    assert.not.match(JSON.stringify(await person.get(IssueList, '/issues?limit=100')), id);
    assert.not.match((await read(person, '/offers')).text, id);
  }
  for (const thief of [rival, far]) {
    assert.is((await attempt(thief, `/offers/${offer.id}/accept`)).code, 'offer-gone');
  }
  assert.is((await attempt(stranger, `/offers/${offer.id}/accept`)).code, 'forbidden');
  // Its own expert has their steps, and not its user's; nor has the user the expert's.
  for (const [person, path, json] of [
    [near, 'confirm', {}],
    [near, 'cancel', {}],
    [near, 'escalate', {}],
    [user, 'resolution', { text: 'Done.' }],
    [user, 'transfer', { note: 'To me.' }],
    [admin, 'confirm', {}],
    [admin, 'messages', { text: 'Hi.' }],
  ] as const) {
    assert.is((await attempt(person, `/issues/${id}/${path}`, json)).status, 404, `${person.name}: ${path}`);
  }
  assert.is((await user.issue(id)).state, 'assigned');
  await rival.appear('away');
  await near.act(id, 'resolution', { text: 'It was the cable.' });
});

test('of two experts who take one offer at the same instant one has the issue', async () => {
  const twin = await newExpert(north.url, 'Twin', { admin, categories: ['network'] });
  await twin.appear('online');
  const otherThan = (one: Person) => (one === near ? twin : near);
  for (let nth = 0; nth < instants; nth += 1) {
    const { id } = await user.submit({ title: `Whose is number ${nth}`, category: 'network' });
    const { expert, offer } = await askedOf([near, twin], id);
    const other = otherThan(expert);
    const replies = await Promise.all(
      [other, expert, other, expert].map((person) => attempt(person, `/offers/${offer.id}/accept`)),
    );
    assert.equal(
      replies.map(({ status }) => status),
      [409, 200, 409, 200],
      'who was not asked is told so, and a double click is one',
    );
    const view = await user.sees(id, 'assigned');
    assert.is(view.expert?.id, expert.id);
    assert.is(view.timeline.filter(({ kind }) => kind === 'accepted').length, 1);
    assert.is((await read(other, `/issues/${id}`)).status, 404);
    await expert.act(id, 'resolution', { text: 'Fixed.' });
  }

  const { id } = await user.submit({ title: 'Now or never', category: 'network' });
  const { expert, offer } = await askedOf([near, twin], id);
  const [passed, taken] = await Promise.all([
    attempt(expert, `/offers/${offer.id}/reject`, { reason: 'No.' }),
    attempt(expert, `/offers/${offer.id}/accept`),
  ]);
  const isPassed = passed.status === 204;
  assert.equal([passed.status, taken.status], isPassed ? [204, 409] : [409, 200], 'one of the two');
  const other = otherThan(expert);
  if (isPassed) await other.accept(await other.offered(id));
  assert.is((await user.sees(id, 'assigned')).expert?.id, isPassed ? other.id : expert.id);
});

test.run();
