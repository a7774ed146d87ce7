import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  asCopy,
  chatRegionsOf,
  custodianOf,
  entrustedTo,
  isAtRisk,
  isLaterThan,
  onKept,
  onLost,
  storedIn,
} from './custody.ts';
import { nextEpoch, noEpoch } from './epoch.ts';
import { AccountId, IssueId, RegionId } from './ids.ts';
import { submit } from './issue.ts';
import { IssueRecord } from './issue-record.ts';
import type { Issue } from './model.ts';

const test = suite('custody');

const [north, south, east, west] = ['north', 'south', 'east', 'west'].map((id) => RegionId.parse(id)) as [
  RegionId,
  RegionId,
  RegionId,
  RegionId,
];

const anIssue = (): Issue =>
  submit(
    {
      id: IssueId.parse('issue'),
      origin: north,
      user: { id: AccountId.parse('user'), name: 'Ursula' },
      title: 'No connection',
      description: 'None at all.',
      category: 'network',
      urgency: 'normal',
      submission: 'digest',
    },
    { now: 1, nameOf: String },
  );

test('custodians are spread evenly, and when one is away only its issues go elsewhere', () => {
  const ids = Array.from({ length: 3_000 }, (_, n) => IssueId.parse(`issue ${n}`));
  const all = [south, east, west];
  const counts = all.map((region) => ids.filter((id) => custodianOf(id, all) === region).length);
  assert.ok(
    counts.every((count) => count > 850 && count < 1_150),
    String(counts),
  );
  for (const id of ids) {
    const before = custodianOf(id, all);
    const after = custodianOf(id, [east, south]);
    if (before !== west) assert.is(after, before);
    assert.is(
      custodianOf(id, [west, south, east]),
      before,
      'the order in which regions are named is nothing',
    );
  }
  assert.is(custodianOf(IssueId.parse('issue'), []), undefined);
});

test('a version is (epoch, revision): a change of custody makes no new one', () => {
  const issue = anIssue();
  assert.ok(isLaterThan({ ...issue, revision: 2 }, issue));
  assert.ok(isLaterThan({ epoch: nextEpoch(noEpoch), revision: 1 }, { epoch: noEpoch, revision: 9 }));
  assert.not(isLaterThan(issue, issue));
  assert.not(isLaterThan(entrustedTo(issue, south), issue));
});

test('a copy counts once it is kept; until then the issue is at risk', () => {
  const entrusted = entrustedTo(anIssue(), south);
  assert.equal(storedIn(entrusted), [north]);
  assert.ok(isAtRisk(entrusted));
  assert.is(onKept(entrusted, east), undefined, 'another region is not its custodian');
  const kept = onKept(entrusted, south)?.issue ?? entrusted;
  assert.equal(storedIn(kept), [north, south]);
  assert.not(isAtRisk(kept));
  assert.is(onKept(kept, south), undefined, 'the second time it is no news');
});

test('a former custodian keeps its copy until the new one has it', () => {
  const kept = onKept(entrustedTo(anIssue(), south), south)?.issue ?? anIssue();
  const moved = entrustedTo(kept, east);
  assert.equal(storedIn(moved), [north, south]);
  assert.not(isAtRisk(moved));
  const again = entrustedTo(moved, west);
  assert.equal(again.custody?.former, [south], 'one that never had it has nothing to drop');
  const done = onKept(again, west);
  assert.equal(done?.mayDrop, [south]);
  assert.equal(done && storedIn(done.issue), [north, west]);
  assert.equal(entrustedTo(moved, south).custody?.former, [], 'back to who still has it');
});

test('a custodian that lost its copy counts no more, and nobody is told to drop what it has not', () => {
  const kept = onKept(entrustedTo(anIssue(), south), south)?.issue ?? anIssue();
  const lost = onLost(kept, south);
  assert.ok(isAtRisk(lost));
  assert.equal(entrustedTo(lost, east).custody?.former, []);
  assert.equal(onLost(entrustedTo(kept, east), south).custody?.former, []);
  assert.equal(onLost(kept, east), kept);
});

test('the owner counts too, and lines go to owner and custodian, once each', () => {
  const placed: Issue = { ...anIssue(), phase: { at: 'placed', owner: east, n: 0, stage: 'held' } };
  assert.equal(storedIn(placed), [north, east]);
  assert.equal(chatRegionsOf(entrustedTo(placed, south)), [east, south]);
  assert.equal(chatRegionsOf(entrustedTo(placed, east)), [east]);
  const here: Issue = { ...placed, phase: { at: 'placed', owner: north, n: 0, stage: 'held' } };
  assert.equal(chatRegionsOf(here), []);
  assert.ok(isAtRisk(here));
});

test('a copy crosses the wire whole, without its custody', () => {
  const issue = entrustedTo(anIssue(), south);
  const { custody: _, ...whole } = issue;
  assert.equal(IssueRecord.parse(JSON.parse(JSON.stringify(asCopy(issue)))), whole);
});

test.run();
