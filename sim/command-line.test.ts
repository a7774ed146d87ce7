import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { exitCodes, main } from './command-line.ts';
import { playTask } from './compare-task.ts';
import { playHere } from './player.ts';

const run = async (...args: string[]) => {
  let [out, err] = ['', ''];
  let nowMs = 0;
  const files = new Map<string, string>();
  const exitCode = await main(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    realMs: () => {
      nowMs += 1_000;
      return nowMs;
    },
    anySeed: () => 7,
    players: () => ({ players: [playHere], close: () => {} }),
    playerOf: () => ({ play: playHere, close: () => {} }),
    workersMax: 1,
    progress: () => {},
    hands: () => ({ hands: [playTask], close: () => {} }),
    write: async (path, text) => {
      files.set(path, text);
    },
  });
  return { exitCode, out, err, files };
};

test('list names every scenario with what it is', async () => {
  const { exitCode, out } = await run('list');
  assert.is(exitCode, exitCodes.sound);
  assert.match(out, /^region-crash +One of four regions crashes/m);
});

test('run --json has waits, loads, verdicts and the hash; without a seed it says which one it chose', async () => {
  const { exitCode, out, err } = await run('run', 'region-crash', '--json');
  assert.is(exitCode, exitCodes.sound, out);
  assert.match(err, 'Seed 7');
  z.object({
    seed: z.literal(7),
    isSound: z.literal(true),
    traceHash: z.string().length(64),
    realMs: z.literal(1_000),
    figures: z.object({ waits: z.object({ meanMs: z.number() }), regions: z.array(z.unknown()).length(4) }),
    verdicts: z.array(z.object({ checker: z.string(), violations: z.array(z.string()) })).min(8),
    replay: z.literal('npm run sim -- run region-crash --seed 7'),
  }).parse(JSON.parse(out));
});

test('soak plays so many seeds from the given one, and says how fast', async () => {
  const { exitCode, out, err } = await run('soak', '--seeds', '1', '--from', '3', '--scenario', 'calm');
  assert.is(exitCode, exitCodes.sound, out);
  assert.match(err, 'Seeds 3 to 3 of calm.');
  assert.match(out, /^1 runs \(\d\.\d virtual hours\), \d+\.\d\d a second, 0 with broken promises$/m);
});

test('an unknown scenario or a bad seed is one clear sentence', async () => {
  const unknown = await run('run', 'earthquake');
  assert.is(unknown.exitCode, exitCodes.usage);
  assert.match(unknown.err, 'There is no scenario earthquake. Choose one of: calm, region-crash, ');
  const bad = await run('run', 'calm', '--seed', '-3');
  assert.is(bad.exitCode, exitCodes.usage);
});

test.run();
