import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import type { z } from 'zod';

/** Does one task somewhere; several hands work at the same time. Rejects when the task fails, or its process dies. */
export type Hand<Task, Result> = (task: Task) => Promise<Result>;

/** How the processes are started, if not just like this one. */
export type StartOptions = {
  /** Arguments for node before its own. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A task that takes longer is ended with its process; never by default. */
  readonly taskMaxMs?: number;
};

/**
 * One hand for each core, each in a process of its own that runs `program`, which answers every task that it is sent
 * with one message: {result} or {failure}. `close` ends them.
 */
export const handsOnAllCores = <Task extends object, Result>(
  program: URL,
  answer: z.ZodType<{ result: Result } | { failure: string }>,
  options: StartOptions = {},
): { hands: readonly Hand<Task, Result>[]; close: () => void } => {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker<Task, Result>(program, answer, options),
  );
  return {
    hands: workers.map((worker) => worker.work),
    close: () => {
      for (const worker of workers) worker.close();
    },
  };
};

/** A process that works; a new one when it died, so that one task out of memory does not end all. */
class Worker<Task extends object, Result> {
  readonly #program: URL;
  readonly #answer: z.ZodType<{ result: Result } | { failure: string }>;
  readonly #options: StartOptions;
  #child: ChildProcess | undefined;

  constructor(
    program: URL,
    answer: z.ZodType<{ result: Result } | { failure: string }>,
    options: StartOptions,
  ) {
    this.#program = program;
    this.#answer = answer;
    this.#options = options;
  }

  readonly work: Hand<Task, Result> = (task) => {
    const { execArgv = [], env = {}, taskMaxMs } = this.#options;
    this.#child ??= fork(this.#program, {
      execArgv: [...execArgv, ...process.execArgv],
      env: { ...process.env, ...env },
    });
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const limit = taskMaxMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), taskMaxMs);
      const hear = (message: unknown) => {
        clearTimeout(limit);
        child.off('exit', mourn);
        const answer = this.#answer.parse(message);
        if ('result' in answer) resolve(answer.result);
        else reject(new Error(answer.failure));
      };
      const mourn = (code: number | null, signal: string | null) => {
        clearTimeout(limit);
        child.off('message', hear);
        this.#child = undefined;
        reject(new Error(`The process that worked on it ended with ${signal ?? code}.`));
      };
      child.once('message', hear);
      child.once('exit', mourn);
      child.send(task);
    });
  };

  close(): void {
    this.#child?.kill();
  }
}
