/** How a region fares over time: what is measured each minute, what is kept of it for how long, and regions together. */
import type { EpochMs } from './ids.ts';
import type { Issue } from './model.ts';
import { addedUp, countOf, type Waits, waitQuantile } from './waits.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * What is kept: an hour by the minute, a day by ten minutes, a week by the hour, each with some more, so that a plot is
 * whole at its left end. Some 420 documents of 200 bytes in all, whatever happens.
 */
export const spans = {
  hour: { stepMs: minuteMs, lengthMs: hourMs, kept: 75 },
  day: { stepMs: 10 * minuteMs, lengthMs: 24 * hourMs, kept: 156 },
  week: { stepMs: hourMs, lengthMs: 7 * 24 * hourMs, kept: 180 },
} as const;
export type Span = keyof typeof spans;
export const spanNames: readonly Span[] = ['hour', 'day', 'week'];

/** What is measured in one moment. */
export type Reading = {
  readonly online: number;
  readonly free: number;
  readonly waiting: number;
  readonly active: number;
  /** Verified experts at home here, and their mean trust; none without experts. */
  readonly experts: number;
  readonly trust?: number | undefined;
};

/** An interval: how often it was measured, the sums of what was found, the last of what only moves slowly. */
export type Interval = {
  /** `idOf`: the place in its ring. */
  readonly id: string;
  readonly span: Span;
  readonly at: EpochMs;
  readonly count: number;
  readonly online: number;
  readonly free: number;
  readonly waiting: number;
  readonly active: number;
  readonly experts: number;
  readonly trust?: number | undefined;
  /** How long what was accepted meanwhile had waited. */
  readonly waits: Waits;
};

export const startOf = (span: Span, now: EpochMs): EpochMs =>
  Math.floor(now / spans[span].stepMs) * spans[span].stepMs;

/** A new interval takes the place of the oldest of its span. */
export const idOf = (span: Span, at: EpochMs): string =>
  `${span}-${Math.floor(at / spans[span].stepMs) % spans[span].kept}`;

/** The interval with one more reading; `known` is what stands in its place, which may be an older one. */
export function withReading(
  span: Span,
  known: Interval | undefined,
  { trust, experts, ...sums }: Reading,
  waits: Waits,
  now: EpochMs,
): Interval {
  const at = startOf(span, now);
  const open = known?.at === at ? known : { count: 0, online: 0, free: 0, waiting: 0, active: 0, waits: [] };
  return {
    id: idOf(span, at),
    span,
    at,
    count: open.count + 1,
    online: open.online + sums.online,
    free: open.free + sums.free,
    waiting: open.waiting + sums.waiting,
    active: open.active + sums.active,
    experts,
    ...(trust !== undefined && { trust }),
    waits: addedUp([open.waits, waits]),
  };
}

/** What an interval says: the mean of what was measured. */
export type Point = Reading & { readonly at: EpochMs; readonly waits: Waits };

export const pointOf = ({ at, count, experts, trust, waits, ...sums }: Interval): Point => ({
  at,
  online: sums.online / count,
  free: sums.free / count,
  waiting: sums.waiting / count,
  active: sums.active / count,
  experts,
  ...(trust !== undefined && { trust }),
  waits,
});

/** The points of a span that are in it now, the oldest first. */
export function pointsOf(span: Span, intervals: readonly Interval[], now: EpochMs): Point[] {
  const from = startOf(span, now - spans[span].lengthMs);
  return intervals
    .filter((one) => one.span === span && one.at >= from && one.at <= now)
    .sort((a, b) => a.at - b.at)
    .map(pointOf);
}

export type MeshPoint = {
  readonly at: EpochMs;
  readonly regions: number;
  readonly online: number;
  readonly free: number;
  readonly waiting: number;
  readonly active: number;
  readonly trust?: number;
  readonly accepted: number;
  readonly waitMedianMs?: number;
  readonly waitP90Ms?: number;
};

/** What several regions say of the same intervals, together: sums, trust by how many experts it is of, waits of all. */
export function together(regions: readonly (readonly Point[])[]): MeshPoint[] {
  const byTime = new Map<EpochMs, Point[]>();
  for (const point of regions.flat()) byTime.set(point.at, [...(byTime.get(point.at) ?? []), point]);
  return [...byTime].sort(([a], [b]) => a - b).map(([at, points]) => meshPoint(at, points));
}

function meshPoint(at: EpochMs, points: readonly Point[]): MeshPoint {
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  const waits = addedUp(points.map((point) => point.waits));
  const rated = points.filter(({ trust }) => trust !== undefined);
  const experts = rated.reduce((total, point) => total + point.experts, 0);
  const [median, p90] = [waitQuantile(waits, 0.5), waitQuantile(waits, 0.9)];
  return {
    at,
    regions: points.length,
    online: sum(({ online }) => online),
    free: sum(({ free }) => free),
    waiting: sum(({ waiting }) => waiting),
    active: sum(({ active }) => active),
    ...(experts > 0 && {
      trust: rated.reduce((total, point) => total + (point.trust ?? 0) * point.experts, 0) / experts,
    }),
    accepted: countOf(waits),
    ...(median !== undefined && { waitMedianMs: median }),
    ...(p90 !== undefined && { waitP90Ms: p90 }),
  };
}

/** Steps after which an issue waits for somebody anew. */
const beginsToWait = new Set<string>([
  'submitted',
  'reopened',
  'declined',
  'escalated',
  'reassigned',
  'transferred',
  'given-back',
  'taken-back',
]);

/** How long an issue that is accepted now had waited: since it was submitted, or last needed somebody else, ms. */
export function waitedMs({ timeline, submittedAt }: Pick<Issue, 'timeline' | 'submittedAt'>, now: EpochMs) {
  const since = timeline.findLast(({ kind }) => beginsToWait.has(kind))?.at ?? submittedAt;
  return Math.max(0, now - since);
}
