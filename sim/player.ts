import process from 'node:process';
import type { Kept } from './kept.ts';
import { isSound, play, type RunOptions } from './run.ts';
import { scenarioNamed } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { Outcome, Player } from './soak.ts';
import { traceInWords } from './trace-words.ts';

type PlayOptions = Omit<RunOptions, 'kept'>;

/** Plays in this process. */
export const playHere: Player = (name, seed, kept) => playWith({}, name, seed, kept);

/** The same with other options than the scenario's own. */
export const playWith = async (
  options: PlayOptions,
  name: string,
  seed: number,
  kept: Kept = {},
): Promise<Outcome> => {
  const scenario = scenarioNamed(name);
  if (scenario !== undefined) return playerOf(scenario, options)(name, seed, kept);
  const nothing = { traceHash: '', virtualMs: 0, cpuMs: 0, broken: [] };
  return { scenario: name, seed, kept, ...nothing, failure: 'There is no such scenario.' };
};

/** Plays that scenario in this process, whatever it is called. */
export const playerOf =
  (scenario: Scenario, options: PlayOptions = {}): Player =>
  async (name, seed, kept = {}): Promise<Outcome> => {
    const about = { scenario: name, seed, kept };
    const before = process.cpuUsage();
    const cpuMs = () => {
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    try {
      const run = await play(scenario, seed, { ...options, kept });
      const broken = run.verdicts.filter(({ violations }) => violations.length > 0);
      const trace = isSound(run) ? undefined : traceInWords(run);
      const { traceHash, virtualMs } = run;
      return { ...about, traceHash, virtualMs, cpuMs: cpuMs(), broken, ...(trace && { trace }) };
    } catch (error) {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { ...about, traceHash: '', virtualMs: 0, cpuMs: cpuMs(), broken: [], failure };
    }
  };
