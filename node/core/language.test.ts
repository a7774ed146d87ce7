import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { languageOf, proseOf, reads } from './language.ts';

const spanish = [
  { language: 'es', score: 0.81 },
  { language: 'pt', score: 0.74 },
];

test('a text that says its language is in that, whatever its author lists', () => {
  assert.is(languageOf('Mi impresora no imprime desde ayer', spanish, ['en']), 'es');
  assert.is(languageOf('Mi impresora no imprime desde ayer', spanish, []), 'es');
});

test('a short text is in its author’s first language, or in none that is known', () => {
  assert.is(languageOf('no funciona', spanish, ['de-AT', 'en']), 'de');
  assert.is(languageOf('no funciona', spanish, []), undefined);
  assert.is(languageOf('', [], ['hi']), 'hi');
});

test('a few letters of a script of its own are enough', () => {
  assert.is(languageOf('चालू नहीं', [{ language: 'hi', score: 0.89 }], ['en']), 'hi');
  assert.is(languageOf('电源坏了', [{ language: 'zh', score: 0.75 }], ['en']), 'zh');
});

test('of languages that cannot be told apart it is the one that the author lists', () => {
  const close = [
    { language: 'es', score: 0.81 },
    { language: 'ca', score: 0.8 },
    { language: 'pt', score: 0.79 },
  ];
  assert.is(languageOf('a impressora no funciona', close, ['en', 'pt-BR']), 'pt');
  assert.is(languageOf('a impressora no funciona', close, ['en', 'fr']), 'es');
});

test('what a detector cannot say anything of is in the author’s language', () => {
  assert.is(languageOf('😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀', [], ['fr']), 'fr');
  assert.is(languageOf('\u0000\u0000 0x80070005 0x80070005', [], ['fr']), 'fr');
});

test('a language is read in all its varieties, and by its older and newer codes', () => {
  assert.ok(reads(['en', 'es-MX'], 'es'));
  assert.ok(reads(['nb'], 'no'));
  assert.ok(reads(['fil'], 'tl'));
  assert.not(reads(['en'], 'es'));
  assert.not(reads(['constructor'], 'es'));
});

test('an issue whose language nobody knows is read by everybody', () => {
  assert.ok(reads(['en'], undefined));
  assert.ok(reads([], undefined));
});

test('of an enormous issue the beginning is looked at', () => {
  assert.ok(proseOf({ title: 'Log', description: 'x'.repeat(20_000) }).length <= 2_000);
});

test.run();
