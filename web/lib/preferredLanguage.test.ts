import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { preferredLanguage } from './preferredLanguage.ts';

test('what was chosen goes first, then the account, then the browser, then English', () => {
  assert.is(preferredLanguage('ar', 'de', ['fr']), 'ar');
  assert.is(preferredLanguage(undefined, 'de', ['fr']), 'de');
  assert.is(preferredLanguage(undefined, undefined, ['ja', 'fr-CA', 'de']), 'fr');
  assert.is(preferredLanguage(undefined, undefined, ['ja']), 'en');
});

test('a language that is not offered is passed over', () => {
  assert.is(preferredLanguage('tlh', 'toString', ['ES-mx']), 'es');
});

test.run();
