import { categoriesDefault, type Urgency } from '../node/schemas/words.ts';
import { SeededRandom } from './random.ts';

/** Under what a policy is tried. */
export type Conditions = {
  readonly regions: number;
  /** Issues come evenly at random, or most of them within seconds. */
  readonly load: 'steady' | 'burst';
  /** Every region submits as much as any other, or one of them submits half of all. */
  readonly skew: 'balanced' | 'skewed';
  /** Regions tell of their load every 5 s and not more often, or at once when it changes. */
  readonly news: 'old' | 'prompt';
  /** Lines of a quarter of a second that lose every third message; the same without loss; or regions in one building. */
  readonly lines: 'lossy' | 'far' | 'near';
};

export const loads = ['steady', 'burst'] as const satisfies readonly Conditions['load'][];
export const skews = ['balanced', 'skewed'] as const satisfies readonly Conditions['skew'][];
export const newsKinds = ['old', 'prompt'] as const satisfies readonly Conditions['news'][];
export const lineKinds = ['lossy', 'far', 'near'] as const satisfies readonly Conditions['lines'][];

export type PlannedExpert = {
  readonly name: string;
  readonly region: number;
  readonly categories: readonly string[];
  readonly capacity: number;
  /** Shares of offers; the rest is accepted. */
  readonly rejectRate: number;
  readonly ignoreRate: number;
};

export type PlannedIssue = {
  readonly title: string;
  readonly description: string;
  readonly region: number;
  readonly category: string;
  readonly urgency: Urgency;
  /** When it is submitted, ms after the people have come. */
  readonly atMs: number;
};

/** What an expert does with one offer. */
export type Answer =
  /** Works on it so long from the acceptance on. */
  | { readonly kind: 'accept'; readonly afterMs: number; readonly serviceMs: number }
  | { readonly kind: 'reject'; readonly afterMs: number }
  | { readonly kind: 'ignore' };

/**
 * Who asks for what, where and when, and who may help: the same for every policy that is tried under these conditions
 * with this seed.
 */
export type Plan = {
  readonly regions: readonly string[];
  readonly experts: readonly PlannedExpert[];
  readonly issues: readonly PlannedIssue[];
  /**
   * What an expert does with an issue (both by their index) when asked for it for the `nth` time, from 1. Whoever asks
   * meets the same person, in whatever order the asking goes.
   */
  readonly answerOf: (issue: number, expert: number, nth: number) => Answer;
};

/** Few enough that most issues find nobody free at home, so that it matters whom a region asks. */
const expertsPerRegion = 3;
const categories = categoriesDefault.slice(0, 4);
/** One seat and two seats take turns. */
const seatsPerExpert = 1.5;

/** Time to read an offer, and work on an issue: human time compressed, which makes old news older. */
const readingMinMs = 1_000;
const readingMaxMs = 8_000;
const serviceMinMs = 20_000;
const serviceMaxMs = 80_000;
const rejectRateMax = 0.2;
const ignoreRateMax = 0.15;
/** A seat's time for one issue, passes and countdowns of those who pass included: measured under the central queue. */
const seatTimeMs = 62_000;

/** Share of the seats' time that is asked for. Near enough to 1 that who is served first matters. */
const steadyUse = 0.9;
const burstBackgroundUse = 0.4;
/** Issues of one burst, per seat: several times of what is free when it begins. */
const burstPerSeat = 4;
const burstPeriodMs = 600_000;
const burstMs = 5_000;

/** As many as give a 99th percentile a meaning, and at least one burst. */
const issuesMin = 450;

/** Half of all issues are submitted in the first region. */
const skewedShare = 0.5;

/** Few are critical, most are normal. */
const urgencyShares: readonly (readonly [Urgency, number])[] = [
  ['critical', 0.1],
  ['high', 0.2],
  ['normal', 0.5],
  ['low', 0.2],
];

