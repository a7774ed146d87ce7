import { type ReadonlySignal, signal } from '@preact/signals';
import { ApiProblem } from './api.ts';

/** What was last read, what went wrong the last time, and whether a read is under way. */
export type Resource<T> = {
  readonly data: ReadonlySignal<T | undefined>;
  readonly problem: ReadonlySignal<ApiProblem | undefined>;
  readonly isLoading: ReadonlySignal<boolean>;
  /** Reads again. Calls during a read make one more read after it, so that bursts of news cost two reads at most. */
  readonly refresh: () => Promise<void>;
  /** Shows this without reading, for example the reply to a change. */
  readonly set: (data: T) => void;
};

/** A thing read from the node. What was read stays shown while it is read again and when that fails. */
export function resource<T>(read: () => Promise<T>): Resource<T> {
  const data = signal<T | undefined>(undefined);
  const problem = signal<ApiProblem | undefined>(undefined);
  const isLoading = signal(false);
  let running: Promise<void> | undefined;
  let isWantedAgain = false;
  let changes = 0;

  async function run(): Promise<void> {
    do {
      isWantedAgain = false;
      const before = changes;
      try {
        const fresh = await read();
        // A change made meanwhile is newer than what was read: its caller has shown it, so read once more.
        if (before === changes) data.value = fresh;
        else isWantedAgain = true;
        problem.value = undefined;
      } catch (error) {
        problem.value = error instanceof ApiProblem ? error : new ApiProblem(0, 'unknown', String(error));
      }
    } while (isWantedAgain);
  }

  return {
    data,
    problem,
    isLoading,
    set(value) {
      changes++;
      data.value = value;
    },
    refresh() {
      if (running !== undefined) {
        isWantedAgain = true;
        return running;
      }
      isLoading.value = true;
      running = run().finally(() => {
        running = undefined;
        isLoading.value = false;
      });
      return running;
    },
  };
}
