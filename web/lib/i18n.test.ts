import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { english } from '../words/english.ts';
import { direction, isWord, localeOf, setCatalogue, split, t } from './i18n.ts';
import { listOf } from './time.ts';

const inArabic = (work: () => void) => {
  const next = {
    ahead_zero: '0',
    ahead_one: '1',
    ahead_two: '2',
    ahead_few: '{{count}} أشخاص',
    ahead_other: '{{count}}',
  };
  setCatalogue('ar', { issue: { state: { ...next, asking: 'جارٍ سؤال {{name}}' } } });
  try {
    work();
  } finally {
    setCatalogue('en', english);
  }
};

test.before.each(() => setCatalogue('en', english));

test('words are found by their path, and what is put in stays as it is', () => {
  assert.is(t('issue.state.asking', { name: '<b>Ana & Ivo</b>' }), 'Asking <b>Ana & Ivo</b>');
  assert.is(t('common.nav.inbox'), 'Inbox');
});

test('each language counts in its own way', () => {
  assert.is(t('issue.state.ahead', { count: 1 }), '1 person before you');
  assert.is(t('issue.state.ahead', { count: 12_000 }), '12,000 people before you');
  inArabic(() => {
    assert.is(t('issue.state.ahead', { count: 2 }), '2');
    assert.match(t('issue.state.ahead', { count: 3 }), /^\u20683\u2069 أشخاص$/);
  });
});

test('a name keeps its direction where it differs from the sentence, and only there', () => {
  assert.is(t('issue.state.asking', { name: 'Ana' }), 'Asking Ana');
  assert.is(t('issue.state.asking', { name: 'ليلى' }), 'Asking \u2068ليلى\u2069');
  inArabic(() => {
    assert.is(direction(), 'rtl');
    assert.is(t('issue.state.asking', { name: 'Ana' }), 'جارٍ سؤال \u2068Ana\u2069');
    assert.is(listOf(['North', 'South']), '\u2068North\u2069 و\u2068South\u2069');
  });
});

test('a sentence comes in pieces around what is more than text', () => {
  assert.equal(split('issue.copyAsOf', ['time']), ['You see its copy, as of ', 'time', '.']);
  const values = { category: 'Network', region: 'North' };
  assert.equal(split('admin.clusterIn', ['time'], values), ['Network, North, since ', 'time', '.']);
  inArabic(() => {
    const pieces = split('issue.state.asking', ['name']);
    assert.is(pieces[1], 'name');
  });
});

test('there is no word for what a newer node says', () => {
  assert.ok(isWord('common.categories.network'));
  assert.not.ok(isWord('common.categories.moon'));
});

test('the reader’s own variety of the page’s language is used, never another language', () => {
  assert.is(localeOf('en', ['de-DE', 'en-US']), 'en-US');
  assert.is(localeOf('en', ['de-DE']), 'en-GB');
  assert.is(localeOf('hi', ['en-US']), 'hi');
});

test.run();
