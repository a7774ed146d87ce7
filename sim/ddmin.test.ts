import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ddmin } from './ddmin.ts';

const items = Array.from({ length: 30 }, (_, index) => index);
const always = () => true;

test('exactly what it takes is left, whatever that is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(29), { maxLength: 5 }), async (cause) => {
      const fails = async (part: readonly number[]) => cause.every((one) => part.includes(one));
      assert.equal(
        await ddmin(items, fails, always),
        [...cause].sort((a, b) => a - b),
      );
    }),
  );
});

test('when the tries run out, what is left still fails', async () => {
  let tries = 0;
  const fails = async (part: readonly number[]) => {
    tries += 1;
    return part.includes(3) && part.includes(27);
  };
  const left = await ddmin(items, fails, () => tries < 4);
  assert.is(tries, 4);
  assert.ok(left.length < items.length && left.includes(3) && left.includes(27));
});

test.run();
