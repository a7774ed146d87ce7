import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { disclosure } from './disclosure.ts';
import { issueId } from './testing.ts';

const complaint = (got: string) =>
  disclosure
    .check({
      events: [{ kind: 'pried', atMs: 1_000, person: 'Nosy 1', what: 'read', issue: issueId, got }],
      final: [],
    })
    .join('\n');

test('not to find it, or not to be allowed, is fine', () => {
  for (const got of ['not-found', 'forbidden', 'nothing', 'region-unreachable'])
    assert.is(complaint(got), '');
});

test('so is a former password that is wrong by now; one that opens something is not', () => {
  const tried = (got: string) =>
    disclosure
      .check({ events: [{ kind: 'pried', atMs: 1, person: 'Careful 1', what: 'sign in', got }], final: [] })
      .join('\n');
  assert.is(tried('wrong-credentials'), '');
  assert.is(tried('an answer'), 'At 1 ms Careful 1 tried to sign in, and got an answer.');
});

test('an answer is noticed, and also a refusal that tells that there is something', () => {
  assert.match(complaint('an answer'), 'Nosy 1 tried to read');
  assert.match(complaint('wrong-state'), 'wrong-state');
});

test.run();
