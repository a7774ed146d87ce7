/** Runs one test file in a process of its own, so that a crash, a hang or a leak in one harms no other. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from './judge.ts';

/** How long it may take to end when asked, and its last output to arrive. */
const patienceMs = 2_000;
/** A test that prints without end must not fill the memory. */
const outputMax = 2_000_000;

/**
 * @param options.root folder in which the process runs and to which `file` is relative
 * @param options.environment added to this process's own
 */
export const runFile = async (
  file: string,
  options: { root: string; timeoutMs: number; environment: Readonly<Record<string, string>> },
): Promise<Run> => {
  const { root, timeoutMs, environment } = options;
  const source = await readFile(join(root, file), 'utf8');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(root, file)], {
    cwd: root,
    // Colours would only have to be taken out again; Node warns when both names are set.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it started ends with it.
    detached: true,
  });
  let output = '';
  const keep = (data: string) => {
    if (output.length < outputMax) output += data;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const endGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  };
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    endGroup('SIGTERM');
    setTimeout(() => endGroup('SIGKILL'), patienceMs).unref();
  }, timeoutMs);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ended = await new Promise<{ exitCode: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  clearTimeout(timer);
  endGroup('SIGKILL');
  // What it printed last may still be on its way; a grandchild that left the group may keep the way open for ever.
  let patience: NodeJS.Timeout | undefined;
  await Promise.race([
    closed,
    new Promise((resolve) => {
      patience = setTimeout(resolve, patienceMs);
    }),
  ]);
  clearTimeout(patience);
  return { file, source, output, ...ended, timeoutMs: isTimedOut ? timeoutMs : undefined };
};
