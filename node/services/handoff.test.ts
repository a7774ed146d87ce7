import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nextEpoch, noEpoch } from '../core/epoch.ts';
import type { AccountId, IssueId } from '../core/ids.ts';
import { PeerMessage } from '../core/messages.ts';
import type { Actor } from './services.ts';
import { type TestExpert, type TestRegion, TestWorld } from './testing.ts';

const test = suite('hand-off');

type Scene = {
  readonly world: TestWorld;
  readonly North: TestRegion;
  readonly East: TestRegion;
  readonly user: Actor;
  readonly expert: TestExpert;
};

/** A user at North; the only expert at East. */
const begin = async (options: ConstructorParameters<typeof TestWorld>[0] = {}): Promise<Scene> => {
  const world = await TestWorld.of(['North', 'East'], options);
  const { North, East } = world.regions;
  const expert = await world.expert(East, 'Egon', { capacity: 1 });
  const user = await world.user(North);
  await world.pass(6_000);
  return { world, North, East, user, expert };
};

/** Submits, and stops at the moment when East holds its expert for the issue and North has not heard of it. */
const submitUntilHeld = async ({ world, North, East, user }: Scene): Promise<IssueId> => {
  const id = await world.submitUnanswered(North, user);
  await world.until(() => East.state.entries.inGroup('issue', id).some(({ phase }) => phase.at === 'held'));
  return id;
};

const phaseAt = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.phase.at;

/** Brings the expert's page back after their region was restarted. */
const comeBack = async (world: TestWorld, region: TestRegion, { actor }: TestExpert): Promise<void> => {
  await world.run(region.services.live.subscribe(actor, undefined, () => undefined));
};

const checkWorks = async ({ world, user, expert }: Scene, id: IssueId): Promise<void> => {
  const { North, East } = world.regions as { North: TestRegion; East: TestRegion };
  await world.offer(East, expert.actor, 60_000);
  world.checkSingle(id);
  await world.solve({ region: East, expert: expert.actor }, { region: North, user, id });
  await world.quiet();
  const view = await world.view(North, user, id);
  assert.is(view.state, 'closed');
  assert.is(view.timeline.filter(({ kind }) => kind === 'resolved').length, 1);
  assert.is(view.timeline.filter(({ kind }) => kind === 'accepted').length, 1);
};

test('an issue goes to a peer, is worked on there, and its user follows every step at home', async () => {
  const scene = await begin();
  const { world, North, East, user, expert } = scene;
  const id = await world.submit(North, user);
  await checkWorks(scene, id);
  const kinds = (await world.view(North, user, id)).timeline.map(({ kind }) => kind);
  assert.equal(
    kinds.filter((kind) => kind !== 'waiting'),
    ['submitted', 'handed-over', 'offered', 'accepted', 'resolved', 'confirmed'],
  );
  const theirs = await world.view(East, expert.actor, id);
  assert.is(theirs.state, 'closed');
  assert.is(theirs.outcome, 'confirmed');
});

test('the peer dies before it hears of the proposal: the issue waits and is handed over when it is back', async () => {
  const scene = await begin();
  const { world, North, user, expert } = scene;
  const submitted = world.submit(North, user);
  world.crash('East');
  const id = await submitted;
  await world.gone(North, 'East');
  await world.until(() => phaseAt(North, id) === 'queued');
  await world.pass(30_000);
  assert.is((await world.view(North, user, id)).state, 'waiting');
  await comeBack(world, await world.restart('East'), expert);
  await checkWorks(scene, id);
});

test('the peer dies holding it, before its grant arrives: nothing is lost and nothing doubled', async () => {
  const scene = await begin();
  const { world, North, expert } = scene;
  const id = await submitUntilHeld(scene);
  world.crash('East');
  await world.until(() => phaseAt(North, id) === 'queued');
  await comeBack(world, await world.restart('East'), expert);
  await checkWorks(scene, id);
});

test('the peer dies after the origin granted it the issue: it goes on there when it is back', async () => {
  const scene = await begin();
  const { world, North, user, expert } = scene;
  const id = await world.submit(North, user);
  await world.until(() => phaseAt(North, id) === 'placed');
  world.crash('East');
  await world.pass(40_000);
  assert.is(phaseAt(North, id), 'placed', 'after COMMIT nothing lapses');
  await comeBack(world, await world.restart('East'), expert);
  await checkWorks(scene, id);
});

