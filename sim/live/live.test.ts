/** Real nodes are killed, frozen and cut off, and nothing that was promised to people is lost. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { playLive } from './play.ts';
import { liveInWords, liveReportOf } from './report.ts';
import { liveScenarios } from './scenarios/all.ts';
import { threeOfFour } from './scenarios/three-of-four.ts';

const isLong = process.env.GRAPEVINE_LONG === '1';
/** The one that hits hardest, or all. */
const played = isLong ? liveScenarios : [threeOfFour];
/** While nodes are starting; in the long run, in the midst of their work, when one of them has just died. */
const interruptedAt = isLong ? 'is alone' : 'starting four regions';
const seedMax = 1_000_000_000;

const test = suite('live');

for (const scenario of played) {
  test(`${scenario.name}: every promise is kept`, async () => {
    const seed = randomInt(seedMax);
    const steps: string[] = [`seed ${seed}`];
    const report = liveReportOf(
      await playLive(scenario, seed, {
        tell: (what) => steps.push(what),
        signal: new AbortController().signal,
      }).catch((error: unknown) => {
        throw new Error(`${steps.join('; ')}: ${error instanceof Error ? error.stack : String(error)}`);
      }),
    );
    const { issues, lines, ratings, handedOver } = report.figures;
    assert.ok(report.isSound, `${steps.join('; ')}\n${liveInWords(report)}`);
    // Nothing is proven where nothing was done.
    assert.ok(Math.min(issues, lines, ratings, handedOver) > 0, JSON.stringify(report.figures));
  });
}

test('Ctrl-C ends the nodes and removes their folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-live-test-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'sim/main.ts', 'live', '--scenario', 'three-of-four'],
    { cwd: root, env: { ...process.env, TMPDIR: folder }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const left = async () => (await readdir(folder)).filter((name) => name.startsWith('grapevine-life'));
  try {
    let said = '';
    for await (const line of createInterface(child.stderr)) {
      said += `${line}\n`;
      if (line.includes(interruptedAt)) child.kill('SIGINT');
    }
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    assert.is(code, 1, said);
    assert.match(said, 'interrupted');
    assert.equal(await left(), []);
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

test.run();
