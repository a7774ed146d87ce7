import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { exitCodes, main } from './command-line.ts';
import { playTask } from './compare-task.ts';
import { playTask as playStoryTask } from './exhaust/outcome.ts';
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
    cpuMs: () => nowMs / 2,
    anySeed: () => 7,
    players: () => ({ players: [playHere], close: () => {} }),
    playerOf: () => ({ play: playHere, close: () => {} }),
    record: () => {
      throw new Error('Nothing is to be recorded.');
    },
    workersMax: 1,
    progress: () => {},
    hands: () => ({ hands: [playTask], close: () => {} }),
    explorers: () => ({ hands: [playStoryTask], close: () => {} }),
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
  assert.match(
    out,
    /^1 runs from seed 3 \(\d\.\d virtual hours\), \d+\.\d\d a second, 0 with broken promises$/m,
  );
  assert.match(out, /^\d+\.\d\d s of a processor each, \d+ times real time on one$/m);
});

test('run plays a part of a run, and its replay names that part', async () => {
  const parts = ['--faults', 'none', '--issues', '1,2', '--experts', '1,2,3,4,5'];
  const { out } = await run('run', 'region-crash', '--seed', '7', '--json', ...parts);
  z.object({
    figures: z.object({ waits: z.object({ issues: z.int().max(2) }) }),
    replay: z.literal(
      'npm run sim -- run region-crash --seed 7 --faults none --issues 1,2 --experts 1,2,3,4,5',
    ),
  }).parse(JSON.parse(out));
  const bad = await run('run', 'calm', '--issues', '0');
  assert.is(bad.exitCode, exitCodes.usage);
  assert.match(bad.err, 'as in 2,5, or the word none');
});

test('shrink says when there is nothing to make smaller', async () => {
  const { exitCode, out } = await run('shrink', 'calm', '--seed', '3');
  assert.is(exitCode, exitCodes.sound);
  assert.match(out, 'there is nothing to make smaller');
});

test('compare prints a table, writes it as CSV, and never fails for a goal that is not met', async () => {
  const tiny = ['compare', '--regions', '2', '--load', 'steady', '--skew', 'balanced', '--scale', '0.02'];
  const { exitCode, out, files } = await run(...tiny, '--policy', 'product', '--csv', 'figures.csv');
  assert.is(exitCode, exitCodes.sound);
  assert.match(out, '2 regions, steady, balanced, old news, lossy lines');
  assert.match(out, /^(met|NOT MET) +mean waiting/m);
  assert.match(files.get('figures.csv') ?? '', '2,steady,balanced,old,lossy,product,');
});

test('compare says what it does not know', async () => {
  const policy = await run('compare', '--policy', 'best');
  assert.is(policy.exitCode, exitCodes.usage);
  assert.match(policy.err, 'There is no policy best. Choose one of random');
  const load = await run('compare', '--load', 'calm');
  assert.is(load.exitCode, exitCodes.usage);
  assert.match(load.err, 'calm is none of steady, burst');
});

test('exhaust plays one run again, from what a person can type, and shows what happened', async () => {
  const story = ['exhaust', '--story', 'handed-on'];
  const { exitCode, out } = await run(...story, '--replay', 'lost North>South 2');
  assert.is(exitCode, exitCodes.sound, out);
  assert.match(out, 'number 2 of North>South');
  assert.match(out, /FAULT: number 2 .* never arrives/);
  assert.match(out, 'Every promise was kept.');
  const { out: json } = await run(...story, '--limit', '2', '--json');
  z.tuple([
    z.object({ singles: z.object({ played: z.literal(2), all: z.int().min(500) }), bad: z.tuple([]) }),
  ]).parse(JSON.parse(json));
});

test('exhaust plays one run again with a bug in the code, and says whether it was noticed', async () => {
  const replay = ['exhaust', '--story', 'handed-on', '--mutation', 'no-resend', '--replay'];
  const { exitCode, out } = await run(...replay, 'lost North>South 2');
  // Who plays here is this process, whose code is sound.
  assert.is(exitCode, exitCodes.sound, out);
  assert.match(out, /^With no-resend, handed-on with number 2 of North>South/);
});

test('exhaust says what it does not know, and what to do', async () => {
  const stray = await run('exhaust', '--story', 'once-upon-a-time');
  assert.is(stray.exitCode, exitCodes.usage);
  assert.match(stray.err, 'There is no story once-upon-a-time. Choose one of: handed-on, ');
  const unread = await run('exhaust', '--story', 'handed-on', '--replay', 'eat North 1');
  assert.is(unread.exitCode, exitCodes.usage);
  assert.match(unread.err, 'one of lost, twice, again, late');
  const nowhere = await run('exhaust', '--story', 'handed-on', '--replay', 'lost North>Mars 1');
  assert.is(nowhere.exitCode, exitCodes.usage);
  assert.match(nowhere.err, /no point for "lost North>Mars 1".*North>South 1 to \d+/);
  const anyStory = await run('exhaust', '--replay', 'none');
  assert.match(anyStory.err, 'say which by --story');
  const bug = await run('exhaust', '--mutation', 'off-by-one');
  assert.match(bug.err, 'There is no mutation off-by-one');
});

test('list has the stories, too', async () => {
  assert.match((await run('list')).out, /^handed-on +An issue is handed on/m);
});

test('mutate says what escaped, with exit code 1, and refuses a name that is none', async () => {
  const { exitCode, out } = await run('mutate', 'key-ignored', '--seeds', '0');
  assert.is(exitCode, exitCodes.broken);
  assert.match(out, 'ESCAPED key-ignored: 0 runs, not noticed by idempotent');
  assert.match(out, '0 of 1 mutations caught');
  const stray = await run('mutate', 'off-by-one');
  assert.is(stray.exitCode, exitCodes.usage);
  assert.match(stray.err, 'There is no mutation off-by-one.');
});

test('an unknown scenario or a bad seed is one clear sentence', async () => {
  const unknown = await run('run', 'earthquake');
  assert.is(unknown.exitCode, exitCodes.usage);
  assert.match(unknown.err, 'There is no scenario earthquake. Choose one of: calm, region-crash, ');
  const bad = await run('run', 'calm', '--seed', '-3');
  assert.is(bad.exitCode, exitCodes.usage);
});

test.run();
