import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { frequencyOf, Postings, slotOf, slotsMax } from './postings.ts';

const listOf = (postings: Postings, word: string): [number, number][] => {
  const term = postings.termOf(word);
  return term === undefined
    ? []
    : Array.from(postings.of(term), (posting) => [slotOf(posting), frequencyOf(posting)]);
};

test('whatever is added and swept, the lists are those of a plain map', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    { weight: 9, arbitrary: fc.record({ word, frequency: fc.integer({ min: 1, max: 63 }) }) },
    { weight: 1, arbitrary: fc.record({ divisor: fc.integer({ min: 2, max: 5 }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const postings = new Postings();
      const model = new Map<string, [number, number][]>();
      for (const [slot, each] of steps.entries()) {
        if ('divisor' in each) {
          const isGone = (gone: number) => gone % each.divisor === 0;
          postings.sweep((slot) => (isGone(slot) ? undefined : slot));
          for (const [key, list] of model)
            model.set(
              key,
              list.filter(([gone]) => !isGone(gone)),
            );
        } else {
          postings.add(each.word, slot, each.frequency);
          model.set(each.word, [...(model.get(each.word) ?? []), [slot, each.frequency]]);
        }
      }
      for (const [key, list] of model) assert.equal(listOf(postings, key), list);
    }),
  );
});

test('many terms and long lists grow without loss; the greatest slot fits, and a frequency is capped', () => {
  const postings = new Postings();
  for (let slot = 0; slot < 3_000; slot++) {
    postings.add('common', slot, 1);
    postings.add(`rare${slot}`, slot, 1_000);
  }
  assert.equal(
    listOf(postings, 'common').map(([slot]) => slot),
    Array.from({ length: 3_000 }, (_, slot) => slot),
  );
  assert.equal(listOf(postings, 'rare2999'), [[2_999, 63]]);
  postings.add('last', slotsMax - 1, 1);
  assert.equal(listOf(postings, 'last'), [[slotsMax - 1, 1]]);
  assert.is(postings.termOf('unknown'), undefined);
});

test.run();
