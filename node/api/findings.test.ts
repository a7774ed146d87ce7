/** What zod finds, as reasons that pages put into words. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { PostMessage, RegisterExpert, UpdateSettings } from '../schemas/inputs.ts';
import { Language, text, WorkingHours } from '../schemas/words.ts';
import { validate } from './validate.ts';

const test = suite('findings');

function found(schema: z.ZodType, value: unknown): string[] {
  try {
    validate(schema, value);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.errors ?? []).map(({ pointer, reason, values }) =>
      [pointer, reason, ...Object.values(values ?? {})].join(' '),
    );
  }
}

test('each finding of a form has its reason and its limit', () => {
  const form = {
    email: 'nobody',
    password: 'short',
    region: 'x'.repeat(41),
    categories: [],
    links: ['ftp://example.org'],
    capacity: 99,
    yearsOfExperience: 'many',
    more: true,
  };
  assert.equal(found(RegisterExpert, form).sort(), [
    '/capacity too-big 20',
    '/categories too-few 1',
    '/email no-email',
    '/links/0 no-web-address',
    '/more unknown-member',
    '/name missing',
    '/password too-short 10',
    '/region too-long 40',
    '/yearsOfExperience no-number',
  ]);
});

test('a text that is far too long is told its true limit, once', () => {
  for (const length of [6, 10, 11, 1_000]) {
    assert.equal(found(z.object({ a: text(1, 5) }), { a: 'x'.repeat(length) }), ['/a too-long 5']);
  }
});

test('what nobody can see is empty; a sign alone is something', () => {
  for (const unseen of ['\u200b', '\u202e \u202c', '\u2800', '\ufeff\n'])
    assert.equal(found(PostMessage, { text: unseen }), ['/text empty'], JSON.stringify(unseen));
  for (const seen of ['?', '🎉', '👩‍💻', '❤️', '\u200fمرحبا', 'क्‍ष'])
    assert.equal(found(PostMessage, { text: seen }), [], seen);
});

test('a rule of a schema’s own names its reason; a pattern that nobody meets is told in its own words', () => {
  assert.equal(found(PostMessage, { text: ' ' }), ['/text empty']);
  assert.equal(found(z.object({ a: z.string().regex(/^a$/, 'Only an a.') }), { a: 'b' }), ['/a ']);
  assert.equal(found(z.object({ a: z.enum(['b']) }), { a: 'c' }), ['/a no-choice']);
});

test('a pattern that people meet has its reason, and of many words the one that is wrong is said', () => {
  assert.equal(found(UpdateSettings, { categories: ['network', 'Web Sites', `9${'x'.repeat(99)}`] }), [
    '/categories/1 no-category-key Web Sites',
    `/categories/2 no-category-key 9${'x'.repeat(39)}`,
  ]);
  const shifts = [{ days: ['mon'], from: '9', to: '24:00' }];
  assert.equal(found(WorkingHours, { timeZone: 'UTC', shifts }), ['/shifts/0/from no-clock-time']);
  assert.equal(found(Language, 'Deutsch'), [' no-language-code']);
});

test.run();
