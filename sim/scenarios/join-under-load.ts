import { fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

const newcomers = 4;

/** A region whose node and experts are new takes work while the others are at their busiest. */
export const joinUnderLoad: Scenario = {
  ...fourRegions,
  name: 'join-under-load',
  summary: 'A fifth region joins with its own experts while most issues arrive in one of the others.',
  workload: {
    ...fourRegions.workload,
    surge: { region: 'North', share: 0.5, fromMs: troubleFromMs, untilMs: troubleUntilMs },
  },
  faults: (random) => [
    {
      kind: 'join',
      region: 'Central',
      experts: newcomers,
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: 0,
    },
  ],
};
