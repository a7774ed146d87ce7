import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hash32 } from './hash.ts';
import { AccountId, IssueId } from './ids.ts';
import { freeSeats, inverseLoad } from './load.ts';
import { type Candidate, defaultWeights, qualifies, rank, scoreOf, sharesOf, Weights } from './rank.ts';
import type { Skill } from './skill.ts';
import { within01 } from './within01.ts';

const issue = { id: IssueId.parse('issue') };

const skilled = (value: number): Skill => ({
  value,
  parts: { category: 1, qualifications: value, quiz: 0, learnt: 0, past: 0, history: 0 },
  matcher: 'keyword',
  past: [],
});

function expert(id: string, more: Partial<Candidate> = {}): Candidate {
  return {
    id: AccountId.parse(id),
    skill: skilled(0.25),
    trust: 0.5,
    availability: 0.8,
    capacity: 3,
    load: 0,
    ...more,
  };
}

const ids = (candidates: readonly { id: AccountId }[]) => candidates.map(({ id }) => id);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyCandidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 2 }).map((id) => AccountId.parse(id)),
  skill: fc.oneof(share, fc.double()).map(skilled),
  trust: fc.oneof(share, fc.double()),
  availability: fc.oneof(share, fc.double()),
  capacity: fc.oneof(fc.nat(4), fc.double()),
  load: fc.oneof(fc.nat(4), fc.double({ noNaN: true })),
});
const anyCandidates = fc.uniqueArray(anyCandidate, { selector: ({ id }) => id, maxLength: 8 });
const anyWeights = fc
  .record({ skill: share, trust: share, availability: share, load: share })
  .filter((weights) => Weights.safeParse(weights).success);

test('the score is the weighted sum of its terms', () => {
  const [ranked] = rank(issue, [expert('a', { trust: 0.9, availability: 0.6, capacity: 4, load: 1 })]);
  assert.ok(ranked);
  const { skill, ...others } = ranked.terms;
  assert.equal(others, { trust: 0.9, availability: 0.6, load: 0.75 });
  assert.ok(Math.abs(ranked.score - (0.45 * skill + 0.2 * 0.9 + 0.15 * 0.6 + 0.2 * 0.75)) < 1e-9);
});

test('each term can decide, in whatever order chance would have put them', () => {
  const betters = [{ skill: skilled(0.5) }, { trust: 0.9 }, { availability: 1 }, { capacity: 9 }];
  for (const better of betters) {
    for (const [plain, best] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const candidates = [expert(plain, { load: 1 }), expert(best, { load: 1, ...better })];
      assert.equal(ids(rank(issue, candidates)), [best, plain], JSON.stringify(better));
    }
  }
});

test('weights of any sum keep their proportions', () => {
  const candidates = [expert('a', { trust: 0.2 }), expert('b', { availability: 0.1 })];
  const half: Weights = { skill: 0.225, trust: 0.1, availability: 0.075, load: 0.1 };
  assert.equal(
    rank(issue, candidates, half).map(({ id, score }) => [id, score]),
    rank(issue, candidates).map(({ id, score }) => [id, score]),
  );
});

test('weights outside 0 to 1, all 0, missing or unknown are refused', () => {
  const none = { skill: 0, trust: 0, availability: 0, load: 0 };
  assert.ok(Weights.safeParse(defaultWeights).success);
  for (const wrong of [
    none,
    { ...none, skill: 1.1 },
    { ...none, trust: -1 },
    { skill: 1 },
    { ...none, skill: 1, luck: 1 },
  ]) {
    assert.not.ok(Weights.safeParse(wrong).success, JSON.stringify(wrong));
  }
});

test('of equals who has fewer issues comes first', () => {
  const few = { capacity: 4, load: 2 };
  const many = { capacity: 8, load: 4 };
  assert.equal(ids(rank(issue, [expert('a', many), expert('b', few)])), ['b', 'a']);
  assert.equal(ids(rank(issue, [expert('b', many), expert('a', few)])), ['a', 'b']);
});

