import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../words/testing.ts';
import { duration, languageName, listOf, score, shortTime } from './time.ts';

const now = new Date(2026, 10, 23, 14, 30).getTime();

test('a time is as short as it can be told apart', () => {
  const at = (...parts: [number, number, number, number?]) => new Date(...parts).getTime();
  assert.is(shortTime(now - 240_000, now, 'en-GB'), '14:26');
  assert.is(shortTime(at(2026, 10, 20, 9), now, 'en-GB'), 'Fri');
  assert.is(shortTime(at(2026, 10, 12, 9), now, 'en-GB'), '12 Nov');
  assert.is(shortTime(at(2025, 10, 12, 9), now, 'en-GB'), '12 Nov 2025');
});

test('durations are told in the unit that matters', () => {
  assert.equal([-5, 3_200, 59_400, 240_000, 3 * 3_600_000, 5 * 86_400_000].map(duration), [
    '0 s',
    '3 s',
    '59 s',
    '4 min',
    '3 h',
    '5 days',
  ]);
});

test('languages are called by their own name', () => {
  assert.is(languageName('de'), 'Deutsch');
  assert.is(languageName('pt-BR'), new Intl.DisplayNames(['pt-BR'], { type: 'language' }).of('pt-BR'));
  assert.is(languageName('not a tag'), 'not a tag');
});

test('scores have two digits and lists an "and"', () => {
  assert.is(score(0.8, 'en-GB'), '0.80');
  assert.is(listOf(['North', 'East', 'West'], 'en-GB'), 'North, East and West');
});

test.run();
