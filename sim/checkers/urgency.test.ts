import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SeenIssue } from '../seen.ts';
import { anIssue, committed, expert, north } from './testing.ts';
import { urgency } from './urgency.ts';

type Urgency = SeenIssue['urgency'];
const raised = (note: Urgency, at = 0) => ({ kind: 'urgency-changed', note, at });
const lowered = (note: Urgency, at = 0) => ({ ...raised(note, at), expert: { id: expert }, reason: 'Why.' });
const issue = (is: Urgency, ...timeline: SeenIssue['timeline']) =>
  committed(north, { in: 'issues', doc: anIssue({ urgency: is, timeline }) });
const wrongs = (...events: Parameters<typeof urgency.check>[0]['events'][number][]) =>
  urgency.check({ events, final: [] }).length;

test('a user raises it and an expert lowers it, with a reason', () => {
  assert.is(wrongs(issue('normal'), issue('high', raised('high'))), 0);
  assert.is(wrongs(issue('normal'), issue('low', lowered('low'))), 0);
  assert.is(wrongs(issue('normal'), issue('low', { ...lowered('low'), reason: '' })), 1);
});

test('neither does what is the other’s, also where the urgency before is not known', () => {
  assert.is(wrongs(issue('normal'), issue('low', raised('low'))), 1);
  assert.is(wrongs(issue('normal'), issue('high', lowered('high'))), 1);
  assert.is(wrongs(issue('low', raised('high'), raised('low'))), 1);
});

test('it is not raised again soon after it was lowered', () => {
  const hourMs = 3_600_000;
  assert.is(wrongs(issue('high', lowered('low', 1_000), raised('high', 1_000 + hourMs))), 0);
  assert.is(wrongs(issue('high', lowered('low', 1_000), raised('high', hourMs))), 1);
});

test('what changes without a word is noticed, once', () => {
  assert.is(wrongs(issue('normal'), issue('high'), issue('high')), 1);
  assert.is(wrongs(issue('normal'), issue('normal', raised('high'))), 1);
});

test.run();
