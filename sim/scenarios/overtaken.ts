import { fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

const lateRateMin = 0.05;
const lateRateMax = 0.3;

/**
 * Messages come out of order: a delivery that nobody waits for any more arrives after its repetition, and after what was
 * sent since. Here every fence against what is old is needed.
 */
export const overtaken: Scenario = {
  ...fourRegions,
  name: 'overtaken',
  summary:
    'For a long while some requests and replies arrive up to twelve seconds late, after their repetitions; users write while they wait, and change their minds.',
  workload: {
    ...fourRegions.workload,
    writesWaiting: 0.5,
    rates: { cancels: 0.25, declines: 0.5, escalates: 0.2, goesAway: 0.6 },
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
