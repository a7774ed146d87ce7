import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../words/testing.ts';
import type { Why } from '../../node/schemas/why.ts';
import { languageWarning, whySentences } from './why.ts';

const terms = { skill: 0.5, trust: 0.5, availability: 0.8, load: 1 };
const why: Why = { score: 0.7, terms, weights: terms, skill: {}, others: 2 };

test('an explanation of an older node has nothing more to say', () => {
  assert.equal(whySentences(why, {}), []);
  assert.is(languageWarning(why, {}), undefined);
});

test('a language that the expert did not list is said to them, and to others by their name', () => {
  const foreign: Why = { ...why, language: { is: 'es', isRead: false } };
  assert.is(languageWarning(foreign, {}), 'This issue is in Spanish, which you did not list.');
  assert.is(
    languageWarning(foreign, { name: 'Meera' }),
    'Meera does not list Spanish: nobody who does was free.',
  );
  assert.is(languageWarning({ ...why, language: { is: 'es', isRead: true } }, {}), undefined);
});

test('past issues are named where they may be, and counted otherwise', () => {
  const past = (issues: { id: string; title?: string }[], others: number) =>
    whySentences({ ...why, past: { issues, others } }, { name: 'Meera' })[0];
  assert.is(past([{ id: 'a', title: 'Printer gone' }], 3), 'Meera has solved “Printer gone” and 3 others.');
  assert.is(past([], 1), 'Meera has solved 1 issue like this.');
  assert.is(past([], 0), undefined);
});

test('a reader without names and figures is told of the next in words; an admin gets both', () => {
  assert.equal(whySentences({ ...why, next: [{ less: 'skill' }, { less: 'load' }] }, {}), [
    'Whoever came next knows this kind of problem less.',
  ]);
  const daniel = { id: 'daniel', name: 'Daniel' };
  assert.equal(whySentences({ ...why, next: [{ less: 'load', expert: daniel }] }, {}), [
    'Next would be Daniel, who has less room.',
  ]);
  assert.equal(whySentences({ ...why, next: [{ less: 'x', expert: daniel, score: 0.61, terms }] }, {}), [
    'Next would be Daniel, who fits as well (score 0.61: Skill 0.50, Trust 0.50, Free 0.80, Load 1.00).',
  ]);
});

test('what excluded others is counted by reason; reasons of a newer node are left out', () => {
  const excluded = { away: 3, full: 1, own: 1, language: 2, moon: 4, category: 0 };
  assert.equal(whySentences({ ...why, excluded, language: { is: 'es', isRead: true } }, {}), [
    'Not asked: 3 away, 1 with no room left, the one who asks and 2 who do not read Spanish.',
  ]);
});

test('it says how skill was judged, and what was lacking', () => {
  const said = (matcher: Why['matcher']) => whySentences({ ...why, matcher }, {});
  assert.equal(said({ name: 'keyword' }), ['What they know was judged by keywords.']);
  assert.equal(said({ name: 'keyword', isFallback: true, isFilling: true }), [
    'What they know was judged by keywords, because the other way to judge it did not answer.',
    'What was solved here before was still being read at that moment.',
  ]);
});

test.run();
