import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { accept, openHere } from './entry.ts';
import { AccountId, IssueId, OfferId, RegionId } from './ids.ts';
import { copyOf, onStatus, placeHere, submit } from './issue.ts';
import { edit } from './issue-people.ts';
import type { Entry, Issue } from './model.ts';
import { askToLower, onUrgency, raiseAgainAfterMs } from './urgency.ts';

const north = RegionId.parse('north');
const expert = { id: AccountId.parse('egon'), name: 'Egon' };
const context = { now: 1_000, here: 'North', nameOf: String };
const later = { ...context, now: 2_000 };
const terms = { skill: 1, trust: 1, availability: 1, load: 1 };
const why = { score: 1, terms, weights: terms, skill: {}, others: 0 };

/** A critical issue that Egon works on, at its origin and at its owner, which are one region here. */
function worked(): { issue: Issue; entry: Entry } {
  const submitted = submit(
    {
      id: IssueId.parse('issue'),
      origin: north,
      user: { id: AccountId.parse('ursula'), name: 'Ursula' },
      title: 'Printer',
      description: 'It jams.',
      category: 'hardware',
      urgency: 'critical',
      submission: 'digest',
    },
    context,
  );
  const placed = placeHere(submitted, context).issue;
  const offered = openHere(copyOf(placed), placed.epoch, { expert, why }, context).entry;
  if (offered.phase.at !== 'offered') throw new Error('Nobody was asked.');
  const accepted = accept(offered, OfferId.parse(offered.phase.offerId), expert.id, context);
  const [status] = accepted.toOrigin;
  if (status?.type !== 'status') throw new Error('The origin was not told.');
  const issue = onStatus(placed, north, status, context)?.issue;
  if (!issue) throw new Error('The origin did not listen.');
  return { issue, entry: accepted.entry };
}

function asked({ entry }: { entry: Entry }, urgency: 'low' | 'normal' | 'high' = 'normal') {
  const [message] = askToLower(entry, expert.id, urgency, 'There is a way around it.', later).toOrigin;
  if (message?.type !== 'urgency') throw new Error('The origin was not asked.');
  return message;
}

test('the origin lowers it, says by whom and why, and tells the owner', () => {
  const at = worked();
  const step = onUrgency(at.issue, north, asked(at), later);
  assert.is(step?.issue.urgency, 'normal');
  const entry = {
    at: 2_000,
    kind: 'urgency-changed',
    expert,
    note: 'normal',
    reason: 'There is a way around it.',
  };
  assert.equal(step?.issue.timeline.at(-1), entry);
  const [told] = step?.send ?? [];
  assert.is(told?.to, north);
  assert.ok(told?.message.type === 'edited' && told.message.content.urgency === 'normal');
});

test('repeated, overtaken, or from elsewhere it changes nothing', () => {
  const at = worked();
  const message = asked(at);
  const lowered = onUrgency(at.issue, north, message, later)?.issue;
  assert.ok(lowered);
  assert.is(onUrgency(lowered, north, message, later), undefined);
  assert.is(onUrgency(at.issue, RegionId.parse('south'), message, later), undefined);
  assert.is(
    onUrgency({ ...at.issue, phase: { at: 'queued', since: 0, isAnnounced: true } }, north, message, later),
    undefined,
  );
  const low = onUrgency(at.issue, north, asked(at, 'low'), later)?.issue;
  assert.ok(low && onUrgency(low, north, message, later) === undefined, 'it never rises by this');
});

test('asking is a word of the expert’s, and only theirs to say while they work on it', () => {
  const at = worked();
  const { entry } = askToLower(at.entry, expert.id, 'low', 'No hurry.', later);
  assert.ok(entry.phase.at === 'assigned' && entry.phase.lastWordAt === 2_000);
  assert.is(entry.issue.urgency, 'critical', 'the origin decides');
  assert.throws(
    () => askToLower(at.entry, AccountId.parse('mallory'), 'low', 'Ha.', later),
    /expert who works/,
  );
  const calm: Entry = { ...at.entry, issue: { ...at.entry.issue, urgency: 'low' } };
  assert.throws(() => askToLower(calm, expert.id, 'high', 'Oh.', later), /only lower/);
  assert.equal(askToLower(calm, expert.id, 'low', 'Twice.', later), { entry: calm, toOrigin: [] });
});

test('the user raises it again an hour later, not at once', () => {
  const at = worked();
  const lowered = onUrgency(at.issue, north, asked(at), later)?.issue;
  assert.ok(lowered);
  const raise = (now: number) => edit(lowered, { urgency: 'high' }, { ...context, now });
  assert.throws(() => raise(2_000 + raiseAgainAfterMs - 1), /a short while ago/);
  assert.is(raise(2_000 + raiseAgainAfterMs).issue.urgency, 'high');
});

test.run();