test('the origin dies before it heard the grant: the hold lapses or is taken up, never both', async () => {
  const scene = await begin();
  const { world, East, expert } = scene;
  const id = await submitUntilHeld(scene);
  world.crash('North');
  await world.pass(20_000);
  assert.is(East.state.entries.inGroup('seat', expert.actor.accountId).length, 0, 'the seat is free again');
  await world.restart('North');
  await checkWorks(scene, id);
});

test('the owner dies in the middle of a chat and comes back: lines written meanwhile arrive once, in order', async () => {
  const scene = await begin();
  const { world, North, user, expert } = scene;
  const id = await world.submit(North, user);
  await world.accept(scene.East, expert.actor);
  const say = (text: string) => world.run(North.services.issues.postMessage(user, id, { text }));
  await say('one');
  await world.quiet();
  world.crash('East');
  await say('two');
  await say('three');
  const East = await world.restart('East');
  await world.quiet();
  const { items } = await world.run(
    East.services.issues.messages(expert.actor, id, { after: 0, limit: 100 }),
  );
  assert.equal(
    items.map(({ text }) => text),
    ['one', 'two', 'three'],
  );
  await world.run(East.services.issues.resolve(expert.actor, id, { text: 'Restart it.' }));
  await world.until(() => phaseAt(North, id) === 'resolved');
});

test('an expert who has left between hold and commit is not offered it; the issue goes back', async () => {
  const scene = await begin();
  const { world, North, East, expert } = scene;
  const id = await submitUntilHeld(scene);
  await world.run(East.services.accounts.setPresence(expert.actor, { presence: 'away' }));
  await world.until(() => phaseAt(North, id) === 'queued');
  await world.quiet();
  assert.is((await world.offers(East, expert.actor)).length, 0);
});

test('cancelling races with the offer: either it is cancelled, or it was accepted and goes on', async () => {
  const { world, North, East, user, expert } = await begin();
  const first = await world.submit(North, user);
  await world.offer(East, expert.actor);
  await world.run(North.services.issues.cancel(user, first, { reason: '' }));
  await world.quiet();
  assert.is(phaseAt(North, first) ?? 'gone from memory', 'gone from memory');
  assert.is((await world.view(North, user, first)).state, 'cancelled');
  assert.is((await world.offers(East, expert.actor)).length, 0);

  const second = await world.submit(North, user, { title: 'Another one' });
  const offer = await world.offer(East, expert.actor);
  await world.until(() => {
    const phase = North.state.issues.get(second)?.phase;
    return phase?.at === 'placed' && phase.stage === 'offered';
  });
  const accepted = East.services.offers.accept(expert.actor, offer);
  const cancelled = North.services.issues.cancel(user, second, { reason: '' });
  await world.run(Promise.allSettled([accepted, cancelled]));
  await world.quiet();
  const { state } = await world.view(North, user, second);
  const seats = East.state.entries.inGroup('seat', expert.actor.accountId).length;
  assert.equal([state, seats], state === 'cancelled' ? ['cancelled', 0] : ['assigned', 1]);
});

test('messages that come twice, from a stranger, or about another epoch change nothing', async () => {
  const { world, North, East, user, expert } = await begin();
  const id = await world.submit(North, user);
  await world.accept(East, expert.actor);
  await world.quiet();
  const epoch = North.state.issues.get(id)?.epoch ?? noEpoch;
  const snapshot = () =>
    JSON.stringify([North.state.issues.get(id), East.state.entries.inGroup('issue', id)]);
  const before = snapshot();
  const about = { issueId: id };
  const strays: readonly (readonly [at: TestRegion, from: TestRegion, message: unknown])[] = [
    [North, East, { type: 'grant', ...about, epoch }],
    [North, East, { type: 'refuse', ...about, epoch, lacksExpert: false }],
    [
      North,
      East,
      { type: 'release', ...about, epoch: nextEpoch(epoch), cause: 'lapsed', passed: [], entries: [] },
    ],
    [East, North, { type: 'commit', ...about, epoch }],
    [East, North, { type: 'abort', ...about, epoch }],
    [East, North, { type: 'recall', ...about, epoch: nextEpoch(nextEpoch(epoch)) }],
    [East, North, { type: 'outcome', ...about, epoch, outcome: 'confirmed', entries: [] }],
  ];
  for (const [at, from, message] of strays) await deliver(world, at, from, PeerMessage.parse(message));
  await world.quiet();
  assert.is(snapshot(), before);
});

