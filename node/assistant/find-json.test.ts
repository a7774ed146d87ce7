import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { findJson } from './find-json.ts';

const test = suite('JSON in a text');
const Answer = z.object({ a: z.unknown() });
const found = (text: string) => findJson(text, (value) => Answer.safeParse(value).data);

test('it is found alone, in a fence, and behind thoughts', () => {
  assert.equal(found('{"a": 1}'), { a: 1 });
  assert.equal(found('```json\n{"a": "}{"}\n```'), { a: '}{' });
  assert.equal(found('if {x} then {"b": 2}, so: {"a": {"c": "\\"}"}} and so on'), { a: { c: '"}' } });
  assert.is(found('none, {"b": 1}'), undefined);
  assert.is(found('{"a": '), undefined);
  assert.is(found(''), undefined);
});

test('any object is found in any company that has no braces', () => {
  const words = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[{}]/g, ''));
  fc.assert(
    fc.property(words, fc.jsonValue(), words, (before, value, after) => {
      const expected: unknown = JSON.parse(JSON.stringify(value));
      assert.equal(found(before + JSON.stringify({ a: value }) + after), { a: expected });
    }),
    { numRuns: 100 },
  );
});

test('an enormous text of braces takes no time', () => {
  const before = process.cpuUsage();
  found('{'.repeat(250_000));
  found('{"a":'.repeat(50_000));
  assert.ok(process.cpuUsage(before).user < 1_000_000);
});

test.run();
