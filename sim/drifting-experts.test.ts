import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { margin } from '../node/core/tally.ts';
import { playDrift, worlds } from './drifting-experts.ts';

const test = suite('drifting experts');

const issues = 2_500;
const seed = 'drift';

for (const world of worlds) {
  test(`${world.name}: learnt weights never cost more than the margin, from the beginning on`, () => {
    const { worst, guarded } = playDrift(world, issues, seed);
    assert.ok(worst >= 1 - margin, `seed ${seed}: ${worst} of what the fixed weights bring`);
    assert.ok(guarded >= worst);
  });
}

test('where outcomes follow other weights than those set, learning them pays', () => {
  for (const name of ['trust tells', 'turning']) {
    const world = worlds.find((one) => one.name === name) ?? worlds[0];
    assert.ok(world);
    const { guarded, learnt } = playDrift(world, issues, seed);
    assert.ok(guarded > 1.02, `seed ${seed}, ${name}: ${guarded}`);
    if (name === 'trust tells') assert.ok(learnt.trust > 0.4, `trust is worth ${learnt.trust}`);
  }
});

test('where learning does not help, the bound is what keeps it within the margin', () => {
  const against = worlds.find(({ name }) => name === 'against') ?? worlds[0];
  assert.ok(against);
  const { unguarded } = playDrift(against, issues, seed);
  assert.ok(unguarded < 1 - margin, `without it: ${unguarded}`);
});

test('a run is a pure function of its seed', () => {
  const [first] = worlds;
  assert.ok(first);
  assert.equal(playDrift(first, 400, seed), playDrift(first, 400, seed));
});

test.run();
