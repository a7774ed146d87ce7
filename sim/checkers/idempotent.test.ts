import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IssueId } from '../../node/core/ids.ts';
import { idempotent } from './idempotent.ts';
import { anAccount, anIssue, answered, aRegion, north, otherExpert, south } from './testing.ts';

test('the same answer to the same key is fine, and so are equal titles of different people', () => {
  const events = [answered('submit', 'key 1', 'a'), answered('submit', 'key 1', 'a')];
  const other = anIssue({ id: IssueId.parse('another'), userId: otherExpert });
  const final = [aRegion(north, { issues: [anIssue(), other] })];
  assert.equal(idempotent.check({ events, final }), []);
});

test('two answers to one key are noticed', () => {
  const events = [answered('submit', 'key 1', 'a'), answered('submit', 'key 1', 'b')];
  assert.match(idempotent.check({ events, final: [] })[0] ?? '', 'a and b');
});

test('a submission that became two issues is noticed, wherever they are', () => {
  const final = [
    aRegion(north, { issues: [anIssue()] }),
    aRegion(south, { issues: [anIssue({ id: IssueId.parse('another'), origin: south })] }),
  ];
  assert.match(idempotent.check({ events: [], final })[0] ?? '', 'became 2 issues');
});

test('one e-mail with two accounts is noticed; replicas are no accounts of their own', () => {
  const copies = [aRegion(north, { accounts: [anAccount()] }), aRegion(south, { accounts: [anAccount()] })];
  assert.equal(idempotent.check({ events: [], final: copies }), []);
  const twin = aRegion(south, { accounts: [anAccount({ id: otherExpert, home: south })] });
  const found = idempotent.check({ events: [], final: [aRegion(north, { accounts: [anAccount()] }), twin] });
  assert.match(found[0] ?? '', 'became 2 accounts');
});

test.run();
