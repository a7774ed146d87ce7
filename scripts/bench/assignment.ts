/** `npm run bench -- assignment`: how close a backlog's assignment comes to the best there is, and what it costs. */
import process from 'node:process';
import { assignInOrder, type Gains, notAllowed } from '../../node/core/assignment.ts';
import { AccountId, IssueId } from '../../node/core/ids.ts';
import { type Asker, assignJointly, type Seated } from '../../node/core/joint.ts';
import { SeededRandom } from '../../sim/random.ts';
import { median, round } from './figures.ts';
import { rows } from './report.ts';

/** A burst: so many issues wait when so many experts, of so many seats each, are free. */
export type Burst = { readonly issues: number; readonly experts: number; readonly capacity: number };

export const bursts: readonly Burst[] = [
  { issues: 8, experts: 8, capacity: 1 },
  { issues: 40, experts: 20, capacity: 1 },
  { issues: 40, experts: 20, capacity: 3 },
  { issues: 64, experts: 64, capacity: 1 },
  { issues: 160, experts: 40, capacity: 3 },
  { issues: 300, experts: 100, capacity: 3 },
];

export type AssignmentFigures = Burst & {
  /** Share of the sum of scores that the best assignment of the same issues has: one by one, and together. */
  readonly greedy: number;
  readonly joint: number;
  readonly worstGreedy: number;
  readonly worstJoint: number;
  /** Share of the best assignment of any of the issues, whose claim it may not ask for. */
  readonly jointOfAny: number;
  readonly greedyMsP50: number;
  readonly jointMsP50: number;
};

/** The weight of the load term by default, and the parts of a score that count. */
const loadShare = 0.2;
const parts = 1e9;
const categories = ['network', 'hardware', 'software', 'account', 'web'];

type Case = { readonly askers: readonly Asker[]; readonly experts: readonly Seated[] };

/**
 * Issues of a category and experts of two or three, whose skill for an issue is mostly middling and now and then very good;
 * trust and availability belong to the expert. Who lacks the category may not be asked.
 */
function draw({ issues, experts, capacity }: Burst, random: SeededRandom): Case {
  const from = <T>(values: readonly T[]): T | undefined => values[Math.floor(random.next() * values.length)];
  const people = Array.from({ length: experts }, (_, n) => ({
    id: AccountId.parse(`expert ${n}`),
    capacity,
    load: 0,
    categories: new Set(Array.from({ length: 3 }, () => from(categories))),
    own: 0.2 * random.next() + 0.15 * (0.5 + random.next() / 2),
  }));
  const askers = Array.from({ length: issues }, (_, n): Asker => {
    const category = from(categories);
    const able = people.filter((one) => one.categories.has(category));
    const worths = new Map(
      able.map(({ id, own }) => [id, 0.45 * random.next() * random.next() + own + loadShare]),
    );
    return { id: IssueId.parse(`issue ${n}`), worths };
  });
  return { askers, experts: people };
}

type Pairs = readonly { readonly id: IssueId; readonly expertId: AccountId }[];

/** What the product did before and still does for one issue: each in turn takes whoever is best then. */
function oneByOne({ askers, experts }: Case): Pairs {
  const taken = new Map<AccountId, number>();
  const capacityOf = new Map(experts.map(({ id, capacity }) => [id, capacity]));
  return askers.flatMap(({ id, worths }) => {
    let best: { expertId: AccountId; score: number } | undefined;
    for (const [expertId, score] of worths) {
      const nth = taken.get(expertId) ?? 0;
      const capacity = capacityOf.get(expertId) ?? 0;
      const now = score - (loadShare * nth) / capacity;
      if (nth < capacity && now > (best?.score ?? -1)) best = { expertId, score: now };
    }
    if (!best) return [];
    taken.set(best.expertId, (taken.get(best.expertId) ?? 0) + 1);
    return [{ id, expertId: best.expertId }];
  });
}

/** As dispatch does it: in steps of as many as are solved together, until nothing more can be placed. */
function inSteps({ askers, experts }: Case): Pairs {
  const placed = new Map<IssueId, AccountId>();
  const loadOf = (id: AccountId) => [...placed.values()].filter((expert) => expert === id).length;
  for (;;) {
    const seated = experts.map((one) => ({ ...one, load: loadOf(one.id) }));
    const left = askers.filter(({ id }) => !placed.has(id));
    const at = new Map(seated.map((one) => [one.id, one]));
    const now = left.map((asker) => ({
      ...asker,
      worths: new Map(
        [...asker.worths].flatMap(([id, score]) => {
          const { load = 0, capacity = 0 } = at.get(id) ?? {};
          return load < capacity ? [[id, score - (loadShare * load) / capacity] as const] : [];
        }),
      ),
    }));
    const pairs = assignJointly(now, seated, { loadShare, lot: 'bench' });
    if (pairs.length === 0) return [...placed].map(([id, expertId]) => ({ id, expertId }));
    for (const { id, expertId } of pairs) placed.set(id, expertId);
  }
}

