import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { nearWords } from './near-words.ts';

const known = new Set(['printer', 'invit', 'kalend', 'drucker', 'प्रिंटर', 'cloud', 'vpn', 'form', 'from']);
const near = (word: string) => nearWords(word, (other) => known.has(other));

test('a letter missing, one too many, another, or two swapped', () => {
  for (const typo of ['prnter', 'printter', 'prinder', 'pritner', 'rprinter', 'printerr', 'rinter'])
    assert.equal(near(typo), ['printer'], typo);
  assert.equal(near('clowd'), ['cloud']);
  assert.equal(near('fform'), ['form']);
  assert.equal(near('frmo'), ['from']);
});

test('compounds, and endings that no stemmer knows, by the word they begin or end with', () => {
  assert.equal(near('invitaton'), ['invit']);
  assert.equal(near('kalendereinladung'), ['kalend']);
  assert.equal(near('farbdrucker'), ['drucker']);
});

test('letters of other scripts may be too many or swapped', () => {
  assert.equal(near('प्रििंटर'), ['प्रिंटर']);
});

test('short words, numbers and codes are nothing else', () => {
  for (const word of ['vpm', '0x80070005', 'ora12541', '', '12345']) assert.equal(near(word), []);
});

test('whatever is asked, only known words are meant', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (word) => {
      for (const other of near(word)) assert.ok(known.has(other));
    }),
  );
});

test.run();
