/** The life of an issue by HTTP alone, on four real nodes that know each other through a real mesh. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { exitCodes } from '../exit-codes.ts';
import { readOrCreateMeshSecret } from '../mesh/secret.ts';
import { MeshView } from '../schemas/mesh-views.ts';
import { AccountView, IssueView, TrustCurves } from '../schemas/views.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from './nodes.ts';
import { ask, eventually, newExpert, newUser, type Person, password, signIn } from './people.ts';
import { askedOf, notRefused, refusalOf, wholeLife } from './story.ts';

/** A region that joined is on every mesh page within this time of its being up. */
const joinedMaxMs = 5_000;

const test = suite('the life of an issue');
const nodes = await lifeNodes();
let mesh: LifeNode[] = [];
const admins = new Map<string, Person>();

const nodeOf = (region: string): LifeNode => {
  const found = mesh.find((node) => node.region === region);
  if (found === undefined) throw new Error(`No node of ${region} was started.`);
  return found;
};
const urlOf = (region: string) => nodeOf(region).url;
const meshAt = (url: string) => ask(MeshView, 'GET', `${url}/api/v1/mesh`);

/** The admin of the mesh, signed in at this region. */
const adminAt = async (region: string): Promise<Person> => {
  const known = admins.get(region);
  if (known !== undefined) return known;
  const admin = await eventually(`the admin is known at ${region}`, () =>
    signIn(urlOf(region), nodeOf('North').options.adminEmail, adminPassword),
  );
  admins.set(region, admin);
  return admin;
};
const expertAt = async (region: string, name: string, category: string) =>
  newExpert(urlOf(region), name, { categories: [category], admin: await adminAt(region) });

const upAt = async (url: string, regions: readonly string[]) => {
  const view = await meshAt(url);
  return regions.every((name) => view.regions.some((one) => one.name === name && one.state === 'up'));
};

test.before(
  toldHook(async () => {
    mesh = await startMesh(nodes, ['North', 'South', 'East', 'West']);
    const names = mesh.map(({ region }) => region);
    for (const { url, region } of mesh) {
      await eventually(`${region} sees all regions`, () => upAt(url, names));
    }
  }),
);
test.after(() => nodes.stop());

test('within one region', async () => {
  const user = await newUser(urlOf('North'), 'Ana');
  const experts = [
    await expertAt('North', 'Meera', 'network'),
    await expertAt('North', 'Tomas', 'network'),
  ] as const;
  const { id } = await wholeLife({ user, experts, category: 'network', origin: 'North', owner: 'North' });
  const stranger = await newUser(urlOf('North'), 'Mallory');
  assert.is(await refusalOf(stranger.issue(id)), 'not-found');
  assert.is(await refusalOf(stranger.act(id, 'rating', { stars: 1 })), 'not-found');
});

test('across two regions; a third shows the curve to the admin', async () => {
  const user = await newUser(urlOf('North'), 'Bo');
  const experts = [
    await expertAt('South', 'Luis', 'database'),
    await expertAt('South', 'Nadia', 'database'),
  ] as const;
  const { solver } = await wholeLife({
    user,
    experts,
    category: 'database',
    origin: 'North',
    owner: 'South',
  });
  const admin = await adminAt('East');
  const curve = await eventually('the curve of the expert is at East', async () => {
    const { items } = await admin.get(TrustCurves, '/admin/trust');
    return items.find(({ expert, ratings }) => expert.id === solver.id && ratings === 1);
  });
  assert.is(curve.region, 'South');
  assert.ok(curve.points.length > 0);
  assert.ok(Math.abs(curve.trust - 0.6) < 0.001);
});

test('with nobody free it waits, visibly from everywhere, and is taken up when someone comes', async () => {
  const user = await newUser(urlOf('West'), 'Gil');
  const expert = await expertAt('East', 'Greta', 'hardware');
  const { id } = await user.submit({ title: 'The printer eats paper', category: 'hardware' });
  const { waiting } = await user.sees(id, 'waiting');
  assert.equal([waiting?.ahead, waiting?.onlineExperts], [0, 0]);
  await eventually('North shows that an issue waits at West', async () => {
    const view = await meshAt(urlOf('North'));
    return view.regions.find(({ name }) => name === 'West')?.categories.hardware?.queued === 1;
  });
  await expert.appear('online');
  await expert.accept(await expert.offered(id));
  const { owner } = await user.sees(id, 'assigned');
  assert.is(owner, 'East');
});

