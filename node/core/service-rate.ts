/** The mean of what was measured, newer values counting more; `count` of them so far. */
type Smoothed = { readonly meanMs: number; readonly count: number };

/** How long issues took to work on, in all and by category. */
export type WorkTimes = {
  readonly all: Smoothed;
  readonly categories: Readonly<Record<string, Smoothed>>;
};

export const noWorkTimes: WorkTimes = { all: { meanMs: 0, count: 0 }, categories: {} };

/** Share of a new value in the mean: about the last twenty issues count, some hours of a region's work. */
const gain = 0.1;
/** With fewer issues than this a category's mean says more about these issues than about the category. */
const countMin = 5;
/** Bounds of the rate: a category whose issues take a minute must not starve one whose issues take a day. */
const rateMin = 1 / 4;
const rateMax = 4;

/** An issue was worked on for so long. The first values count alike, so that none of them stands for all. */
export function withWorkTime(times: WorkTimes, category: string, workMs: number): WorkTimes {
  const known = times.categories[category] ?? noWorkTimes.all;
  return {
    all: smoothed(times.all, workMs),
    categories: { ...times.categories, [category]: smoothed(known, workMs) },
  };
}

/**
 * How fast issues of a category are served, relative to the mean of all: twice the rate is half the time. In
 * [1/4, 4]; 1 as long as too little was measured.
 */
export function serviceRateOf({ all, categories }: WorkTimes, category: string): number {
  const own = categories[category];
  if (own === undefined || own.count < countMin || own.meanMs <= 0 || all.meanMs <= 0) return 1;
  return Math.min(rateMax, Math.max(rateMin, all.meanMs / own.meanMs));
}

function smoothed({ meanMs, count }: Smoothed, valueMs: number): Smoothed {
  const share = Math.max(gain, 1 / (count + 1));
  return { meanMs: meanMs + share * (Math.max(0, valueMs) - meanMs), count: count + 1 };
}
