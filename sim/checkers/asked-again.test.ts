import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SeenIssue } from '../seen.ts';
import { askedAgain } from './asked-again.ts';
import { anIssue, committed, expert, north, otherExpert } from './testing.ts';

const step = (kind: string, id = expert) => ({ kind, expert: { id } });

/** Each list is what the timeline has gained at a commit. */
const complaint = (...gained: readonly (SeenIssue['timeline'] | { attempt: number })[]) => {
  let [timeline, attempt]: [SeenIssue['timeline'], number] = [[], 1];
  const events = gained.map((news) => {
    if ('attempt' in news) attempt = news.attempt;
    else timeline = [...timeline, ...news];
    return committed(north, { in: 'issues', doc: anIssue({ timeline, attempt }) });
  });
  return askedAgain.check({ events, final: [] }).join('\n');
};

test('one after the other, and the first again in the next attempt, is fine', () => {
  assert.is(
    complaint(
      [step('offered')],
      [step('rejected'), step('offered', otherExpert)],
      [step('timed-out', otherExpert)],
      { attempt: 2 },
      [step('offered')],
    ),
    '',
  );
});

test('who has just passed and is asked again is noticed', () => {
  assert.match(complaint([step('offered')], [step('rejected'), step('offered')]), 'who passed in attempt 1');
});

test('whoever solved it before is asked first when it comes back', () => {
  assert.is(complaint([step('offered'), step('rejected')], [step('reopened')], [step('offered')]), '');
});

test('an answer that the user does not want begins the search afresh, somebody at work who is sent away does not', () => {
  const passed = [
    step('offered'),
    step('rejected'),
    step('offered', otherExpert),
    step('accepted', otherExpert),
  ];
  const escalated = [step('escalated', otherExpert), step('offered')];
  assert.is(complaint(passed, [step('resolved', otherExpert)], escalated), '');
  assert.match(complaint(passed, escalated), 'who passed in attempt 1');
});

test('whom the user escalated from is never asked again', () => {
  const found = complaint([step('offered'), step('escalated')], { attempt: 2 }, [step('offered')]);
  assert.match(found, 'its user escalated');
});

test.run();
