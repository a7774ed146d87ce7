import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { Deadlines } from './deadlines.ts';

const test = suite('deadlines');

const begin = () => {
  const clock = new VirtualClock();
  const deadlines = new Deadlines(clock);
  const ran: string[] = [];
  const set = (key: string, what: string, delayMs: number) =>
    deadlines.set(key, what, delayMs, () => ran.push(what));
  return { clock, deadlines, ran, set };
};

test('a deadline runs once, when its time has come', async () => {
  const { clock, deadlines, ran, set } = begin();
  set('a', 'offer 1', 1_000);
  await clock.advance(400);
  assert.is(deadlines.remainingMs('a'), 600);
  await clock.advance(599);
  assert.equal(ran, []);
  await clock.advance(1);
  assert.equal(ran, ['offer 1']);
  assert.is(deadlines.remainingMs('a'), 0);
  await clock.advance(5_000);
  assert.equal(ran, ['offer 1']);
});

test('the same thing goes on from where it was; another starts anew', async () => {
  const { clock, ran, set } = begin();
  set('a', 'offer 1', 1_000);
  await clock.advance(900);
  set('a', 'offer 1', 1_000);
  await clock.advance(100);
  assert.equal(ran, ['offer 1']);
  set('a', 'offer 2', 1_000);
  await clock.advance(900);
  set('a', 'offer 3', 1_000);
  await clock.advance(900);
  assert.equal(ran, ['offer 1']);
  await clock.advance(100);
  assert.equal(ran, ['offer 1', 'offer 3']);
});

test('what is overdue runs at once, but never within the call', async () => {
  const { clock, ran, set } = begin();
  set('a', 'late', -5_000);
  assert.equal(ran, []);
  await clock.advance(0);
  assert.equal(ran, ['late']);
});

test('what was cleared never runs', async () => {
  const { clock, deadlines, ran, set } = begin();
  set('a', 'one', 1_000);
  set('b', 'two', 1_000);
  set('c', 'three', 1_000);
  deadlines.clear('a');
  deadlines.clear('unknown');
  await clock.advance(10);
  deadlines.clearAll();
  await clock.advance(5_000);
  assert.equal(ran, []);
});

test.run();
