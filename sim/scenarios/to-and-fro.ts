import { fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

const lateRateMin = 0.3;
const lateRateMax = 0.45;

/**
 * Issues come back to a region that had them a moment ago, while what it said of them then is still on its way. The fences
 * between two epochs with one owner are needed here.
 */
export const toAndFro: Scenario = {
  ...fourRegions,
  name: 'to-and-fro',
  summary:
    'Experts look at an issue for a moment and mostly pass it on, also within their region, while some requests and replies arrive up to twelve seconds late.',
  workload: {
    ...fourRegions.workload,
    issues: 16,
    service: { minMs: 300, maxMs: 2_000 },
    rates: { transfers: 0.7, cancels: 0, escalates: 0 },
  },
  faults: (random) => [
    {
      kind: 'link',
      conditions: { lateRate: random.between(lateRateMin, lateRateMax) },
      atMs: random.between(0, troubleFromMs),
      forMs: random.between(troubleUntilMs, troubleUntilMs * 1.5),
    },
  ],
};
