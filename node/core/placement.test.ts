import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId, EntryId, IssueId } from './ids.ts';
import { type Contender, fieldMax, fieldOf, type How, type Placement, replay } from './placement.ts';
import { type Candidate, defaultWeights, rank, sharesOf, type Terms, type Weights } from './rank.ts';

const test = suite('placement');

const issueId = IssueId.parse('issue');
const someone = (id: string, terms: Partial<Terms>): Contender => ({
  id: AccountId.parse(id),
  terms: { skill: 0.5, trust: 0.5, availability: 0.5, load: 0.5, ...terms },
});
const placed = (field: readonly Contender[], how: How = 'score'): Placement => ({
  n: 1,
  at: 0,
  issueId,
  title: 'No link',
  entryId: EntryId.parse('entry'),
  expertId: AccountId.parse('ann'),
  how,
  weights: sharesOf(defaultWeights),
  field,
  others: field.length - 1,
});
const onlyTrust: Weights = { skill: 0, trust: 1, availability: 0, load: 0 };
const ann = someone('ann', { skill: 0.9 });
const ben = someone('ben', { trust: 0.9 });

test('other weights show who would have come first, and with which terms', () => {
  const { compared, changed } = replay([placed([ann, ben])], onlyTrust);
  assert.is(compared, 1);
  assert.equal(
    changed.map(({ before, after }) => [before.id, after.id, after.score, after.terms]),
    [[ann.id, ben.id, 0.9, ben.terms]],
  );
});

test('the same weights, in whatever size, change nothing', () => {
  const half = { skill: 0.225, trust: 0.1, availability: 0.075, load: 0.1 };
  assert.equal(replay([placed([ann, ben])], half), { compared: 1, changed: [] });
});

test('what weights did not decide is left out, and an issue nobody else could take stays', () => {
  const all = (['named', 'next'] as const).map((how) => placed([ann, ben], how));
  assert.equal(replay(all, onlyTrust), { compared: 0, changed: [] });
  assert.equal(replay([placed([ann])], onlyTrust), { compared: 1, changed: [] });
});

const share = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
const candidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }).map((id) => AccountId.parse(id)),
  skill: share.map((value) => ({
    value,
    parts: { category: 1, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 },
    matcher: 'keyword' as const,
    past: [],
  })),
  trust: share,
  availability: share,
  capacity: fc.constant(4),
  load: fc.nat(4),
});
const candidates = (maxLength: number) =>
  fc.uniqueArray(candidate, { selector: ({ id }) => id, minLength: 1, maxLength });

test('the chosen one is always kept, within the limit, and so is the best of each term of those who may come first', () => {
  fc.assert(
    fc.property(candidates(40), fc.nat(), (all, at) => {
      const ranked = rank({ id: issueId }, all);
      const chosen = ranked[at % ranked.length]?.id ?? issueId;
      const field = fieldOf(ranked, AccountId.parse(chosen));
      assert.ok(field.length <= fieldMax);
      assert.is(field[0]?.id, chosen);
      for (const term of ['skill', 'trust', 'availability', 'load'] as const) {
        const best = (of: readonly { terms: Terms }[]) => Math.max(...of.map(({ terms }) => terms[term]));
        const mayComeFirst = ranked.filter(({ id, isLast }) => !isLast || id === chosen);
        assert.is(best(field), best(mayComeFirst));
      }
    }),
  );
});

test('where few could be asked, the replay has the one whom the ranking would have had first', () => {
  const weights = fc.record({ skill: share, trust: share, availability: share, load: share });
  fc.assert(
    fc.property(candidates(fieldMax), weights, (all, other) => {
      fc.pre(Object.values(other).some((one) => one > 0));
      const ranked = rank({ id: issueId }, all);
      const placement = placed(fieldOf(ranked, ranked[0]?.id ?? ann.id));
      const after = replay([placement], other).changed[0]?.after.id ?? ranked[0]?.id;
      const terms = (id: string | undefined) => ranked.find((one) => one.id === id)?.terms;
      assert.equal(terms(after), terms(rank({ id: issueId }, all, other)[0]?.id));
    }),
  );
});

test.run();
