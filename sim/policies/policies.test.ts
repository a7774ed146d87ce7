import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../../node/core/ids.ts';
import type { PeerLoad } from '../../node/core/load.ts';
import { SeededRandom } from '../random.ts';
import { policies, policyAt } from './all.ts';

const peer = (name: string, load: number): PeerLoad => ({ region: RegionId.parse(name), load, freeSeats: 1 });
const [idle, half, busy] = [peer('a', 0), peer('b', 0.5), peer('c', 0.9)];

/** How often each comes first in a thousand draws. */
const firsts = async (name: string): Promise<readonly number[]> => {
  const { rank } = await policyAt(name);
  const random = new SeededRandom(1);
  const drawn = Array.from({ length: 1_000 }, () => rank([busy, idle, half], random)[0]);
  return [idle, half, busy].map((one) => drawn.filter((first) => first === one).length);
};

test('random asks each as often as any other', async () => {
  assert.ok((await firsts('random')).every((count) => Math.abs(count - 333) < 60));
});

test('of two chosen at random the less loaded is asked: the most loaded never, the least in two of three cases', async () => {
  const [least = 0, middle = 0, most] = await firsts('power-of-two');
  assert.ok(Math.abs(least - 667) < 60 && Math.abs(middle - 333) < 60, `${least} ${middle}`);
  assert.is(most, 0);
});

test('naive, corrected and the product ask the least loaded', async () => {
  for (const name of ['naive', 'corrected', 'product']) assert.equal(await firsts(name), [1_000, 0, 0]);
});

test('every policy keeps all peers, whatever their number', () => {
  for (const { name, rank } of policies) {
    for (const peers of [[], [idle], [idle, half], [idle, half, busy]]) {
      const ranked = rank(peers, new SeededRandom(1));
      assert.equal(new Set(ranked), new Set(peers), name);
    }
  }
});

test('a policy can be given as a file; one that is none is told from one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'));
  try {
    const [good, bad] = [join(folder, 'mine.mjs'), join(folder, 'bad.mjs')];
    await writeFile(
      good,
      `export default { name: 'mine', rank: (peers) => peers, isCorrected: true, reserveCount: 1, isPulling: false };`,
    );
    await writeFile(bad, `export default { name: 'bad', rank: 'anyone' };`);
    assert.is((await policyAt(good)).name, 'mine');
    await policyAt(bad).then(
      () => assert.unreachable(),
      (error: Error) => assert.match(error.message, /exports no policy as default[\s\S]*rank/),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('an unknown name is answered with those that exist', async () => {
  await policyAt('best').then(
    () => assert.unreachable(),
    (error: Error) => assert.match(error.message, 'Choose one of random, power-of-two, naive'),
  );
});

test.run();
