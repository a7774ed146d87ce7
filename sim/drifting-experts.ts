import { betOn, type Learning, sideOf } from '../node/core/bet.ts';
import { drawnWeights, learntWeights, noEvidence, observed } from '../node/core/evidence.ts';
import { AccountId, IssueId } from '../node/core/ids.ts';
import { defaultWeights, type Ranked, rank, rescored, type Terms, type Weights } from '../node/core/rank.ts';
import { counted, noTally, settled } from '../node/core/tally.ts';
import { SeededRandom } from './random.ts';

/**
 * A region whose experts drift, for learnt weights: what terms say of an outcome is not what admins think, or changes, or is
 * nothing. Rules and mathematics are those of `node/core`; of a region there is only the choice and, some issues later, what
 * came of it.
 */
export type World = {
  readonly name: string;
  readonly about: string;
  /** How likely an issue goes well with an expert of these terms, 0 to 1, as the `n`-th of all. */
  readonly likely: (terms: Terms, n: number, luck: Luck) => number;
};

/** What the adversary knows: whether this expert is the learnt weights' choice against the fixed ones', and how often that was so. */
type Luck = { readonly isDeparture: boolean; readonly departures: number };

const sum = ({ skill, trust, availability, load }: Terms, weights: Weights) =>
  weights.skill * skill + weights.trust * trust + weights.availability * availability + weights.load * load;
const only = (term: keyof Terms): Weights => ({ skill: 0, trust: 0, availability: 0, load: 0, [term]: 1 });
/** How long the drifting worlds stay as they are, in issues: some weeks of a busy region. */
const turn = 2_000;
const middle = 0.5;

export const worlds: readonly World[] = [
  {
    name: 'as set',
    about: 'outcomes follow the weights that admins set',
    likely: (terms) => sum(terms, defaultWeights),
  },
  {
    name: 'trust tells',
    about: 'outcomes follow trust, and hardly the rest',
    likely: (terms) => sum(terms, { skill: 0.1, trust: 0.7, availability: 0.15, load: 0.05 }),
  },
  {
    name: 'turning',
    about: 'by turns outcomes follow trust, availability, and what admins set',
    likely: (terms, n) =>
      sum(
        terms,
        [only('trust'), only('availability'), defaultWeights][Math.floor(n / turn) % 3] ?? defaultWeights,
      ),
  },
  { name: 'noise', about: 'outcomes follow nothing', likely: () => middle },
  {
    name: 'trap',
    about:
      'whoever the learnt weights prefer does well a hundred times, then badly until they are given up, and again',
    likely: (terms, _n, { isDeparture, departures }) =>
      isDeparture ? (departures % 300 < 100 ? 0.9 : 0.1) : sum(terms, defaultWeights),
  },
  {
    name: 'against',
    about: 'whoever the learnt weights prefer does badly, always',
    likely: (terms, _n, { isDeparture }) => (isDeparture ? 0.05 : sum(terms, defaultWeights)),
  },
];

export type DriftFigures = {
  readonly world: string;
  /** Expected rewards of all choices as a share of what the fixed weights' choices would have brought. */
  readonly guarded: number;
  /** The least such share of any beginning of the run, of at least `beginning` issues. */
  readonly worst: number;
  /** The same without the bound. */
  readonly unguarded: number;
  /** Share of the issues in which the learnt weights were followed against the fixed ones. */
  readonly departed: number;
  readonly learnt: Weights;
};

/** Experts that are free for each issue, of so many. */
const freeCount = 8;
const expertCount = 30;
/** An outcome is known so many issues later. */
const delay = 20;
/** Shares of shorter beginnings say more of single issues than of weights. */
const beginning = 100;

type Open = {
  readonly best: Ranked;
  readonly reward: number;
  readonly side: ReturnType<typeof sideOf>;
  readonly n: number;
};

/** Plays so many issues of one world, from a seed. */
export function playDrift(world: World, issues: number, seed: string): DriftFigures {
  const random = new SeededRandom(`${seed} ${world.name}`);
  const people = Array.from({ length: expertCount }, (_, k) => ({
    id: AccountId.parse(`expert ${k}`),
    trust: random.next(),
    availability: random.next(),
  }));
  const drift = (value: number) => Math.min(1, Math.max(0, value + 0.02 * (random.next() - 0.5)));
  let learning: Learning = { evidence: noEvidence, tally: noTally, fixed: defaultWeights };
  let free = noEvidence;
  const open: (Open | undefined)[] = [];
  const freeOpen: { readonly terms: Terms; readonly reward: number }[] = [];
  const total = { fixed: 0, guarded: 0, unguarded: 0, departures: 0, freeDepartures: 0, worst: 1 };

  for (let n = 0; n < issues; n += 1) {
    for (const one of people) {
      one.trust = drift(one.trust);
      one.availability = drift(one.availability);
    }
    const issueId = IssueId.parse(`issue ${seed} ${n}`);
    const start = Math.floor(random.next() * expertCount);
    const candidates = Array.from({ length: freeCount }, (_, k) => ({
      ...(people[(start + k * 3) % expertCount] ?? {
        id: AccountId.parse('nobody'),
        trust: 0,
        availability: 0,
      }),
      skill: {
        value: random.next(),
        parts: { category: 1, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 },
        matcher: 'keyword' as const,
        past: [],
      },
      capacity: 4,
      load: Math.floor(random.next() * 4),
    }));
    const ranked = rank({ id: issueId }, candidates, defaultWeights);
    const [first] = ranked;
    const bet = betOn(issueId, ranked, learning);
    const [wild] = rescored(issueId, ranked, drawnWeights(free, defaultWeights, issueId));
    if (!first || !bet || !wild) continue;
    /** One draw decides for whoever is asked, so that the three differ by their choices alone. */
    const dice = random.next();
    const likely = ({ terms }: Ranked, isDeparture: boolean, departures: number) =>
      world.likely(terms, n, { isDeparture, departures });
    const isDeparture = bet.how === 'learnt';
    const chance = likely(bet.best, isDeparture, total.departures);
    const wildChance = likely(wild, wild.id !== first.id, total.freeDepartures);
    total.fixed += likely(first, false, 0);
    total.guarded += chance;
    total.unguarded += wildChance;
    if (isDeparture) total.departures += 1;
    if (wild.id !== first.id) total.freeDepartures += 1;
    if (n >= beginning) total.worst = Math.min(total.worst, total.guarded / total.fixed);

    const side = sideOf(bet.how);
    learning = { ...learning, tally: counted(learning.tally, side) };
    open.push({ best: bet.best, reward: dice < chance ? 1 : 0, side, n: learning.tally.n });
    freeOpen.push({ terms: wild.terms, reward: dice < wildChance ? 1 : 0 });
    const known = open[n - delay];
    const freeKnown = freeOpen[n - delay];
    if (known) {
      const { best, reward, n: number } = known;
      learning = {
        ...learning,
        evidence: observed(learning.evidence, best.terms, reward),
        tally: settled(learning.tally, known.side, number, reward),
      };
    }
    if (freeKnown) free = observed(free, freeKnown.terms, freeKnown.reward);
  }
  return {
    world: world.name,
    guarded: total.guarded / total.fixed,
    worst: total.worst,
    unguarded: total.unguarded / total.fixed,
    departed: total.departures / issues,
    learnt: learntWeights(learning.evidence, defaultWeights),
  };
}
