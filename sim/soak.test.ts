import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { badInWords, type Outcome, type Player, soak } from './soak.ts';

const sound = (scenario: string, seed: number): Outcome => ({
  scenario,
  seed,
  traceHash: '',
  virtualMs: 1_000,
  cpuMs: 1,
  broken: [],
});
const silent = { onBad: () => {}, onProgress: () => {} };

test('every seed of every scenario is played once, all scenarios of a seed before the next', async () => {
  const played: string[] = [];
  const player: Player = async (scenario, seed) => {
    played.push(`${scenario} ${seed}`);
    return sound(scenario, seed);
  };
  const result = await soak({ scenarios: ['a', 'b'], seeds: 2, from: 5 }, [player, player], silent);
  assert.equal(played, ['a 5', 'b 5', 'a 6', 'b 6']);
  assert.is(result.played, 4);
  assert.is(result.virtualMs, 4_000);
});

test('a broken promise is told at once, with the command that replays it', async () => {
  const player: Player = async (scenario, seed) => ({
    ...sound(scenario, seed),
    broken: seed === 6 ? [{ checker: 'epochs', promise: '', violations: ['It fell.'] }] : [],
  });
  const told: string[] = [];
  const onBad = (outcome: Outcome) => told.push(badInWords(outcome));
  const { bad } = await soak({ scenarios: ['a'], seeds: 3, from: 5 }, [player], { ...silent, onBad });
  assert.equal(
    bad.map(({ seed }) => seed),
    [6],
  );
  assert.match(told.join(''), 'npm run sim -- run a --seed 6');
  assert.match(told.join(''), 'It fell.');
});

test.run();
