import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compare, type Grid } from './compare.ts';
import { comparisonInWords, comparisonsAsCsv } from './compare-report.ts';
import type { Sample } from './compare-sample.ts';
import { playTask, type Task } from './compare-task.ts';

const tiny: Grid = {
  regions: [2],
  loads: ['steady'],
  skews: ['skewed'],
  news: ['old'],
  lines: ['lossy'],
  policies: ['naive', 'product'],
  from: 1,
  seeds: 1,
  scale: 0.03,
};
const silent = { onProgress: () => {}, onCompared: () => {} };

test('a comparison plays the same people under each policy, the same way every time', async () => {
  const [first, again] = [
    await compare(tiny, [playTask], silent),
    await compare(tiny, [playTask, playTask], silent),
  ];
  assert.equal(again, first);
  const [comparison] = first;
  assert.equal(
    comparison?.rows.map(({ policy }) => policy),
    ['central', 'central, fifo', 'naive', 'product'],
  );
  const issues = comparison?.rows.map(({ figures }) => figures.all.issues + figures.left);
  assert.ok((issues?.[0] ?? 0) >= 10);
  assert.is(new Set(issues).size, 1, 'the same issues');
  assert.ok(comparison?.rows.every(({ figures }) => figures.left === 0));
  assert.is(comparison?.hashes.length, 4);
  // Nothing is faster than a queue that knows everything, but for whom it happens to ask.
  const [ideal, , naive, product] = comparison?.rows.map(({ figures }) => figures) ?? [];
  assert.ok(
    (product?.forwardedShare ?? 0) > 0 && (product?.handOff.meanMs ?? 0) >= 750,
    'three messages of 250 ms',
  );
  assert.ok(
    (ideal?.firstOfferMeanMs ?? 0) <= Math.min(naive?.firstOfferMeanMs ?? 0, product?.firstOfferMeanMs ?? 0),
  );
});

/** A hand that makes something up, quickly. */
const played =
  (tasks: Task[]) =>
  async (task: Task): Promise<Sample> => {
    tasks.push(task);
    const waitMs = task.policy === 'central' ? 1_000 : 2_000;
    return {
      accepted: [{ urgency: 'normal', waitMs, offeredMs: 500, isForwarded: false }],
      left: 0,
      handOffMs: [],
      vain: 0,
      virtualMs: 0,
      hash: `${task.policy} ${task.seed}`,
    };
  };

test('every combination is played with every seed, and each table is told when it is complete', async () => {
  const tasks: Task[] = [];
  const told: string[] = [];
  const progress: string[] = [];
  const grid: Grid = {
    ...tiny,
    regions: [4, 8],
    loads: ['steady', 'burst'],
    policies: ['random'],
    from: 5,
    seeds: 2,
  };
  const comparisons = await compare(grid, [played(tasks), played(tasks)], {
    onProgress: (done, all) => progress.push(`${done}/${all}`),
    onCompared: ({ conditions }) => told.push(`${conditions.regions} ${conditions.load}`),
  });
  assert.is(tasks.length, 2 * 2 * 3 * 2);
  assert.equal([...new Set(tasks.map(({ seed }) => seed))], [5, 6]);
  assert.equal(told, ['4 steady', '4 burst', '8 steady', '8 burst']);
  assert.is(progress.at(-1), '24/24');
  assert.is(comparisons[0]?.rows[2]?.figures.all.issues, 2, 'both seeds');
  assert.equal(comparisons[0]?.goals, [], 'the product was not among them');
});

test('a table shows each policy beside the ideal, and which goals are met', async () => {
  const [comparison] = await compare(tiny, [played([])], silent);
  const words = comparison === undefined ? '' : comparisonInWords(comparison);
  assert.match(words, '2 regions, steady, skewed, old news, lossy lines: 1 issues');
  assert.match(words, /^product +2\.0 s +2\.00 /m);
  assert.match(words, /^NOT MET mean waiting at most 1\.05 × .*: 2\.0 s of 1\.1 s$/m);
});

test('the CSV has a line for each policy', async () => {
  const csv = comparisonsAsCsv(await compare(tiny, [played([])], silent)).split('\n');
  assert.match(csv[0] ?? '', /^regions,load,skew,news,lines,policy,issues,left,mean_ms,p99_ms,/);
  assert.match(csv[2] ?? '', '2,steady,skewed,old,lossy,"central, fifo",1,0,2000,2000,');
  assert.is(new Set(csv.slice(0, 5).map((line) => line.replace(/".*"/, '').split(',').length)).size, 1);
});

test.run();
