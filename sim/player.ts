import { play } from './run.ts';
import { scenarioNamed } from './scenarios/all.ts';
import type { Outcome, Player } from './soak.ts';

/** Plays in this process. */
export const playHere: Player = async (name, seed): Promise<Outcome> => {
  const scenario = scenarioNamed(name);
  const about = { scenario: name, seed };
  const nothing = { traceHash: '', virtualMs: 0, broken: [] };
  if (scenario === undefined) return { ...about, ...nothing, failure: 'There is no such scenario.' };
  try {
    const { traceHash, virtualMs, verdicts } = await play(scenario, seed);
    const broken = verdicts.filter(({ violations }) => violations.length > 0);
    return { ...about, traceHash, virtualMs, broken };
  } catch (error) {
    return {
      ...about,
      ...nothing,
      failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
};