test('of full equals nobody comes first for every issue', () => {
  const candidates = ['a', 'b', 'c', 'd'].map((id) => expert(id));
  const firsts = new Map<AccountId | undefined, number>();
  for (let i = 0; i < 400; i++) {
    const [first] = rank({ ...issue, id: IssueId.parse(`issue-${i}`) }, candidates);
    firsts.set(first?.id, (firsts.get(first?.id) ?? 0) + 1);
  }
  for (const { id } of candidates)
    assert.ok((firsts.get(id) ?? 0) > 60, `${id} was first ${firsts.get(id)} times`);
});

test('whatever the input: every term and score is in [0, 1], and everyone is ranked once, best first', () => {
  fc.assert(
    fc.property(anyCandidates, anyWeights, (candidates, weights) => {
      const ranked = rank(issue, candidates, weights);
      assert.equal(ids(ranked).sort(), ids(candidates).sort());
      const isLastSeat = (id: AccountId) =>
        candidates.some((one) => one.id === id && one.load > 0 && !(one.capacity - one.load > 1));
      const isSomeoneIdle = candidates.some(({ load, capacity }) => load === 0 && capacity > 0);
      let last = 1;
      let wereLast = false;
      for (const { id, score, terms } of ranked) {
        for (const value of [score, ...Object.values(terms)]) assert.ok(value >= 0 && value <= 1, `${value}`);
        const isLast = isSomeoneIdle && isLastSeat(id);
        if (isLast !== wereLast) last = 1;
        assert.ok(isLast || !wereLast, 'last seats come last');
        assert.ok(score <= last);
        last = score;
        wereLast = isLast;
      }
    }),
  );
});

test('a day of issues: nobody qualified is idle while another is filled up, however much better that one is', () => {
  const kinds = fc.record({ skill: share, trust: share, capacity: fc.integer({ min: 1, max: 4 }) });
  const events = fc.array(fc.oneof(fc.constant('arrival' as const), fc.nat(5)), { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(kinds, { minLength: 2, maxLength: 6 }), events, (experts, day) => {
      const loads = experts.map(() => 0);
      for (const [n, event] of day.entries()) {
        if (event !== 'arrival') {
          // Somebody is done with one.
          const at = event % experts.length;
          loads[at] = Math.max(0, (loads[at] ?? 0) - 1);
          continue;
        }
        const candidates = experts
          .map(({ skill, trust, capacity }, i) =>
            expert(`expert-${i}`, { skill: skilled(skill), trust, capacity, load: loads[i] ?? 0 }),
          )
          .filter(({ capacity, load }) => load < capacity);
        const [first] = rank({ id: IssueId.parse(`issue-${n}`) }, candidates);
        const chosen = candidates.find(({ id }) => id === first?.id);
        if (!chosen) continue;
        const isAnotherIdle = candidates.some(({ id, load }) => id !== chosen.id && load === 0);
        assert.ok(chosen.load === 0 || chosen.load + 1 < chosen.capacity || !isAnotherIdle);
        const at = experts.findIndex((_, i) => chosen.id === `expert-${i}`);
        loads[at] = (loads[at] ?? 0) + 1;
      }
    }),
  );
});

test('what somebody has weighs by its urgency; how many fit, capacity says', () => {
  const [calm, pressed] = [expert('a', { load: 1, burden: 0.75 }), expert('b', { load: 1, burden: 1.5 })];
  assert.equal(ids(rank(issue, [pressed, calm])), ['a', 'b']);
});

test('the order of the candidates says nothing', () => {
  fc.assert(
    fc.property(anyCandidates, (candidates) => {
      assert.equal(ids(rank(issue, [...candidates].reverse())), ids(rank(issue, candidates)));
    }),
  );
});

