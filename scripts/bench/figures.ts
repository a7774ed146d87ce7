/** The few numbers that stand for many measurements. */

/** The value that a share of `samples` does not exceed (nearest rank), rounded to 0.01; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return round(sorted[at] ?? Number.NaN);
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** To hundredths: more digits would promise a precision that no such measurement has. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export type Spread = { readonly samples: number; readonly p50Ms: number; readonly p99Ms: number };

/** @param samplesMs durations in ms */
export const spreadOf = (samplesMs: readonly number[]): Spread => ({
  samples: samplesMs.length,
  p50Ms: percentile(samplesMs, 0.5),
  p99Ms: percentile(samplesMs, 0.99),
});
