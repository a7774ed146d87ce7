import { Command } from 'commander';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { addLive } from './command.ts';
import { liveScenarios } from './scenarios/all.ts';

const test = suite('the command live');

const run = async (...args: string[]) => {
  let [out, err, isBroken] = ['', '', false];
  const toErr = (text: string) => {
    err += text;
  };
  const program = new Command('sim').exitOverride().configureOutput({ writeErr: toErr });
  addLive(program, {
    out: (text) => {
      out += text;
    },
    err: toErr,
    anySeed: () => 7,
    toSeed: Number,
    onBroken: () => {
      isBroken = true;
    },
  });
  const failure = await program.parseAsync(['live', ...args], { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { out, err, isBroken, failure };
};

test('--list names every scenario with what it is', async () => {
  const { out, failure } = await run('--list');
  assert.is(failure, undefined);
  for (const { name, summary } of liveScenarios)
    assert.ok(out.includes(`${name.padEnd(18)}${summary}\n`), name);
});

test('--list --json is for programs', async () => {
  const { out } = await run('--list', '--json');
  assert.equal(
    JSON.parse(out),
    liveScenarios.map(({ name, summary }) => ({ name, summary })),
  );
});

test('a scenario that does not exist is refused with those that do', async () => {
  const { err, failure } = await run('--scenario', 'calm');
  assert.instance(failure, Error);
  assert.match(err, /There is no live scenario calm\. Choose one of: kill-each, three-of-four/);
});

test('names of scenarios are unique', () => {
  assert.is(new Set(liveScenarios.map(({ name }) => name)).size, liveScenarios.length);
});

test.run();
