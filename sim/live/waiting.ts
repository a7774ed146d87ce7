import { setTimeout as pause } from 'node:timers/promises';

/** Short beside what is waited for, long beside what an answer costs nodes that share this machine. */
const pollDefaultMs = 200;

/** What was waited for did not come; the message says what, how long, and what there was instead. */
export class WaitedInVain extends Error {
  override readonly name = 'WaitedInVain';
}

export type Patience = {
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Between two attempts. */
  readonly pollMs?: number;
};

/**
 * Asks again until there is an answer.
 * @throws WaitedInVain after the limit, with the last failure; the signal's reason when it is aborted
 */
export const until = async <T>(
  what: string,
  attempt: () => Promise<T | undefined | false>,
  { limitMs, signal, pollMs = pollDefaultMs }: Patience,
): Promise<T> => {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    let failure: unknown = 'it was not so';
    try {
      const found = await attempt();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      failure = error;
    }
    signal.throwIfAborted();
    if (performance.now() > deadlineMs) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new WaitedInVain(`Waited ${limitMs / 1_000} s in vain until ${what}: ${reason}.`);
    }
    await pause(pollMs, undefined, { signal });
  }
};

/** The same, but it does not outlast the signal. @throws the signal's reason when it is aborted first */
export const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true, signal: listening.signal });
  });
  return Promise.race([work, aborted]).finally(() => listening.abort());
};
