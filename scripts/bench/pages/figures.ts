import { percentile } from '../figures.ts';

/** Of durations in ms. */
export type Times = { readonly samples: number; readonly p50Ms: number; readonly p95Ms: number };

export const timesOf = (samplesMs: readonly number[]): Times => ({
  samples: samplesMs.length,
  p50Ms: percentile(samplesMs, 0.5),
  p95Ms: percentile(samplesMs, 0.95),
});
