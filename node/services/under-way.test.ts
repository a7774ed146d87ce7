import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';
import { timing } from './timing.ts';
import { UnderWay } from './under-way.ts';

const test = suite('under way');

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { peers } = North.running;
  const clock = world.clock.forNode();
  const underWay = new UnderWay({ peers, clock, timing });
  const { bootEpoch } = peers.self;
  return { world, peers, underWay, here: North.state.self, there: East.state.self, bootEpoch };
};

test('a proposal counts at the peer until its news takes it into account', async () => {
  const { underWay, here, there, bootEpoch } = await begin();
  assert.is(underWay.sending(there, 'web'), 1);
  assert.is(underWay.sending(there, 'web'), 2);
  underWay.sending(there, 'cloud');
  assert.is(underWay.countOf(there, 'web'), 2);
  underWay.heard(there, { [here]: [bootEpoch, 1] }, here);
  assert.is(underWay.countOf(there, 'web'), 1);
  underWay.heard(there, { [here]: [bootEpoch - 1, 9] }, here);
  assert.is(underWay.countOf(there, 'web'), 1, 'news of what an earlier process sent says nothing');
  underWay.heard(there, { [here]: [bootEpoch, 3] }, here);
  assert.is(underWay.countOf(there, 'cloud'), 0);
});

test('a proposal that was never sent counts only as long as one may be under way', async () => {
  const { world, underWay, there } = await begin();
  underWay.sending(there, 'web');
  await world.pass(timing.proposalMs + 1);
  assert.is(underWay.countOf(there, 'web'), 0);
});

test('a seat that is asked for counts until that is over, which can be said twice', async () => {
  const { underWay, there } = await begin();
  const [one, two] = [underWay.asking(there, 'web'), underWay.asking(there, 'web')];
  assert.is(underWay.countOf(there, 'web'), 2);
  one();
  one();
  assert.is(underWay.countOf(there, 'web'), 1);
  two();
  assert.is(underWay.countOf(there, 'web'), 0);
});

test('what peers have sent is told under their own boot epoch, and only grows within one', async () => {
  const { world, peers, underWay, there } = await begin();
  underWay.receiving(there, 2);
  underWay.receiving(there, 1);
  assert.equal(underWay.received(), { [there]: [1, 2] });
  await world.restart('East');
  await world.until(() => peers.get(there)?.bootEpoch === 2);
  underWay.receiving(there, 1);
  assert.equal(underWay.received(), { [there]: [2, 1] });
});

test.run();
