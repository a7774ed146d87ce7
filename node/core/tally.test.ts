import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { counted, forgotten, margin, mayDepart, noTally, type Side, settled, type Tally } from './tally.ts';

const test = suite('tally');

/** So many choices of one side, each with the same reward. */
const after = (tally: Tally, side: Side, times: number, reward: number): Tally => {
  let now = tally;
  for (let k = 0; k < times; k += 1) {
    now = counted(now, side);
    now = settled(now, side, now.n, reward);
  }
  return now;
};

test('nothing is risked before enough has gone well', () => {
  assert.not(mayDepart(noTally));
  assert.not(mayDepart(after(noTally, 'same', 10, 1)));
  assert.ok(mayDepart(after(noTally, 'same', 30, 1)));
  assert.not(mayDepart(after(noTally, 'same', 1_000, 0)));
});

test('what is not known counts as nothing for the learnt weights, and as everything for the control', () => {
  let tally = after(noTally, 'same', 30, 1);
  let departures = 0;
  while (mayDepart(tally) && departures < 100) {
    tally = counted(tally, 'learnt');
    departures += 1;
  }
  assert.ok(departures <= 2, `${departures} outcomes are open`);
  assert.ok(mayDepart(settled(tally, 'learnt', tally.n, 1)));
  const withControl = counted(tally, 'control');
  assert.is(withControl.control.reward, 1);
  assert.is(settled(withControl, 'control', withControl.n, 0.25).control.reward, 0.25);
});

test('as long as they bring more than the control, they are followed; when they bring less, they are given up', () => {
  let tally = after(after(noTally, 'same', 200, 0.6), 'control', 200, 0.5);
  tally = after(tally, 'learnt', 300, 0.7);
  assert.ok(mayDepart(tally));
  let more = 0;
  while (mayDepart(tally) && more < 1_000) {
    tally = after(tally, 'learnt', 1, 0);
    more += 1;
  }
  assert.ok(more < 200, `given up after ${more} failures`);
});

test('old gains do not pay for new losses for ever', () => {
  const rich = after(after(noTally, 'control', 100, 0.2), 'learnt', 3_000, 1);
  let later = after(rich, 'same', 10_000, 0.2);
  let losses = 0;
  while (mayDepart(later) && losses < 1_000) {
    later = after(later, 'learnt', 1, 0);
    losses += 1;
  }
  assert.ok(losses < 100, `${losses} losses`);
});

test('an outcome that is corrected counts once, with its last value; one that says nothing does not count', () => {
  const placed = after(counted(noTally, 'learnt'), 'same', 50, 0.5);
  const once = settled(placed, 'learnt', 1, 0.9);
  const twice = settled(settled(placed, 'learnt', 1, 0.4), 'learnt', 1, 0.9, 0.4);
  assert.ok(Math.abs(once.learnt.reward - twice.learnt.reward) < 1e-12);
  const gone = forgotten(placed, 'learnt', 1);
  assert.ok(gone.learnt.count < 1e-12 && gone.learnt.reward === 0);
});

test('whatever comes of the choices, the fixed weights would not have brought more than the margin beyond', () => {
  const rewards = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 4 })), {
    minLength: 500,
    maxLength: 800,
  });
  fc.assert(
    fc.property(rewards, fc.integer({ min: 1, max: 4 }), (all, usual) => {
      const fixed = usual / 4;
      // The control is measured well: the bound must hold against what it measures.
      let tally = after(after(noTally, 'same', 100, fixed), 'control', 400, fixed);
      const sum = { ours: 500 * fixed, theirs: 500 * fixed };
      for (const [differs, quarter] of all) {
        const isDeparture = differs && mayDepart(tally);
        const reward = isDeparture ? quarter / 4 : fixed;
        tally = after(tally, isDeparture ? 'learnt' : 'same', 1, reward);
        sum.ours += reward;
        sum.theirs += fixed;
        assert.ok(sum.ours >= (1 - margin) * sum.theirs - 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test.run();
