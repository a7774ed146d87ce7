import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { answered, availabilityPrior, availabilityTerm, newAvailability } from './availability.ts';

test('an answer in time raises it, a timeout lowers it', () => {
  assert.ok(answered(newAvailability, true).value > availabilityPrior);
  assert.ok(Math.abs(answered(newAvailability, false).value - 0.64) < 1e-12);
});

test('ten answers in a row make up for a bad beginning', () => {
  let availability = { value: 0 };
  for (let i = 0; i < 10; i++) availability = answered(availability, true);
  assert.ok(availability.value > 0.85);
});

test('it never leaves [0, 1]', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (answers) => {
      const { value } = answers.reduce(answered, newAvailability);
      assert.ok(value >= 0 && value <= 1);
    }),
  );
});

test('outside the declared hours the term is half', () => {
  assert.is(availabilityTerm({ value: 0.9 }, false), 0.9);
  assert.is(availabilityTerm({ value: 0.9 }, true), 0.45);
});

test.run();
