import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../words/testing.ts';
import type { TimelineEntry } from '../../node/schemas/views.ts';
import { daniel, entry, issueFor, meera } from './testing.ts';
import { stepOf, vine, whyOf } from './timeline.ts';

const titles = (steps: { look: string; title: string }[]) =>
  steps.map(({ look, title }) => `${look}: ${title}`);

test('the whole story, from received to working on it', () => {
  const issue = issueFor({
    state: 'assigned',
    owner: 'East',
    expert: meera,
    timeline: [
      entry('submitted', { region: 'North' }),
      entry('offered', { expert: daniel, region: 'North' }),
      entry('rejected', { expert: daniel, note: 'on another call' }),
      entry('handed-over', { region: 'East' }),
      entry('offered', { expert: meera, region: 'East' }),
      entry('accepted', { expert: meera, region: 'East' }),
    ],
  });
  const steps = vine({ issue, meId: 'leila' });
  assert.equal(titles(steps), [
    'done: Received',
    'passed: Daniel passed',
    'done: Forwarded to East',
    'done: Meera in East accepted',
    'now: Meera in East is working on it',
    'next: You both confirm it’s solved',
  ]);
  assert.is(steps[0]?.detail, 'Stored in North');
  assert.is(steps[1]?.detail, 'on another call');
});

test('the last entry and the present state are not said twice', () => {
  const waiting = { ahead: 2, since: 0, onlineExperts: 3, freeSeats: 0 };
  const issue = issueFor({ waiting, timeline: [entry('submitted'), entry('waiting', { at: 7 })] });
  const steps = vine({ issue, meId: 'leila' });
  assert.equal(titles(steps), [
    'done: Received',
    'now: 2 people before you',
    'next: An expert accepts',
    'next: You both confirm it’s solved',
  ]);
  assert.is(steps[1]?.at, 7);
});

test('each reader is told what they did themselves', () => {
  const issue = issueFor({ state: 'resolved', expert: meera });
  const accepted = entry('accepted', { expert: meera, region: 'East' });
  const confirmed = entry('confirmed');
  assert.is(stepOf(accepted, { issue, meId: 'meera' }).title, 'You accepted');
  assert.is(stepOf(accepted, { issue, meId: 'leila' }).title, 'Meera in East accepted');
  assert.is(stepOf(confirmed, { issue, meId: 'leila' }).title, 'You said that it works');
  assert.is(stepOf(confirmed, { issue, meId: 'meera' }).title, 'Leila said that it works');
  assert.is(vine({ issue, meId: 'leila' }).at(-1)?.title, 'You say whether it works');
  assert.is(vine({ issue, meId: 'meera' }).at(-1)?.title, 'Leila says whether it works');
});

test('every kind has a sentence of its own', () => {
  const kinds: TimelineEntry['kind'][] = [
    'submitted',
    'edited',
    'urgency-changed',
    'waiting',
    'handed-over',
    'offered',
    'rejected',
    'timed-out',
    'withdrawn',
    'accepted',
    'reminded',
    'given-back',
    'transferred',
    'escalated',
    'reassigned',
    'resolved',
    'confirmed',
    'declined',
    'closed-unconfirmed',
    'reopened',
    'cancelled',
    'rated',
  ];
  const issue = issueFor({ expert: meera });
  const said = kinds.map((kind) => stepOf(entry(kind, { expert: meera }), { issue, meId: 'leila' }).title);
  assert.is(new Set(said).size, kinds.length);
});

test('an urgency is told by its name, a kind of a newer node by its own', () => {
  const reader = { issue: issueFor(), meId: 'leila' };
  assert.is(stepOf(entry('urgency-changed', { note: 'critical' }), reader).title, 'Urgency is now Critical');
  const lowered = entry('urgency-changed', {
    note: 'low',
    expert: { id: 'egon', name: 'Egon' },
    reason: 'No hurry.',
  });
  assert.is(stepOf(lowered, reader).title, 'Egon says the urgency is Low');
  assert.is(stepOf(lowered, reader).detail, 'No hurry.');
  const newer: TimelineEntry = JSON.parse('{"at":1,"kind":"sent-to-moon"}');
  assert.is(stepOf(newer, reader).title, 'Sent to moon');
});

test('a closed issue ends with what happened last', () => {
  const issue = issueFor({ state: 'closed', timeline: [entry('confirmed'), entry('rated', { stars: 5 })] });
  assert.equal(titles(vine({ issue, meId: 'leila' })), [
    'done: You said that it works',
    'done: You gave 5 stars',
  ]);
});

test('the reason shown is that of the expert who has it', () => {
  const terms = { skill: 1, trust: 1, availability: 1, load: 1 };
  const why = (score: number) => ({ score, terms, weights: terms, skill: {}, others: 0 });
  const issue = issueFor({
    expert: meera,
    timeline: [
      entry('offered', { expert: meera, why: why(0.8) }),
      entry('offered', { expert: daniel, why: why(0.9) }),
    ],
  });
  assert.is(whyOf(issue)?.score, 0.8);
});

test('it says that an expert does not list the language, of the offer and of its answer', () => {
  const terms = { skill: 1, trust: 1, availability: 1, load: 1 };
  const why = {
    score: 1,
    terms,
    weights: terms,
    skill: {},
    others: 0,
    language: { is: 'es', isRead: false },
  };
  const offered = entry('offered', { expert: meera, why });
  const accepted = entry('accepted', { expert: meera });
  const said = 'Meera does not list Spanish: nobody who does was free.';
  const asked = issueFor({ state: 'offered', expert: meera, timeline: [entry('submitted'), offered] });
  assert.is(vine({ issue: asked, meId: 'leila' })[1]?.detail, said);
  const issue = issueFor({
    state: 'assigned',
    expert: meera,
    timeline: [entry('submitted'), offered, accepted],
  });
  assert.is(vine({ issue, meId: 'leila' })[1]?.detail, said);
});

test.run();
