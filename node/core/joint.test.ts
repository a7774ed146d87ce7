import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId, IssueId } from './ids.ts';
import { type Asker, assignJointly, jointIssuesMax, type Seated, worthsOf } from './joint.ts';

const test = suite('joint');

const asker = (id: string, scores: Record<string, number>, wanted?: string): Asker => ({
  id: IssueId.parse(id),
  worths: new Map(Object.entries(scores).map(([expert, score]) => [AccountId.parse(expert), score])),
  wanted: wanted === undefined ? undefined : AccountId.parse(wanted),
});
const seated = (id: string, capacity = 1, load = 0): Seated => ({ id: AccountId.parse(id), capacity, load });
const options = { loadShare: 0.2, lot: 'lot' };
const pairsOf = (askers: readonly Asker[], experts: readonly Seated[]) =>
  assignJointly(askers, experts, options).map(({ id, expertId }) => `${id} ${expertId}`);

test('the first leaves the expert whom the second needs more', () => {
  const askers = [asker('one', { ann: 0.9, ben: 0.85 }), asker('two', { ann: 0.9, ben: 0.2 })];
  assert.equal(pairsOf(askers, [seated('ann'), seated('ben')]), ['one ben', 'two ann']);
});

test('the strongest claims are served, however well a weaker one would fit', () => {
  const askers = [asker('one', { ann: 0.1 }), asker('two', { ann: 0.9 })];
  assert.equal(pairsOf(askers, [seated('ann')]), ['one ann']);
});

test('one whom somebody was named for gets them, if anybody free does', () => {
  const askers = [asker('one', { ann: 0.9, ben: 0.1 }), asker('two', { ann: 0.1, ben: 0.9 }, 'ann')];
  assert.equal(pairsOf(askers, [seated('ann'), seated('ben')]), ['one ben', 'two ann']);
});

test('issues are spread over equals before one of them gets two', () => {
  const scores = { ann: 0.5, ben: 0.5 };
  const pairs = assignJointly(
    [asker('one', scores), asker('two', scores)],
    [seated('ann', 3), seated('ben', 3)],
    options,
  );
  assert.is(new Set(pairs.map(({ expertId }) => expertId)).size, 2);
});

test('the order of the experts says nothing', () => {
  const ids = ['ann', 'ben', 'cem', 'dan'];
  const scores = Object.fromEntries(ids.map((id) => [id, 0.5]));
  fc.assert(
    fc.property(fc.shuffledSubarray(ids, { minLength: ids.length }), (order) => {
      const askers = [asker('one', scores), asker('two', scores)];
      const pairs = pairsOf(
        askers,
        order.map((id) => seated(id)),
      );
      assert.equal(
        pairs,
        pairsOf(
          askers,
          ids.map((id) => seated(id)),
        ),
      );
    }),
  );
});

test('nobody gets more than their free seats, and no more issues are looked at than are solved together', () => {
  const scores = { ann: 0.5, ben: 0.4 };
  const askers = Array.from({ length: 300 }, (_, n) => asker(`issue ${n}`, scores));
  const few = assignJointly(askers, [seated('ann', 3, 1), seated('ben', 2, 2)], options);
  assert.equal(
    few.map(({ id, expertId }) => `${id} ${expertId}`),
    ['issue 0 ann', 'issue 1 ann'],
  );
  assert.is(assignJointly(askers, [seated('ann', 300)], options).length, jointIssuesMax);
});

test('who is to become known is worth most, whose last seat is kept least, and the others what they score', () => {
  const worths = worthsOf([
    { id: AccountId.parse('new'), score: 0.4, isTryout: true },
    { id: AccountId.parse('best'), score: 0.9 },
    { id: AccountId.parse('idle'), score: 0.3 },
    { id: AccountId.parse('nearly full'), score: 0.95, isLast: true },
  ]);
  const order = [...worths].sort(([, a], [, b]) => b - a).map(([id]) => String(id));
  assert.equal(order, ['new', 'best', 'idle', 'nearly full']);
  assert.equal([worths.get(AccountId.parse('best')), worths.get(AccountId.parse('idle'))], [0.9, 0.3]);
});

test.run();
