import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { AccountId, RegionId } from '../core/ids.ts';
import { limits } from './limits.ts';
import { SeatsAside } from './seats-aside.ts';

const test = suite('seats aside');

const by = RegionId.parse('north');
const other = RegionId.parse('south');
const expertId = AccountId.parse('expert');
const forMs = 2_000;

const begin = () => {
  const world = new VirtualClock();
  const clock = world.forNode();
  const aside = new SeatsAside(clock);
  const told: string[] = [];
  aside.onChange(({ seat, is }) => told.push(`${seat.id} ${is}`));
  return { world, clock, aside, told };
};

test('a seat set aside counts until its PROPOSE takes it, it is released, or its time is over', async () => {
  const { world, aside, told } = begin();
  for (const id of ['a', 'b', 'c']) assert.ok(aside.set({ by, id, expertId, forMs }));
  assert.is(aside.countOf(expertId), 3);
  aside.take(by, 'a');
  aside.release(by, 'b');
  assert.is(aside.countOf(expertId), 1);
  await world.advance(forMs);
  assert.is(aside.countOf(expertId), 0);
  assert.equal(told.slice(3), ['a taken', 'b released', 'c expired']);
});

test('only who asked can take or release a seat, and once', () => {
  const { aside, told } = begin();
  aside.set({ by, id: 'a', expertId, forMs });
  aside.take(other, 'a');
  aside.release(other, 'a');
  assert.is(aside.countOf(expertId), 1);
  aside.take(by, 'a');
  aside.release(by, 'a');
  assert.equal(told, ['a set', 'a taken']);
});

test('a peer has at most so many seats set aside, and others have theirs', () => {
  const { aside } = begin();
  for (let n = 0; n < limits.seatsAsidePerPeer; n += 1)
    assert.ok(aside.set({ by, id: `${n}`, expertId, forMs }));
  assert.not(aside.set({ by, id: 'one more', expertId, forMs }));
  assert.ok(aside.set({ by: other, id: '1', expertId, forMs }));
  aside.release(by, '1');
  assert.ok(aside.set({ by, id: 'one more', expertId, forMs }));
});

test('a process that was frozen does not count what has run out meanwhile', async () => {
  const { world, clock, aside, told } = begin();
  aside.set({ by, id: 'a', expertId, forMs });
  clock.pause();
  await world.advance(forMs + 1);
  assert.is(aside.countOf(expertId), 0);
  aside.take(by, 'a');
  assert.is(told.at(-1), 'a expired');
});

test.run();