test('who decides what: an expert cannot verify, set scores, or take part before an admin said so', async () => {
  const url = urlOf('South');
  const body = {
    name: 'Eve',
    email: 'eve@experts.example',
    password: 'a password of tests',
    categories: ['cloud'],
  };
  assert.is(
    await refusalOf(
      ask(z.unknown(), 'POST', `${url}/api/v1/experts`, { body: { ...body, roles: ['admin'] } }),
    ),
    'invalid',
  );
  await ask(AccountView, 'POST', `${url}/api/v1/experts`, { body });
  const eve = await signIn(url, body.email);
  assert.is(
    await refusalOf(eve.send(z.unknown(), 'POST', `/admin/experts/${eve.id}/verify`, { reason: '' })),
    'forbidden',
  );
  for (const change of [{ trust: 1 }, { verification: 'verified' }, { quiz: { cloud: 1 } }]) {
    assert.is(await refusalOf(eve.send(z.unknown(), 'PATCH', '/me', change)), 'invalid');
  }
  const user = await newUser(url, 'Deepa');
  await eve.appear('online').catch(() => undefined);
  const { id } = await user.submit({ title: 'The cluster is gone', category: 'cloud' });
  await user.sees(id, 'waiting');
  assert.is(await eve.offerOf(id), undefined, 'nobody unverified is asked');
});

test('one e-mail is registered once, however many try at once at two nodes; bad input is told as such', async () => {
  const body = { name: 'Twin', email: 'twin@users.example', password };
  const register = (region: string, changes: object = {}) =>
    refusalOf(ask(AccountView, 'POST', `${urlOf(region)}/api/v1/users`, { body: { ...body, ...changes } }));
  const regions = ['North', 'South', 'North', 'South', 'North', 'South'];
  const told = await Promise.all(regions.map((region) => register(region)));
  assert.is(told.filter((code) => code === notRefused).length, 1, told.join(', '));
  assert.is(await register('East'), 'email-taken');
  for (const changes of [
    { email: '' },
    { email: 'a', region: 'Atlantis' },
    { region: 'Atlantis' },
    { roles: ['admin'] },
  ]) {
    assert.is(
      await register('North', { email: 'new@users.example', ...changes }),
      'invalid',
      JSON.stringify(changes),
    );
  }
  assert.is(await register('North', { email: 'long@users.example', password: 'x'.repeat(80) }), notRefused);
  const refusals = await Promise.all([
    signIn(urlOf('West'), body.email, 'wrong').catch((error: Error) => error.message),
    signIn(urlOf('West'), 'nobody@users.example', 'wrong').catch((error: Error) => error.message),
  ]);
  assert.is(refusals[0], refusals[1], 'nothing tells whether the e-mail exists');
});

