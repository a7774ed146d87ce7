import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { KeptSchema } from './kept.ts';
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

/** A process that plays; a new one when it died, so that one run out of memory does not end a soak. */
class Hand {
  #child: ChildProcess | undefined;

  readonly play: Player = (scenario, seed, kept = {}) => {
    this.#child ??= fork(program);
    const child = this.#child;
    return new Promise((resolve) => {
      const hear = (message: unknown) => {
        child.off('exit', mourn);
        resolve(OutcomeOfChild.parse(message));
      };
      const mourn = (code: number | null, signal: string | null) => {
        child.off('message', hear);
        this.#child = undefined;
        const failure = `The process that played it ended with ${signal ?? code}.`;
        resolve({ scenario, seed, kept, traceHash: '', virtualMs: 0, cpuMs: 0, broken: [], failure });
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
