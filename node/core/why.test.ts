import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Why } from '../schemas/why.ts';
import { AccountId, IssueId } from './ids.ts';
import type { Ranked, Terms } from './rank.ts';
import { explain, shownWhy } from './why.ts';

const weights: Terms = { skill: 0.4, trust: 0.2, availability: 0.2, load: 0.2 };
const ranked = (name: string, score: number, terms: Partial<Terms>): Ranked => ({
  id: AccountId.parse(name),
  score,
  terms: { skill: 0.5, trust: 0.5, availability: 0.5, load: 0.5, ...terms },
  skill: {
    value: 0.5,
    parts: { category: 1, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 },
    matcher: 'keyword',
    past: [],
  },
  weights,
});
const anna = ranked('anna', 0.8, { skill: 0.9 });
const bert = ranked('bert', 0.7, { skill: 0.9, trust: 0.1 });
const cleo = ranked('cleo', 0.6, { skill: 0.1 });
const dora = ranked('dora', 0.5, {});

const explained = (chosen: Ranked, all: readonly Ranked[] = [anna, bert, cleo, dora]) =>
  explain(chosen, { ranked: all, personOf: (id) => ({ id, name: id.toUpperCase() }), excluded: { away: 2 } });

test('an explanation has the next two, and in which term each fell behind', () => {
  const { next, others, excluded } = explained(anna);
  assert.is(others, 3);
  assert.equal(excluded, { away: 2 });
  assert.equal(
    next?.map(({ expert, less }) => [expert?.name, less]),
    [
      ['BERT', 'trust'],
      ['CLEO', 'skill'],
    ],
  );
});

test('whoever would have come first, or is an equal, fell behind in nothing', () => {
  assert.is(explained(bert).next?.[0]?.less, 'nothing');
  assert.is(explained(anna, [anna, { ...anna, id: cleo.id }]).next?.[0]?.less, 'nothing');
});

test('the only one who could be asked has nobody next', () => {
  assert.equal(explained(anna, [anna]).next, []);
});

test('figures of others are for admins, names for the expert who is asked too, words for everybody', () => {
  const why = explained(anna);
  const noTitles = () => undefined;
  assert.equal(shownWhy(why, 'admin', noTitles), why);
  assert.equal(shownWhy(why, 'asked', noTitles).next?.[0], {
    less: 'trust',
    expert: { id: bert.id, name: 'BERT' },
  });
  assert.equal(shownWhy(why, 'part', noTitles).next, [{ less: 'trust' }, { less: 'skill' }]);
});

test('past issues are shown by title where their user agreed, and counted otherwise', () => {
  const why: Why = { ...explained(anna), past: { issues: [{ id: 'a' }, { id: 'b' }], others: 1 } };
  const titleOf = (id: string) => (id === 'b' ? 'Printer gone' : undefined);
  assert.equal(shownWhy(why, 'part', titleOf).past, {
    issues: [{ id: 'b', title: 'Printer gone' }],
    others: 2,
  });
  // A title that was stored by mistake, or whose user has changed their mind since, is not shown either.
  const stored: Why = { ...why, past: { issues: [{ id: 'a', title: 'Secret' }], others: 0 } };
  assert.equal(shownWhy(stored, 'admin', titleOf).past, { issues: [], others: 1 });
});

test('an explanation of an older node, without any of it, is read and shown as it is', () => {
  const { score, terms, skill, others } = explained(anna);
  const old = Why.parse({ score, terms, weights, skill, others });
  assert.equal(
    shownWhy(old, 'part', () => undefined),
    old,
  );
});

test('an explanation is small enough for a timeline', () => {
  const long = 'x'.repeat(43);
  const why = explain(anna, {
    ranked: [anna, bert, cleo],
    personOf: (id) => ({ id: AccountId.parse(long), name: `${id} ${long}` }),
    excluded: { own: 1, category: 99_999, had: 9, passed: 99, away: 9_999, full: 9_999, language: 9_999 },
    language: { is: 'es', isRead: false },
  });
  const past = { issues: [{ id: long }, { id: long }, { id: long }], others: 99 };
  assert.ok(JSON.stringify({ ...why, past }).length < 1_500);
});

test('past issues that spoke for the chosen one are kept by id, with how skill was judged', () => {
  const past = [{ issueId: IssueId.parse('a'), share: 0.7 }];
  const experienced: Ranked = { ...anna, skill: { ...anna.skill, past, isFilling: true } };
  const why = explained(experienced);
  assert.equal(why.past, { issues: [{ id: 'a' }], others: 0 });
  assert.equal(why.matcher, { name: 'keyword', isFilling: true });
  assert.is(explained(anna).past, undefined);
});

test.run();