test('a confirmation that is delivered twice counts once', async () => {
  const scene = await begin();
  const { world, North, East, user, expert } = scene;
  const id = await world.submit(North, user);
  await checkWorks(scene, id);
  const message = {
    type: 'outcome',
    issueId: id,
    epoch: nextEpoch(noEpoch),
    outcome: 'confirmed',
    entries: [],
  };
  await deliver(world, East, North, PeerMessage.parse(message));
  await deliver(world, East, North, PeerMessage.parse(message));
  assert.is(resolvedBy(East, expert.actor.accountId), 1);
});

test('a proposal that could not be stored does not count as under way for ever', async () => {
  const { world, North, East, user, expert } = await begin();
  North.disk.breakWith('full');
  assert.is(await world.refused(() => world.submit(North, user)), 'store-unavailable');
  North.disk.mend();
  await world.pass(10_000);
  await world.submit(North, user);
  await world.offer(East, expert.actor, 15_000);
});

test('over a line that loses a quarter of all messages everything still happens once', async () => {
  for (const seed of ['a', 'b', 'c']) {
    const scene = await begin({ seed });
    const { world, North, East, user, expert } = scene;
    world.network.setConditions({ lossRate: 0.25, duplicateRate: 0.25 });
    const ids: IssueId[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      const id = await world.submit(North, user, { title: `Issue ${nth}` });
      ids.push(id);
      await world.offer(East, expert.actor, 300_000);
      world.checkSingle(id);
      await world.accept(East, expert.actor);
      await world.run(North.services.issues.postMessage(user, id, { text: `line ${nth}` }));
      await world.run(East.services.issues.resolve(expert.actor, id, { text: 'Done.' }));
      await world.until(() => phaseAt(North, id) === 'resolved', 120_000);
      await world.run(North.services.issues.confirm(user, id));
      await world.run(North.services.issues.rate(user, id, { stars: 5, comment: '' }));
    }
    world.network.setConditions({ lossRate: 0, duplicateRate: 0 });
    await world.allUp();
    await world.quiet();
    assert.is(resolvedBy(East, expert.actor.accountId), ids.length, `seed ${seed}`);
    const me = await world.run(East.services.accounts.me(expert.actor));
    assert.is(me.expert?.ratings.length, ids.length);
    for (const [nth, id] of ids.entries()) {
      const { items } = await world.run(
        East.services.issues.messages(expert.actor, id, { after: 0, limit: 10 }),
      );
      assert.equal(
        items.map(({ text }) => text),
        [`line ${nth}`],
      );
    }
  }
});

test('an issue handed on through several regions keeps one owner at a time, and its chat', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const first = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, first.actor);
  await world.run(East.services.issues.postMessage(first.actor, id, { text: 'Hello' }));
  await world.run(North.services.issues.postMessage(user, id, { text: 'It beeps' }));
  const second = await world.expert(South, 'Sven');
  await world.pass(6_000);
  await world.run(East.services.issues.transfer(first.actor, id, { note: 'Not mine', region: 'South' }));
  await world.accept(South, second.actor);
  await world.quiet();
  world.checkSingle(id);
  const { items } = await world.run(
    South.services.issues.messages(second.actor, id, { after: 0, limit: 100 }),
  );
  assert.equal(items.map(({ text }) => text).sort(), ['Hello', 'It beeps']);
  assert.is(
    await world.refused(East.services.issues.resolve(first.actor, id, { text: 'mine' })),
    'wrong-state',
  );
});

/** What a region's inbox does with a message of another one. */
const deliver = (
  world: TestWorld,
  at: TestRegion,
  from: TestRegion,
  message: PeerMessage,
): Promise<unknown> =>
  world.run(
    from.membership.request(
      at.state.self,
      'deliver',
      {
        messages: [{ id: 'again', message: JSON.parse(JSON.stringify(message)) }],
      },
      { timeoutMs: 5_000 },
    ),
  );

const resolvedBy = ({ state }: TestRegion, id: AccountId) => state.profiles.get(id)?.resolved;

test.run();
