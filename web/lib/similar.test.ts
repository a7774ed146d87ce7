import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as inputs from '../../node/schemas/inputs.ts';
import type { Similar } from '../../node/schemas/similar.ts';
import { similarDescriptionMax, similarSearch, similarTo } from './similar.ts';

const form = { title: 'VPN drops', description: '', category: 'network' };
const answer = (others: number): Similar => ({ solved: [], others });

test('a form is asked about once its title says something, with the beginning of its description', () => {
  assert.is(similarTo({ ...form, title: ' V ' }), undefined);
  assert.equal(similarTo(form), form);
  const long = similarTo({ ...form, description: 'x'.repeat(20_000), language: 'es' });
  assert.ok(inputs.FindSimilar.safeParse(long).success);
  assert.is(similarDescriptionMax, inputs.similarDescriptionMax);
});

test('a character is not cut in two', () => {
  const cut = similarTo({ ...form, description: `${'x'.repeat(similarDescriptionMax - 1)}😀` });
  assert.is(cut?.description, 'x'.repeat(similarDescriptionMax - 1));
});

test('an answer for what was typed before is not shown, and none that did not come', async () => {
  const waiting: ((similar: Similar) => void)[] = [];
  const { found, look } = similarSearch(() => new Promise((resolve) => waiting.push(resolve)));
  const [first, second] = [look(form), look(form)];
  waiting[1]?.(answer(2));
  waiting[0]?.(answer(1));
  await Promise.all([first, second]);
  assert.is(found.value?.others, 2);
  await look(undefined);
  assert.is(found.value, undefined);
  const failing = similarSearch(() => Promise.reject(new Error('offline')));
  await failing.look(form);
  assert.is(failing.found.value, undefined);
});

test.run();
