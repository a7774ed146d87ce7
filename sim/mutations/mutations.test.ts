import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transformWithOxc } from 'vite';
import { checkers } from '../checkers/all.ts';
import { scenarioNamed } from '../scenarios/all.ts';
import { mutations } from './all.ts';
import { mutatedSource } from './mutation.ts';
import { parseRecord, tableOf, withTable } from './record.ts';

const sourceOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

for (const mutation of mutations) {
  test(`${mutation.name} fits its file once, and is still a program`, async () => {
    const source = mutatedSource(mutation, sourceOf(mutation.file));
    await transformWithOxc(source, mutation.file);
  });
}

/** What a text calls by name; not members, nor what stands in quotes. */
const namesIn = (text: string): readonly string[] =>
  text.replace(/'[^'\n]*'/g, "''").match(/(?<![\w.#$])[A-Za-z_$][\w$]*/g) ?? [];

test('no mutation speaks of what its file does not know: it would only show that it throws', () => {
  const everywhere = new Set([
    'Math',
    'Promise',
    'Set',
    'undefined',
    'true',
    'false',
    'void',
    'new',
    'if',
    'else',
    'const',
    'this',
    'return',
  ]);
  const stray = mutations.flatMap(({ name, file, replace }) => {
    const known = new Set(namesIn(sourceOf(file)));
    const own = new Set(
      [...replace.matchAll(/(?:const |\(|, )([a-zA-Z]+)(?:,|\)|:| =)/g)].map(([, word]) => word),
    );
    return namesIn(replace)
      .filter((word) => !known.has(word) && !everywhere.has(word) && !own.has(word))
      .map((word) => `${name}: ${word}`);
  });
  assert.equal(stray, []);
});

test('every mutation has a name of its own, a checker that is to notice it, and a scenario that exists', () => {
  assert.is(new Set(mutations.map(({ name }) => name)).size, mutations.length);
  assert.ok(mutations.length >= 30);
  const names = new Set(checkers.map(({ name }) => name));
  for (const { name, breaks, scenario } of mutations) {
    assert.ok(names.has(breaks), `${name} breaks ${breaks}, which is no checker`);
    assert.ok(scenario === undefined || scenarioNamed(scenario), `${name}: no scenario ${scenario}`);
  }
});

test('every checker has a mutation that it is to notice', () => {
  const broken = new Set(mutations.map(({ breaks }) => breaks));
  assert.equal(
    checkers.map(({ name }) => name).filter((name) => !broken.has(name)),
    [],
  );
});

const record = parseRecord(sourceOf('sim/mutations/caught.json'));

test('the table of the README has every mutation and no other, each with the run that shows it', () => {
  const readme = sourceOf('sim/mutations/README.md');
  assert.is(
    withTable(readme, tableOf(mutations, record, checkers)),
    readme,
    'Write it anew with: npm run sim -- mutate --record',
  );
  const names = new Set(mutations.map(({ name }) => name));
  for (const { mutation, scenario, runs } of record) {
    assert.ok(names.has(mutation), `There is no mutation ${mutation} any more`);
    assert.ok(scenarioNamed(scenario), `${mutation}: no scenario ${scenario}`);
    assert.ok(runs <= 1_000, `${mutation} was caught after ${runs} runs`);
  }
});

// To catch all anew takes an hour of a core, so a change of the code may be ahead of the record.
if (process.env.GRAPEVINE_LONG === '1') {
  test('every mutation has been caught, and each checker has caught one', () => {
    assert.equal(
      record.map(({ mutation }) => mutation),
      mutations.map(({ name }) => name),
    );
    const noticing = new Set(record.flatMap(({ by }) => by));
    assert.equal(
      checkers.map(({ name }) => name).filter((name) => !noticing.has(name)),
      [],
    );
  });
}

test('a text that is not there, is there twice, or stays the same is refused', () => {
  const about = { name: 'bug', file: 'a.ts', find: 'x', replace: 'y' };
  assert.is(mutatedSource(about, 'a x b'), 'a y b');
  assert.throws(() => mutatedSource(about, 'a b'), /occurs 0 times in a\.ts/);
  assert.throws(() => mutatedSource(about, 'x x'), /occurs 2 times/);
  assert.throws(() => mutatedSource({ ...about, replace: 'x' }, 'x'), /changes nothing/);
});

test.run();
