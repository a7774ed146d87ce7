/** Ctrl-C and SIGTERM: the first asks to stop cleanly, a second one stops at once. */
import type { EventEmitter } from 'node:events';

/**
 * npm and npx hand a Ctrl-C on to the program, which the terminal has told already: two signals from one key.
 * A person's second Ctrl-C comes later than this.
 */
const sameKeyMs = 700;

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Watches `process` (or what stands for it in a test).
 * A program that was started with an IPC channel is also asked to stop when its starter is gone, however that ended.
 * @param deps.stopAtOnce called for a second signal
 * @param deps.monotonicMs ms since an arbitrary start
 * @returns settles with the first signal's name; `cancel` ends the watch
 */
export const watchStopSignals = (
  process: EventEmitter,
  deps: { stopAtOnce: () => void; monotonicMs: () => number },
): { asked: Promise<string>; cancel: () => void } => {
  let firstAt: number | undefined;
  let tell: (signal: string) => void = () => {};
  const asked = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const onSignal = (signal: string) => {
    const now = deps.monotonicMs();
    if (firstAt === undefined) {
      firstAt = now;
      tell(signal);
    } else if (now - firstAt > sameKeyMs) {
      deps.stopAtOnce();
    }
  };
  const onDisconnect = () => onSignal('disconnect');
  for (const signal of stopSignals) process.on(signal, onSignal);
  process.on('disconnect', onDisconnect);
  const cancel = () => {
    for (const signal of stopSignals) process.off(signal, onSignal);
    process.off('disconnect', onDisconnect);
  };
  return { asked, cancel };
};