test('escalated, transferred, reassigned, cancelled, reopened: each goes where it should, over regions', async () => {
  const user = await newUser(urlOf('North'), 'Deniz');
  const near = await expertAt('North', 'Ida', 'account');
  const far = await expertAt('South', 'Omar', 'account');
  const third = await expertAt('West', 'Wei', 'account');
  await near.appear('online');
  const { id } = await user.submit({ title: 'I am locked out', category: 'account' });
  await near.accept(await near.offered(id));
  await Promise.all([far.appear('online'), third.appear('online')]);
  // A region that is not known to have anyone free would be passed over.
  for (const region of ['South', 'West']) {
    await eventually(`North knows that somebody at ${region} is free`, async () => {
      const view = await meshAt(urlOf('North'));
      const { categories } = view.regions.find(({ name }) => name === region) ?? {};
      return (categories?.account?.freeSeats ?? 0) > 0;
    });
  }

  await near.act(id, 'transfer', { note: 'This wants somebody at South.', region: 'South' });
  await far.accept(await far.offered(id));
  assert.is((await user.sees(id, 'assigned')).expert?.name, 'Omar');

  await user.act(id, 'escalate', { reason: 'It does not get better.' });
  const { expert: next, offer } = await askedOf([near, third], id);
  assert.is(await far.offerOf(id), undefined, 'who had it is not asked again');
  await next.accept(offer);
  assert.is((await user.sees(id, 'assigned')).expert?.name, next.name);

  const other = next === near ? third : near;
  const admin = await adminAt('East');
  const reassign = { reason: 'They fell ill.', expertId: other.id };
  await admin.send(IssueView, 'POST', `/admin/issues/${id}/reassign`, reassign);
  await other.accept(await other.offered(id));
  assert.is.not(await refusalOf(next.act(id, 'resolution', { text: 'Late.' })), notRefused);
  await other.act(id, 'resolution', { text: 'Use the new address.' });
  await user.sees(id, 'resolved');
  await user.act(id, 'confirm');
  await user.act(id, 'reopen', { reason: 'It is locked again.' });
  await other.accept(await other.offered(id));
  await user.sees(id, 'assigned');

  const cancelled = await user.submit({ title: 'And the mail, too', category: 'account' });
  const asked = await askedOf([near, far, third], cancelled.id);
  await user.act(cancelled.id, 'cancel', {});
  await user.sees(cancelled.id, 'cancelled');
  await eventually(
    'the offer is withdrawn',
    async () => (await asked.expert.offerOf(cancelled.id)) === undefined,
  );
  assert.is(await refusalOf(asked.expert.accept(asked.offer)), 'offer-gone');
});

test('a fifth region joins with the secret and the address of any node, and is on every mesh page', async () => {
  const options = await nodes.plan('Central', { peer: nodeOf('East').p2pAddress });
  const central = await nodes.start(options);
  const since = performance.now();
  mesh.push(central);
  const all = mesh.map(({ region }) => region);
  await Promise.all(
    mesh.map(({ url, region }) => eventually(`${region} sees all five`, () => upAt(url, all), joinedMaxMs)),
  );
  console.log(
    `A fifth region was on all mesh pages ${Math.round(performance.now() - since)} ms after it was up.`,
  );
  const user = await newUser(central.url, 'Ceni');
  const expert = await expertAt('West', 'Sofia', 'security');
  await expert.appear('online');
  const { id } = await user.submit({ title: 'A strange mail asks for my password', category: 'security' });
  await expert.accept(await expert.offered(id));
  assert.is((await user.sees(id, 'assigned')).owner, 'West');
});

test('a second process on the same folder, a port in use, a name taken: one sentence and an exit code each', async () => {
  const { options } = nodeOf('South');
  const ports = await nodes.plan('unused');
  const end = async (changes: object) => {
    const started = nodes.attempt({ ...options, port: ports.port, p2pPort: ports.p2pPort, ...changes });
    const said = await started.ready.then(
      () => 'it came up',
      (error: Error) => error.message,
    );
    return { said, code: (await started.ended).code };
  };
  const second = await end({});
  assert.is(second.code, exitCodes.storeUnusable);
  assert.match(second.said, options.dataDir);
  for (const changes of [{ port: options.port }, { p2pPort: options.p2pPort }]) {
    const taken = await end({ dataDir: join(nodes.dir, 'other'), region: 'Other', ...changes });
    assert.is(taken.code, exitCodes.portInUse, taken.said);
    assert.match(taken.said, `Port ${Object.values(changes)[0]} is in use`);
  }
});

test('a wrong mesh secret is named in the log, and the node serves its region alone', async () => {
  const secretFile = join(nodes.dir, 'another-secret');
  await readOrCreateMeshSecret(secretFile);
  const options = await nodes.plan('Lost', { peer: nodeOf('North').p2pAddress, secretFile });
  const lost = await nodes.start(options);
  await eventually('its log speaks of the mesh secret', async () =>
    /mesh secret/i.test(readFileSync(join(options.dataDir, 'node.log'), 'utf8')),
  );
  assert.equal(
    (await meshAt(lost.url)).regions.map(({ name }) => name),
    ['Lost'],
  );
  const north = await meshAt(urlOf('North'));
  assert.not.ok(north.regions.some(({ name }) => name === 'Lost'));
  await lost.kill();
});

test.run();
