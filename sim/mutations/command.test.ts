import { Command } from 'commander';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Outcome, Player } from '../soak.ts';
import { addMutate } from './command.ts';
import { parseRecord } from './record.ts';

const sound = (scenario: string, seed: number): Outcome => ({
  scenario,
  seed,
  traceHash: '',
  virtualMs: 0,
  cpuMs: 0,
  broken: [],
});

/** A bug that shows in every scenario with seed 2, and nowhere else. */
const mutant: Player = async (scenario, seed) => ({
  ...sound(scenario, seed),
  broken: seed === 2 ? [{ checker: 'idempotent', promise: '', violations: ['It is there twice.'] }] : [],
});

/** A desk with a record and a README on it. */
const desk = () => {
  const files = {
    record: '[]',
    readme:
      'Before.\n<!-- written by `npm run sim -- mutate --record`, from here -->\n<!-- to here -->\nAfter.\n',
  };
  let [runs, code, out] = [0, 'old', ''];
  const mutate = async (...args: string[]): Promise<boolean | undefined> => {
    let hasCaughtAll: boolean | undefined;
    const program = new Command('sim').exitOverride().configureOutput({ writeErr: () => {} });
    addMutate(
      program,
      {
        out: (text) => {
          out += text;
        },
        progress: () => {},
        workersMax: 1,
        playerOf: (mutation) => ({
          play: async (scenario, seed) => {
            runs += 1;
            return mutation === undefined ? sound(scenario, seed) : mutant(scenario, seed);
          },
          close: () => {},
        }),
        record: () => ({
          readRecord: () => files.record,
          readReadme: () => files.readme,
          write: (record, readme) => {
            files.record = record;
            files.readme = readme;
          },
          codeOf: () => code,
        }),
      },
      (isSound) => {
        hasCaughtAll = isSound;
      },
    );
    await program.parseAsync(['mutate', ...args], { from: 'user' });
    return hasCaughtAll;
  };
  return {
    files,
    mutate,
    /** Runs played since the last time it was asked. */
    runs: () => {
      const played = runs;
      runs = 0;
      return played;
    },
    changeCode: () => {
      code = 'new';
    },
    out: () => out,
  };
};

test('--seed plays one run of a scenario', async () => {
  const { mutate, runs, out } = desk();
  assert.is(await mutate('key-ignored', '--scenario', 'calm', '--seed', '2'), true);
  assert.is(runs(), 2, 'with the bug, and without');
  assert.match(out(), 'npm run sim -- mutate key-ignored --scenario calm --seed 2');
  assert.is(await mutate('key-ignored', '--scenario', 'calm', '--seed', '3'), false);
});

test('--record keeps which run showed a bug, for programs and for people', async () => {
  const { mutate, files } = desk();
  assert.is(await mutate('key-ignored', '--record'), true);
  const [caught] = parseRecord(files.record);
  assert.equal([caught?.mutation, caught?.seed, caught?.by], ['key-ignored', 2, ['idempotent']]);
  assert.match(
    files.readme,
    `| \`key-ignored\` | \`idempotent\` | ${caught?.scenario} 2 | ${caught?.runs} |`,
  );
  assert.match(files.readme, /^Before\.[\s\S]*\nAfter\.\n$/);
});

test('--record goes on where it was ended, and plays again what was caught in other code', async () => {
  const { mutate, runs, changeCode, files } = desk();
  await mutate('key-ignored', '--record');
  runs();
  assert.is(await mutate('key-ignored', '--record'), true);
  assert.is(runs(), 0);
  changeCode();
  await mutate('key-ignored', '--record');
  assert.ok(runs() > 0);
  assert.is(parseRecord(files.record).length, 1);
});

test('what escapes is no longer said to be caught', async () => {
  const { mutate, changeCode, files } = desk();
  await mutate('key-ignored', '--record');
  changeCode();
  assert.is(await mutate('key-ignored', '--record', '--seeds', '1'), false);
  assert.is(files.record, '[\n\n]\n');
  assert.match(files.readme, '| `key-ignored` | nobody yet |');
});

test('a seed without its scenario, and a record of one scenario alone, are refused', async () => {
  const { mutate } = desk();
  const refused = async (...args: string[]) =>
    mutate(...args).then(
      () => false,
      () => true,
    );
  assert.ok(await refused('key-ignored', '--seed', '2'));
  assert.ok(await refused('--record', '--scenario', 'calm'));
});

test.run();
