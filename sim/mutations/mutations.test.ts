import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transformWithOxc } from 'vite';
import { checkers } from '../checkers/all.ts';
import { scenarioNamed } from '../scenarios/all.ts';
import { mutations } from './all.ts';
import { mutatedSource } from './mutation.ts';

const sourceOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

for (const mutation of mutations) {
  test(`${mutation.name} fits its file once, and is still a program`, async () => {
    const source = mutatedSource(mutation, sourceOf(mutation.file));
    await transformWithOxc(source, mutation.file);
  });
}

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

test('a text that is not there, is there twice, or stays the same is refused', () => {
  const about = { name: 'bug', file: 'a.ts', find: 'x', replace: 'y' };
  assert.is(mutatedSource(about, 'a x b'), 'a y b');
  assert.throws(() => mutatedSource(about, 'a b'), /occurs 0 times in a\.ts/);
  assert.throws(() => mutatedSource(about, 'x x'), /occurs 2 times/);
  assert.throws(() => mutatedSource({ ...about, replace: 'x' }, 'x'), /changes nothing/);
});

test.run();
