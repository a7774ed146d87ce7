import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { asCopy } from '../core/custody.ts';
import type { IssueId } from '../core/ids.ts';
import type { TestRegion } from './testing.ts';
import { begin, drain, hasLeft, type Scene } from './testing-drain.ts';
import { timing } from './timing.ts';

const test = suite('draining: copies');

const otherOf = ({ East, West }: Scene, region: TestRegion) => (region === East ? West : East);

/** North has handed everything over, and stays for what the third has yet to say. Who goes on for it. */
const beginAtLeave = async (scene: Scene): Promise<TestRegion> => {
  const { world, North, East, West } = scene;
  await drain(scene, { finishWithinMinutes: 0 });
  await world.until(() => North.state.drain?.stage === 'handing-over');
  const heir = North.state.drain?.heir === East.state.self ? East : West;
  otherOf(scene, heir).disk.breakWith('stalled');
  await world.until(() => North.state.drain?.stage === 'leaving');
  return heir;
};

test('what it keeps for others, they give to somebody else before it goes', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const user = await world.user(East, 'Ursula');
  const ids: IssueId[] = [];
  do ids.push(await world.submit(East, user));
  while (North.state.copies.size === 0);
  const left = hasLeft(scene);
  await drain(scene, { finishWithinMinutes: 0 });
  await world.until(left);
  for (const id of ids) assert.is(East.state.issues.get(id)?.custody?.region, West.state.self);
  assert.is(North.state.copies.size, 0);
});

test('who goes on for it gives it nothing to keep, neither after a bad line nor after a start', async () => {
  const scene = await begin();
  const { world, North } = scene;
  const heir = await beginAtLeave(scene);
  // There is nobody else who could keep anything.
  world.crash(otherOf(scene, heir).name);
  await world.gone(heir, otherOf(scene, heir).name);
  const user = await world.user(heir, 'Ursula');
  const submitWhenUp = async (at: TestRegion) => {
    await world.until(() => at.membership.byName('North')?.state === 'up');
    // At once: before there is any news from it.
    const id = await world.submit(at, user);
    await world.pass(timing.custodyLookMs);
    assert.is(at.state.issues.get(id)?.custody, undefined);
    assert.is(North.state.copies.size, 0);
    assert.is(North.state.drain?.stage, 'leaving');
  };
  world.network.partition([heir.state.self], [North.state.self]);
  await world.gone(heir, 'North');
  world.network.heal();
  await submitWhenUp(heir);
  world.crash(heir.name);
  await submitWhenUp(await world.start(heir.name));
});

test('a region does not leave with what it was given to keep by who had not heard of it', async () => {
  const scene = await begin();
  const { world, North } = scene;
  const heir = await beginAtLeave(scene);
  const other = otherOf(scene, heir);
  const left = hasLeft(scene);
  const user = await world.user(heir, 'Ursula');
  const id = await world.submit(heir, user);
  const issue = heir.state.issues.get(id);
  assert.ok(issue);
  const deliver = (message: object) => {
    const body = { messages: [{ id: 'one', message: { issueId: id, turn: 1, ...message } }] };
    return world.run(
      heir.membership.request(North.state.self, 'deliver', JSON.parse(JSON.stringify(body)), {
        timeoutMs: 5_000,
      }),
    );
  };
  await deliver({ type: 'copy', issue: asCopy(issue) });
  other.disk.mend();
  await world.until(() => North.state.surveys.get(North.state.self)?.isSettled === true);
  await world.pass(20_000);
  assert.not.ok(left());
  await deliver({ type: 'drop' });
  await world.until(left);
  assert.is(North.state.copies.size, 0);
});

test.run();