/** The plan of these conditions and this seed; `scale` takes that share of its issues, for tests. */
export const planOf = (
  { regions, load, skew }: Pick<Conditions, 'regions' | 'load' | 'skew'>,
  seed: number,
  scale = 1,
): Plan => {
  // Not of the news, so that old and prompt news meet the same people.
  const random = new SeededRandom(`compare ${regions} ${load} ${skew} ${seed}`);
  const experts = Array.from({ length: regions * expertsPerRegion }, (_, index) =>
    expertOf(index, random.fork(`expert ${index}`)),
  );
  const seats = regions * expertsPerRegion * seatsPerExpert;
  const arrivals = arrivalsOf(load, seats, scale, random.fork('arrivals'));
  return {
    regions: Array.from({ length: regions }, (_, index) => `Region-${index + 1}`),
    experts,
    issues: arrivals.map((atMs, index) =>
      issueOf(index, atMs, { regions, skew }, random.fork(`issue ${index}`)),
    ),
    answerOf: (issue, expert, nth) =>
      answerOf(experts[expert], random.fork(`issue ${issue} expert ${expert} time ${nth}`)),
  };
};

/** Every category has as many experts and seats as any other, so that no policy is lucky in the draw. */
const expertOf = (index: number, random: SeededRandom): PlannedExpert => {
  const first = index % categories.length;
  const second =
    (first + 1 + (Math.floor(index / categories.length) % (categories.length - 1))) % categories.length;
  const known = [first, second].flatMap((at) => categories[at] ?? []);
  return {
    name: `Expert ${index + 1}`,
    region: Math.floor(index / expertsPerRegion),
    categories: known,
    capacity: 1 + (index % 2),
    rejectRate: random.between(0, rejectRateMax),
    ignoreRate: random.between(0, ignoreRateMax),
  };
};

const issueOf = (
  index: number,
  atMs: number,
  { regions, skew }: Pick<Conditions, 'regions' | 'skew'>,
  random: SeededRandom,
): PlannedIssue => {
  const title = `Issue ${index + 1}`;
  const category = categories[Math.floor(random.next() * categories.length)] ?? 'other';
  const urgency = urgencyOf(random.next());
  const isInFirst = random.chance(skew === 'skewed' ? skewedShare : 0);
  const region = Math.floor(random.next() * regions);
  return {
    title,
    description: `Words about ${title} and ${category}.`,
    region: isInFirst ? 0 : region,
    category,
    urgency,
    atMs,
  };
};

const urgencyOf = (lot: number): Urgency => {
  let left = lot;
  for (const [urgency, share] of urgencyShares) {
    if (left < share) return urgency;
    left -= share;
  }
  return 'normal';
};

/** When issues are submitted, in order. */
const arrivalsOf = (
  load: Conditions['load'],
  seats: number,
  scale: number,
  random: SeededRandom,
): number[] => {
  const perMs = seats / seatTimeMs;
  const use = load === 'steady' ? steadyUse : burstBackgroundUse;
  const burst = load === 'steady' ? 0 : Math.round(seats * burstPerSeat);
  const meanPerMs = use * perMs + burst / burstPeriodMs;
  const durationMs = Math.max(burstPeriodMs, issuesMin / meanPerMs) * scale;
  const evenly = Array.from({ length: Math.round(use * perMs * durationMs) }, () =>
    random.between(0, durationMs),
  );
  const bursts = Array.from({ length: Math.floor(durationMs / burstPeriodMs) }, (_, period) =>
    Array.from({ length: burst }, () => (period + 0.5) * burstPeriodMs + random.between(0, burstMs)),
  );
  return [...evenly, ...bursts.flat()].sort((a, b) => a - b);
};

const answerOf = (expert: PlannedExpert | undefined, random: SeededRandom): Answer => {
  const { rejectRate = 0, ignoreRate = 0 } = expert ?? {};
  const mood = random.next();
  const afterMs = random.between(readingMinMs, readingMaxMs);
  const serviceMs = random.between(serviceMinMs, serviceMaxMs);
  if (mood < ignoreRate) return { kind: 'ignore' };
  return mood < ignoreRate + rejectRate
    ? { kind: 'reject', afterMs }
    : { kind: 'accept', afterMs, serviceMs };
};
