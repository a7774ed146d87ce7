import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../words/testing.ts';
import { grouped, groupOf, inbox, stateSentence } from './issues.ts';
import { issueFor, meera } from './testing.ts';

test('what waits for the user stands first, what is over last, the latest change on top', () => {
  const issues = [
    issueFor({ id: 'old', changedAt: 1 }),
    issueFor({ id: 'closed', state: 'closed', can: ['rate', 'reopen'] }),
    issueFor({ id: 'new', changedAt: 5, state: 'assigned' }),
    issueFor({ id: 'confirm', state: 'resolved', can: ['confirm', 'decline'] }),
  ];
  assert.equal(
    grouped(issues).map(({ group, issues }) => [group, ...issues.map((issue) => issue.id)]),
    [
      ['needs-you', 'confirm'],
      ['open', 'new', 'old'],
      ['closed', 'closed'],
    ],
  );
  assert.is(groupOf(issueFor({ state: 'cancelled' })), 'closed');
});

test('an inbox has only what this expert has, not what they had before', () => {
  const issues = [
    issueFor({ id: 'mine', state: 'assigned', expert: meera }),
    issueFor({ id: 'answered', state: 'resolved', expert: meera }),
    issueFor({ id: 'moved', state: 'assigned', expert: { id: 'daniel', name: 'Daniel' } }),
    issueFor({ id: 'done', state: 'closed', expert: meera, can: ['rate'] }),
    issueFor({ id: 'rated', state: 'closed', expert: meera }),
  ];
  const { working, resolved, toRate } = inbox(issues, 'meera');
  assert.equal(
    [working, resolved, toRate].map((list) => list.map((issue) => issue.id)),
    [['mine'], ['answered'], ['done']],
  );
});

test('of a copy nobody says how many are before it', () => {
  assert.is(stateSentence(issueFor({ isCopy: true })).text, 'Waiting, when last heard of');
});

test('the state is said in plain words, for each reader', () => {
  const say = (change: Parameters<typeof issueFor>[0]) => stateSentence(issueFor(change)).text;
  const waiting = (ahead: number, onlineExperts = 1) => ({
    waiting: { ahead, since: 0, onlineExperts, freeSeats: 0 },
  });
  assert.is(say(waiting(2)), '2 people before you');
  assert.is(say(waiting(1)), '1 person before you');
  assert.is(say(waiting(0)), 'You are next');
  assert.is(say(waiting(0, 0)), 'Waiting for an expert to come online');
  assert.is(say({ ...waiting(1), role: 'admin' }), '1 before it');
  assert.is(say({ state: 'offered', expert: meera, owner: 'East' }), 'Asking Meera in East');
  assert.is(say({ state: 'offered', expert: meera, owner: 'North' }), 'Asking Meera');
  assert.is(
    stateSentence(issueFor({ state: 'offered', expert: meera, role: 'expert' }), meera.id).text,
    'Offered to you',
  );
  assert.is(
    say({ state: 'assigned', expert: meera, owner: 'East', role: 'admin' }),
    'Meera in East is working on it',
  );
  assert.is(say({ state: 'assigned', expert: meera, role: 'expert' }), 'You are working on it');
  assert.is(say({ state: 'resolved', expert: meera }), 'Solved by Meera. Did it work?');
  assert.is(say({ state: 'resolved', expert: meera, role: 'expert' }), 'Waiting for Leila to confirm');
  assert.is(say({ state: 'closed', rating: { stars: 1, comment: '', at: 1 } }), 'Closed. You gave 1 star');
  assert.is(say({ state: 'closed', role: 'expert' }), 'No longer with you');
  assert.is(say({ state: 'closed', role: 'expert', outcome: 'confirmed' }), 'Closed');
  assert.is(say({ state: 'closed', outcome: 'unconfirmed' }), 'Closed without an answer');
});

test('who waits is told how long that usually takes, where somebody could come', () => {
  const waiting = { ahead: 3, since: 1, onlineExperts: 2, freeSeats: 0 };
  const said = (more: object) => stateSentence(issueFor({ waiting: { ...waiting, ...more } })).text;
  assert.is(said({}), '3 people before you');
  assert.is(said({ usualSeconds: 360 }), '3 people before you; usually 6 min');
  assert.is(said({ usualSeconds: 2 }), '3 people before you; usually 1 min');
  assert.is(said({ usualSeconds: 360, onlineExperts: 0 }), '3 people before you');
});

test.run();
