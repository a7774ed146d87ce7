/** Matching: what software of this kind stored and never used, on two real regions over HTTP and libp2p. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { toldHook } from '../life/nodes.ts';
import { eventually, newExpert, newUser, type Person } from '../life/people.ts';
import { askedOf } from '../life/story.ts';
import { MeshView } from '../schemas/mesh-views.ts';
import { MeView, SettingsView } from '../schemas/views.ts';
import { adminAt, type FaultRegion, regionsOfOneMesh } from './testing.ts';

const test = suite('matching');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let south: FaultRegion;
let admin: Person;
let user: Person;

test.before(
  toldHook(async () => {
    const [first, second] = await regions.startAll('North', 'South');
    if (first === undefined || second === undefined) throw new Error('Nothing was started.');
    [north, south] = [first, second];
    admin = await adminAt(north);
    user = await newUser(north.url, 'Ana');
  }),
);
test.after(() => regions.stop());

const expertOf = async (name: string, category: string, capacity = 3): Promise<Person> => {
  const expert = await newExpert(north.url, name, { admin, categories: [category], capacity });
  await expert.appear('online');
  return expert;
};
const availabilityOf = async (person: Person) => (await person.get(MeView, '/me')).expert?.availability;

test('the category decides who is asked', async () => {
  const web = await expertOf('Webster', 'web');
  const cloud = await expertOf('Claudia', 'cloud');
  const { id } = await user.submit({ title: 'The cluster is gone', category: 'cloud' });
  await cloud.accept(await cloud.offered(id));
  assert.is(await web.offerOf(id), undefined);
});

test('the capacity decides how many, and the urgency who is next; nobody has to ask again', async () => {
  const expert = await expertOf('Solo', 'database', 1);
  const first = await user.submit({ title: 'The first one', category: 'database', urgency: 'low' });
  await expert.accept(await expert.offered(first.id));
  const low = await user.submit({ title: 'A query is slow', category: 'database', urgency: 'low' });
  const critical = await user.submit({ title: 'All is lost', category: 'database', urgency: 'critical' });
  for (const { id } of [low, critical]) await user.sees(id, 'waiting');
  assert.is((await user.issue(low.id)).waiting?.ahead, 1, 'the more urgent one goes first');
  assert.is(await expert.offerOf(critical.id), undefined, 'one seat is one issue');
  await expert.act(first.id, 'resolution', { text: 'Add an index.' });
  await expert.accept(await expert.offered(critical.id));
  assert.is((await user.issue(low.id)).state, 'waiting');
});

test('availability is what an expert did with offers, and it moves the score of the next', async () => {
  const expert = await expertOf('Prompt', 'mobile');
  const before = await availabilityOf(expert);
  const first = await user.submit({ title: 'The app is slow', category: 'mobile' });
  const { why } = await expert.offered(first.id);
  assert.is(why.terms.availability, before);
  await expert.accept(await expert.offered(first.id));
  const after = (await availabilityOf(expert)) ?? Number.NaN;
  assert.ok(before !== undefined && after > before, `${before} → ${after}`);
  const second = await user.submit({ title: 'The app is slow again', category: 'mobile' });
  const next = (await expert.offered(second.id)).why;
  assert.is(next.terms.availability, after);
  assert.ok(next.terms.load < why.terms.load, 'and so does what they have to do already');
  const { weights } = await admin.get(SettingsView, '/admin/settings');
  assert.equal(next.weights, weights, 'by the weights that admins see');
});

test('what came while nobody was there is taken up the moment someone is', async () => {
  const { id } = await user.submit({ title: 'The fan howls', category: 'hardware' });
  const { waiting } = await user.sees(id, 'waiting');
  assert.is(waiting?.onlineExperts, 0);
  const expert = await expertOf('Latecomer', 'hardware');
  await expert.accept(await expert.offered(id));
});

test('a reject asks the next expert at once, who is free', async () => {
  const experts = [await expertOf('Either', 'account'), await expertOf('Other', 'account')];
  const { id } = await user.submit({ title: 'I am locked out', category: 'account' });
  const { expert: first, offer } = await askedOf(experts, id);
  const second = experts.find((expert) => expert !== first);
  assert.ok(second !== undefined);
  assert.is(offer.why.others, 1);
  await first.reject(offer, 'Not now.');
  await second.accept(await second.offered(id));
});

test('experts of other regions are counted, and the issue reaches them through the mesh', async () => {
  const far = await newExpert(south.url, 'Faraway', {
    admin: await adminAt(south),
    categories: ['security'],
  });
  await far.appear('online');
  await eventually('North counts the expert of South', async () => {
    const view = await user.get(MeshView, '/mesh');
    const there = view.regions.find(({ name }) => name === 'South');
    return there?.categories.security?.online === 1 && there.expertsFree === 1;
  });
  const { id } = await user.submit({ title: 'A strange mail', category: 'security' });
  await far.accept(await far.offered(id));
  const { owner, expert } = await user.sees(id, 'assigned');
  assert.equal([owner, expert?.name], ['South', 'Faraway']);
  await far.send(z.unknown(), 'POST', `/issues/${id}/messages`, { text: 'Do not click.' });
  await user.reads(id, ['Do not click.']);
});

test.run();
