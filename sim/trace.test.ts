import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { north } from './checkers/testing.ts';
import { Trace } from './trace.ts';

test('the hash depends on every event, its time and their order', () => {
  const hashOf = (...crashesMs: number[]) => {
    let nowMs = 0;
    const trace = new Trace(() => nowMs);
    for (const atMs of crashesMs) {
      nowMs = atMs;
      trace.add({ kind: 'crashed', region: north });
    }
    return trace.hash;
  };
  assert.is(hashOf(1, 2), hashOf(1, 2));
  assert.is(new Set([hashOf(), hashOf(1), hashOf(1, 2), hashOf(2, 1), hashOf(1, 3)]).size, 5);
});

test('what is only digested counts, too, and so does where one text ends', () => {
  const hashOf = (...texts: string[]) => {
    const trace = new Trace(() => 0);
    for (const text of texts) trace.digest(text);
    assert.equal(trace.events, []);
    return trace.hash;
  };
  assert.is.not(hashOf('ab', 'c'), hashOf('a', 'bc'));
  assert.is(hashOf('ab', 'c'), hashOf('ab', 'c'));
});

test('events carry the time at which they were added', () => {
  const trace = new Trace(() => 42);
  trace.add({ kind: 'started', region: north, bootEpoch: 1 });
  assert.equal(trace.events, [{ atMs: 42, kind: 'started', region: north, bootEpoch: 1 }]);
});

test.run();
