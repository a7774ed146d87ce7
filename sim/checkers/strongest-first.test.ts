import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IssueId } from '../../node/core/ids.ts';
import type { SeenIssue } from '../seen.ts';
import { strongestFirst } from './strongest-first.ts';
import { anAccount, anEntry, anIssue, committed, expert, north, putBack, south } from './testing.ts';

/** Submitted at 0 and waiting. */
const waiting = (id: string, changes: Partial<SeenIssue> = {}): SeenIssue =>
  anIssue({ id: IssueId.parse(id), submittedAt: 0, phase: { at: 'queued' }, ...changes });
const queued = (...issues: readonly SeenIssue[]) =>
  committed(north, ...issues.map((doc) => ({ in: 'issues', doc }) as const));
/** Given to the expert at 10 s. */
const given = (issue: SeenIssue, owner = north) => {
  const phase = { at: 'placed', owner, stage: 'offered' } as const;
  const entry = { ...anEntry('offered'), issueId: issue.id };
  return committed(
    north,
    { in: 'issues', doc: { ...issue, phase } },
    { in: 'entries', doc: { ...entry, phase: { at: 'offered', expert: { id: expert }, since: 10_000 } } },
  );
};
const wrongs = (...events: Parameters<typeof strongestFirst.check>[0]['events'][number][]) =>
  strongestFirst.check({ events, final: [] }).length;

test('who came first is served first, and whoever came later is noticed', () => {
  const later = waiting('later', { submittedAt: 1_000 });
  assert.is(wrongs(queued(waiting('first'), later), given(waiting('first'))), 0);
  assert.is(wrongs(queued(waiting('first'), later), given(later)), 1);
});

test('what is more urgent ages faster', () => {
  const urgent = waiting('urgent', { submittedAt: 8_000, urgency: 'critical' });
  assert.is(wrongs(queued(waiting('first'), urgent), given(urgent)), 0);
  assert.is(wrongs(queued(waiting('first'), urgent), given(waiting('first'))), 1);
  const high = waiting('high', { submittedAt: 6_000, urgency: 'high' });
  assert.is(wrongs(queued(waiting('first'), high), given(high)), 1);
});

test('issues that the expert may not be asked for, and those of other categories, do not count', () => {
  const later = waiting('later', { submittedAt: 1_000 });
  for (const other of [
    { category: 'web' },
    { passed: [expert] },
    { barred: [expert] },
    { userId: expert },
    { wanted: {} },
  ])
    assert.is(wrongs(queued(waiting('first', other), later), given(later)), 0, JSON.stringify(other));
});

test('an issue that the expert does not read may have to wait for somebody elsewhere who does', () => {
  const later = waiting('later', { submittedAt: 1_000 });
  const first = waiting('first', { language: 'es' });
  const reading = (language: string) =>
    committed(north, { in: 'accounts', doc: anAccount({ languages: [language] }) });
  assert.is(wrongs(reading('en'), queued(first, later), given(later)), 0);
  assert.is(wrongs(reading('es'), queued(first, later), given(later)), 1);
});

test('who was named, what is given to another region, and what changed at the same time is left out', () => {
  const later = waiting('later', { submittedAt: 1_000 });
  assert.is(wrongs(queued(waiting('first'), later), given({ ...later, wanted: { expertId: expert } })), 0);
  assert.is(wrongs(queued(waiting('first'), later), given(later, south)), 0);
  assert.is(wrongs(queued(later), given(later), queued(waiting('first'))), 0);
});

test('what a region had before a backup was put back does not wait there any more', () => {
  const [first, later] = [waiting('first'), waiting('later', { submittedAt: 1_000 })];
  const back = putBack(north, { in: 'issues', doc: first });
  assert.is(wrongs(queued(first), back, queued(later), given(later)), 0);
  assert.is(wrongs(back, queued(first, later), given(later)), 1, 'but as soon as it has adopted it itself');
});

test.run();
