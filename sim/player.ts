import { play } from './run.ts';
import { scenarioNamed } from './scenarios/all.ts';
import type { Outcome, Player } from './soak.ts';

/** Plays in this process. */
export const playHere: Player = (name, seed) => playWith({}, name, seed);

/** The same with other options than the scenario's own. */
export const playWith = async (
  options: Parameters<typeof play>[2],
  name: string,
  seed: number,
): Promise<Outcome> => {
  const scenario = scenarioNamed(name);
  const about = { scenario: name, seed };
  const nothing = { traceHash: '', virtualMs: 0, broken: [] };
  if (scenario === undefined) return { ...about, ...nothing, failure: 'There is no such scenario.' };
  try {
    const { traceHash, virtualMs, verdicts } = await play(scenario, seed, options);
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
