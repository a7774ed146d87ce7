import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstTerm, nextTerm } from '../../node/core/epoch.ts';
import { IssueId } from '../../node/core/ids.ts';
import { atRest } from './at-rest.ts';
import {
  anAccount,
  anEntry,
  anIssue,
  aProfile,
  aRegion,
  committed,
  expert,
  issueId,
  north,
  nth,
  putBack,
  south,
} from './testing.ts';

const complaint = (...final: Parameters<typeof atRest.check>[0]['final']) =>
  atRest.check({ events: [], final }).join('\n');
const queued = anIssue({ phase: { at: 'queued' } });

test('closed issues, empty outboxes and equal replicas are at rest', () => {
  const accounts = [anAccount()];
  const docs = { issues: [anIssue()], entries: [anEntry('done')], profiles: [aProfile()], accounts };
  assert.is(complaint(aRegion(north, docs), aRegion(south, { accounts })), '');
});

test('a proposal, a hold, a message and an unfinished assignment are not', () => {
  assert.match(complaint(aRegion(north, { issues: [anIssue({ phase: { at: 'proposing' } })] })), 'proposing');
  assert.match(complaint(aRegion(north, { entries: [anEntry('held')] })), 'still holds');
  const outbox = [{ id: '1', to: south, message: { type: 'grant' } }];
  assert.match(complaint(aRegion(north, { outbox })), 'grant');
  const assigned = anIssue({ phase: { at: 'placed', owner: north, stage: 'assigned' } });
  assert.match(complaint(aRegion(north, { issues: [assigned] })), 'assigned');
});

test('an issue may wait while nobody is free for it', () => {
  const accounts = [anAccount()];
  const away = aRegion(north, { issues: [queued], accounts, profiles: [aProfile({ presence: 'away' })] });
  assert.is(complaint(away), '');
  const profiles = [aProfile({ categories: ['web'] })];
  assert.is(complaint(aRegion(north, { issues: [queued], accounts, profiles })), '');
  const barred = anIssue({ phase: { at: 'queued' }, barred: [expert] });
  assert.is(complaint(aRegion(north, { issues: [barred], accounts, profiles: [aProfile()] })), '');
});

test('an issue that waits although an expert of another region is free is noticed', () => {
  const accounts = [anAccount({ home: south })];
  const found = complaint(
    aRegion(north, { issues: [queued], accounts }),
    aRegion(south, { profiles: [aProfile()], accounts }),
  );
  assert.match(found, '1 experts are free');
});

test('an expert who works on what its origin has elsewhere is noticed', () => {
  const found = complaint(aRegion(north, { issues: [anIssue({ epoch: nth(2) })] }), {
    ...aRegion(south, { entries: [anEntry('assigned')] }),
  });
  assert.match(found, 'its origin knows nothing of it');
});

test('an owner that was not told what became of its answer is noticed', () => {
  const { outcome: _, ...untold } = anEntry('done');
  assert.match(complaint(aRegion(north, { issues: [anIssue()], entries: [untold] })), 'not told');
});

test('a replica that differs is noticed', () => {
  const stale = anAccount({ trust: { value: 0.7, at: 2 } });
  assert.match(
    complaint(aRegion(north, { accounts: [anAccount()] }), aRegion(south, { accounts: [stale] })),
    'differ',
  );
});

test('for a region that is gone for good, nothing waits but what it may still drop or hear of own issues', () => {
  const adoption = { region: south, term: nextTerm(firstTerm, north), by: north };
  const waiting = (type: string, of = issueId) =>
    complaint(
      aRegion(north, {
        issues: [anIssue()],
        adoptions: [adoption],
        outbox: [{ id: '1', to: south, message: { type, issueId: of } }],
      }),
    );
  assert.is(waiting('drop'), '');
  assert.is(waiting('chat'), '');
  for (const type of ['adopted', 'settled']) assert.is(waiting(type), '', type);
  assert.match(waiting('commit'), 'still has message');
  assert.match(waiting('chat', IssueId.parse('of another')), 'still has message');
});

test('an issue waits for a user who closed it on a disk that was lost, if no other disk knew', () => {
  const resolved = anIssue({ phase: { at: 'resolved', owner: south } });
  const closed = anIssue({ phase: { at: 'closed', owner: south } });
  const final = [aRegion(north, { issues: [resolved] })];
  const close = committed(north, { in: 'issues', doc: closed });
  const back = putBack(north, { in: 'issues', doc: resolved });
  assert.equal(atRest.check({ events: [close, back], final }), []);
  assert.match(atRest.check({ events: [close], final }).join(), 'resolved');
  const copied = committed(south, { in: 'copies', doc: { id: issueId, issue: closed } });
  assert.match(atRest.check({ events: [close, copied, back], final }).join(), 'resolved');
  const told = committed(south, { in: 'entries', doc: anEntry('done') });
  assert.match(atRest.check({ events: [close, told, back], final }).join(), 'resolved');
  const own = committed(north, { in: 'entries', doc: anEntry('done') });
  assert.equal(atRest.check({ events: [close, own, back], final }), [], 'it had answered it itself');
});

test.run();
