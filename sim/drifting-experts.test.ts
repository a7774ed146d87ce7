import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { margin } from '../node/core/tally.ts';
import { playDrift, worlds } from './drifting-experts.ts';

const test = suite('drifting experts');

const issues = 2_500;
const seed = 'drift';

const played = new Map(worlds.map((world) => [world.name, playDrift(world, issues, seed)]));
const of = (name: string) => {
  const figures = played.get(name);
  assert.ok(figures);
  return figures;
};

for (const world of worlds) {
  test(`${world.name}: learnt weights never cost more than the margin, from the beginning on`, () => {
    const { worst, guarded } = of(world.name);
    assert.ok(worst >= 1 - margin, `seed ${seed}: ${worst} of what the fixed weights bring`);
    assert.ok(guarded >= worst);
  });
}

test('where outcomes follow other weights than those set, learning them pays', () => {
  for (const name of ['trust tells', 'turning']) {
    const { guarded, learnt } = of(name);
    assert.ok(guarded > 1.02, `seed ${seed}, ${name}: ${guarded}`);
    if (name === 'trust tells') assert.ok(learnt.trust > 0.4, `trust is worth ${learnt.trust}`);
  }
});

test('where learning does not help, the bound is what keeps it within the margin', () => {
  const { unguarded } = of('against');
  assert.ok(unguarded < 1 - margin, `without it: ${unguarded}`);
});

test('a run is a pure function of its seed', () => {
  const [first] = worlds;
  assert.ok(first);
  assert.equal(playDrift(first, 400, seed), playDrift(first, 400, seed));
});

test.run();
