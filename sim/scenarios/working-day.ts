import { fourRegions, type Scenario } from './scenario.ts';

/** What choosing looks at besides skill: a backlog meets free seats, people keep hours, read one language, and quarrel over urgency. */
export const workingDay: Scenario = {
  ...fourRegions,
  name: 'working-day',
  summary:
    'A backlog meets experts who keep hours and read one of two languages, and its users push for more urgency than they may.',
  workload: {
    ...fourRegions.workload,
    issues: 40,
    languages: ['en', 'es'],
    everybodyAway: { fromMs: 20_000, untilMs: 70_000 },
    rates: { keepsHours: 0.7, pushes: 0.5, lowers: 0.4, raises: 0.3, transfers: 0.2, declines: 0.3 },
  },
  faults: () => [],
};