test('a better term never ranks lower, all else equal', () => {
  const place = (candidates: readonly Candidate[], id: AccountId) => ids(rank(issue, candidates)).indexOf(id);
  const improved = (candidate: Candidate, gain: number): Candidate[] => [
    { ...candidate, trust: candidate.trust + gain },
    { ...candidate, availability: candidate.availability + gain },
    { ...candidate, load: Math.max(0, candidate.load - 1) },
    { ...candidate, skill: skilled(candidate.skill.value + gain) },
  ];
  fc.assert(
    fc.property(
      fc.array(fc.record({ trust: share, availability: share, load: fc.nat(3) }), {
        minLength: 2,
        maxLength: 6,
      }),
      share,
      (values, gain) => {
        const candidates = values.map((value, i) => expert(`expert-${i}`, value));
        for (const candidate of candidates) {
          for (const better of improved(candidate, gain)) {
            const others = candidates.filter(({ id }) => id !== candidate.id);
            assert.ok(place([...others, better], candidate.id) <= place(candidates, candidate.id));
          }
        }
      },
    ),
  );
});

test('the terms and their weights add up to the score', () => {
  fc.assert(
    fc.property(anyCandidates, anyWeights, (candidates, weights) => {
      for (const ranked of rank(issue, candidates, weights)) {
        const { score, terms, weights } = ranked;
        const names = ['skill', 'trust', 'availability', 'load'] as const;
        const sum = names.reduce((total, name) => total + terms[name] * weights[name], 0);
        assert.ok(Math.abs(sum - score) < 1e-8);
      }
    }),
  );
});

test('an expert qualifies for what they declared, and everyone for the open category', () => {
  const categories = ['web', 'cloud'];
  assert.ok(qualifies({ categories }, { category: 'cloud' }));
  assert.not.ok(qualifies({ categories }, { category: 'network' }));
  assert.ok(qualifies({ categories: [] }, { category: 'other' }));
});

test('the best few are the first of all', () => {
  fc.assert(
    fc.property(anyCandidates, anyWeights, fc.integer({ min: 1, max: 9 }), (candidates, weights, limit) => {
      assert.equal(rank(issue, candidates, weights, limit), rank(issue, candidates, weights).slice(0, limit));
    }),
  );
});

/** `rank` in plain words: everybody scored, and all of them sorted. */
function plainly(candidates: readonly Candidate[], weights: Weights): readonly string[] {
  const shares = sharesOf(weights);
  const isAnyoneIdle = candidates.some((one) => one.load === 0 && freeSeats(one) > 0);
  return candidates
    .map((one) => {
      const terms = {
        skill: within01(one.skill.value),
        trust: within01(one.trust),
        availability: within01(one.availability),
        load: inverseLoad(one),
      };
      const isLast = isAnyoneIdle && one.load > 0 && !(freeSeats(one) > 1);
      return { ...one, score: scoreOf(terms, shares), place: isLast ? 1 : 0 };
    })
    .sort(
      (a, b) =>
        a.place - b.place ||
        b.score - a.score ||
        (a.load === b.load ? 0 : a.load < b.load ? -1 : 1) ||
        hash32(issue.id, a.id) - hash32(issue.id, b.id) ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id);
}

test('however many are wanted, they are the first that sorting everybody finds', () => {
  const some = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 2 }).map((id) => AccountId.parse(id)),
      // Few different ones, so that equals are many.
      skill: fc.constantFrom(0, 0.5, 1).map(skilled),
      trust: fc.constantFrom(0.5, 0.75),
      availability: fc.constantFrom(0.8, 1),
      capacity: fc.nat(3),
      load: fc.nat(3),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  );
  const limit = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(fc.oneof(some, anyCandidates), anyWeights, limit, (candidates, weights, most) => {
      assert.equal(ids(rank(issue, candidates, weights, most)), plainly(candidates, weights).slice(0, most));
    }),
    { numRuns: 500 },
  );
});

test.run();
