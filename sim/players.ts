import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { z } from 'zod';
import { KeptSchema } from './kept.ts';
import { type Mutation, mutatedSource } from './mutations/mutation.ts';
import type { Outcome, Player } from './soak.ts';

const OutcomeOfChild: z.ZodType<Outcome> = z.object({
  scenario: z.string(),
  seed: z.int(),
  traceHash: z.string(),
  kept: KeptSchema.optional(),
  virtualMs: z.number(),
  cpuMs: z.number(),
  trace: z.array(z.string()).optional(),
  broken: z.array(
    z.object({
      checker: z.string(),
      invariant: z.int().optional(),
      promise: z.string(),
      violations: z.array(z.string()),
    }),
  ),
  failure: z.string().optional(),
});

const program = new URL(
  import.meta.url.endsWith('.ts') ? './player-process.ts' : './player-process.js',
  import.meta.url,
);

/** Enough for almost every run of the sound code; what is stuck for an hour is stuck after a quarter of it. */
const patienceMs = 900_000;
/** Far above what a run takes on a busy machine: only a mutated one that hangs is ended. */
const runMaxMsDefault = 300_000;

/** A process that plays the code with a bug in it, or without one. @throws Error when the mutation no longer fits */
export const playerOf = (
  mutation: Mutation | undefined,
  { runMaxMs = runMaxMsDefault }: Pick<HandOptions, 'runMaxMs'> = {},
): { play: Player; close: () => void } => {
  const hand = new Hand({ runMaxMs, patienceMs, ...(mutation && startedWith(mutation)) });
  return { play: hand.play, close: () => hand.close() };
};

/** How a process is started that has the bug in its code. @throws Error when the mutation no longer fits */
export const startedWith = (
  mutation: Mutation,
): { readonly execArgv: readonly string[]; readonly env: Readonly<Record<string, string>> } => {
  const url = new URL(`../${mutation.file}`, import.meta.url);
  const source = mutatedSource(mutation, readFileSync(url, 'utf8'));
  const preload = new URL('./mutations/preload.js', import.meta.url);
  return {
    execArgv: ['--import', preload.href],
    env: { GRAPEVINE_MUTATED: JSON.stringify({ url: url.href, source }) },
  };
};

/** How many runs this machine can play at a time. */
export const playersAtOnce = availableParallelism;

/** One player for each core, each in a process of its own; `close` ends them. */
export const playersOnAllCores = (): { players: readonly Player[]; close: () => void } => {
  const hands = Array.from({ length: availableParallelism() }, () => new Hand());
  return {
    players: hands.map((hand) => hand.play),
    close: () => {
      for (const hand of hands) hand.close();
    },
  };
};

/** How a playing process is started, if not just like this one. */
export type HandOptions = {
  /** Arguments for node before its own. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of the scenarios' own. */
  readonly patienceMs?: number;
  /** A run that takes longer is ended; never by default. */
  readonly runMaxMs?: number;
};

/** A process that plays; a new one when it died, so that one run out of memory does not end a soak. */
export class Hand {
  readonly #options: HandOptions;
  #child: ChildProcess | undefined;

  constructor(options: HandOptions = {}) {
    this.#options = options;
  }

  readonly play: Player = (scenario, seed, kept = {}) => {
    const { execArgv = [], env = {}, patienceMs, runMaxMs } = this.#options;
    const child =
      this.#child ??
      fork(program, patienceMs === undefined ? [] : [String(patienceMs)], {
        execArgv: [...execArgv, ...process.execArgv],
        env: { ...process.env, ...env },
      });
    if (this.#child === undefined) {
      // It may also die between two runs, of memory for instance: then the next run gets another.
      child.once('exit', () => {
        if (this.#child === child) this.#child = undefined;
      });
      // What is sent to one that is dying is lost with it, and its end is told by `exit`.
      child.on('error', () => {});
      this.#child = child;
    }
    return new Promise((resolve) => {
      const limit = runMaxMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), runMaxMs);
      const hear = (message: unknown) => {
        clearTimeout(limit);
        child.off('exit', mourn);
        resolve(OutcomeOfChild.parse(message));
      };
      const mourn = (code: number | null, signal: string | null) => {
        clearTimeout(limit);
        child.off('message', hear);
        const failure = `The process that played it ended with ${signal ?? code}.`;
        const nothing = { traceHash: '', virtualMs: 0, cpuMs: 0, broken: [] };
        resolve({ scenario, seed, kept, ...nothing, failure, isLost: true });
      };
      child.once('message', hear);
      child.once('exit', mourn);
      child.send({ scenario, seed, kept });
    });
  };

  close(): void {
    this.#child?.kill();
  }
}
