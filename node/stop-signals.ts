/** Ctrl-C and SIGTERM: the first asks to stop cleanly, a second one stops at once. */
import type { EventEmitter } from 'node:events';

/**
 * npm and npx hand a Ctrl-C on to the program, which the terminal has told already: two signals from one key.
 * A person's second Ctrl-C comes later than this.
 */
const sameKeyMs = 700;

/** How soon the end of a parent is noticed. */
const parentCheckMs = 500;

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Watches `process` (or what stands for it in a test).
 * A program that was started with an IPC channel is also asked to stop when its starter is gone, however that ended.
 * @param deps.stopAtOnce called for a second signal
 * @param deps.monotonicMs ms since an arbitrary start
 * @param deps.parentId for a program that shall also stop when its parent is gone: its parent's process id, now
 * @returns settles with the first signal's name; `cancel` ends the watch
 */
export const watchStopSignals = (
  process: EventEmitter,
  deps: { stopAtOnce: () => void; monotonicMs: () => number; parentId?: (() => number) | undefined },
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
  const parent = deps.parentId?.();
  const timer = setInterval(() => {
    if (deps.parentId?.() === parent) return;
    clearInterval(timer);
    onDisconnect();
  }, parentCheckMs);
  timer.unref();
  const cancel = () => {
    clearInterval(timer);
    for (const signal of stopSignals) process.off(signal, onSignal);
    process.off('disconnect', onDisconnect);
  };
  return { asked, cancel };
};

/**
 * For `watchStopSignals`, when npm or npx started this process: they put a shell between, which dies of SIGTERM
 * without handing it on, and the program would stay behind.
 */
export const parentIdUnderNpm = (process: NodeJS.Process): (() => number) | undefined =>
  process.env.npm_lifecycle_event === undefined ? undefined : () => process.ppid;