/** The sum of the scores, each seat after an expert's first lowering its load term. */
function sumOf({ askers, experts }: Case, pairs: Pairs): number {
  const worthsById = new Map(askers.map(({ id, worths }) => [id, worths]));
  const capacityOf = new Map(experts.map(({ id, capacity }) => [id, capacity]));
  const taken = new Map<AccountId, number>();
  return pairs.reduce((sum, { id, expertId }) => {
    const nth = taken.get(expertId) ?? 0;
    taken.set(expertId, nth + 1);
    return (
      sum + (worthsById.get(id)?.get(expertId) ?? 0) - (loadShare * nth) / (capacityOf.get(expertId) ?? 1)
    );
  }, 0);
}

/** The Hungarian optimum over all of these issues at once, without a limit of size. */
function optimum({ experts }: Case, askers: readonly Asker[], mayLeaveOut: boolean): number {
  const places = experts.flatMap((expert) =>
    Array.from({ length: expert.capacity }, (_, nth) => ({ expert, nth })),
  );
  const gains = askers.map((asker): Gains => {
    const own = places.map(({ expert, nth }) => {
      const score = asker.worths.get(expert.id);
      return score === undefined
        ? notAllowed
        : Math.round((score - (loadShare * nth) / expert.capacity) * parts);
    });
    // A place of its own that is worth nothing: to be left out.
    return mayLeaveOut ? [...own, ...askers.map((other) => (other === asker ? 0 : notAllowed))] : own;
  });
  const placeCount = places.length + (mayLeaveOut ? askers.length : 0);
  const found = assignInOrder(gains, placeCount);
  return (
    found.reduce<number>((sum, at, n) => sum + (at === undefined ? 0 : (gains[n]?.[at] ?? 0)), 0) / parts
  );
}

/** By processor time: other programs on the machine do not count. */
function timed<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1_000 };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (value: number) => Math.round(value * 10_000) / 10_000;

export function measureAssignment(burst: Burst, rounds: number, seed: string): AssignmentFigures {
  const random = new SeededRandom(`${seed} ${JSON.stringify(burst)}`);
  const samples = Array.from({ length: rounds }, () => {
    const drawn = draw(burst, random);
    const greedy = timed(() => oneByOne(drawn));
    const joint = timed(() => inSteps(drawn));
    const served = (pairs: Pairs) => {
      const ids = new Set(pairs.map(({ id }) => id));
      return drawn.askers.filter(({ id }) => ids.has(id));
    };
    return {
      greedy: sumOf(drawn, greedy.result) / optimum(drawn, served(joint.result), false),
      joint: sumOf(drawn, joint.result) / optimum(drawn, served(joint.result), false),
      jointOfAny: sumOf(drawn, joint.result) / optimum(drawn, drawn.askers, true),
      greedyMs: greedy.ms,
      jointMs: joint.ms,
    };
  });
  return {
    ...burst,
    greedy: share(mean(samples.map((sample) => sample.greedy))),
    joint: share(mean(samples.map((sample) => sample.joint))),
    worstGreedy: share(Math.min(...samples.map((sample) => sample.greedy))),
    worstJoint: share(Math.min(...samples.map((sample) => sample.joint))),
    jointOfAny: share(mean(samples.map((sample) => sample.jointOfAny))),
    greedyMsP50: round(median(samples.map((sample) => sample.greedyMs))),
    jointMsP50: round(median(samples.map((sample) => sample.jointMs))),
  };
}

/** For people: a line for each size of burst. */
export function assignmentTable(figures: readonly AssignmentFigures[]): string {
  const head = [
    'issues × experts × seats',
    'one by one',
    'worst',
    'together',
    'worst',
    'of any',
    'ms one by one',
    'ms together',
  ];
  const lines = figures.map((of) => [
    `${of.issues} × ${of.experts} × ${of.capacity}`,
    ...[of.greedy, of.worstGreedy, of.joint, of.worstJoint, of.jointOfAny].map((value) => value.toFixed(3)),
    ...[of.greedyMsP50, of.jointMsP50].map((value) => value.toFixed(2)),
  ]);
  return `${rows([head, ...lines])}

Sums of scores as a share of the Hungarian optimum: for the issues whose claims are the strongest ("of any": for whichever
issues would add up to most, whose claims count for nothing). Milliseconds are processor time, the middle of all rounds.
`;
}
