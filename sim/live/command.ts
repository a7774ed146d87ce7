import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { parentIdUnderNpm, watchStopSignals } from '../../node/stop-signals.ts';
import { MeshProblem } from '../../scripts/mesh/problem.ts';
import { liveScenarioNamed, liveScenarios } from './scenarios/all.ts';
import type { LiveScenario } from './scenarios/scenario.ts';

/** What the command needs from the rest of the command line. */
export type LiveOutside = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly anySeed: () => number;
  /** @throws InvalidArgumentError */
  readonly toSeed: (text: string) => number;
  /** A promise was broken, or the run came to no end. */
  readonly onBroken: () => void;
};

type Options = { scenario?: string; seed?: number; list?: boolean; json?: boolean };

/** Adds `live`: the only command whose nodes are real processes, whose network is real and whose time passes. */
export const addLive = (program: Command, outside: LiveOutside): void => {
  program
    .command('live')
    .description(
      'starts real nodes as processes, breaks them and what lies between them, and checks the same promises',
    )
    .option('--scenario <name>', 'this one alone (default: all of them, one after the other)')
    .option(
      '--seed <number>',
      'decides who is hit, and in which order (default: a random one)',
      outside.toSeed,
    )
    .option('--list', 'shows every live scenario')
    .option('--json', 'for programs')
    .action(async ({ scenario, seed, list, json }: Options) => {
      if (list === true) {
        outside.out(listed(json === true));
        return;
      }
      const chosen = scenario === undefined ? liveScenarios : [liveScenarioNamed(scenario)];
      if (!chosen.every((one) => one !== undefined)) {
        const names = liveScenarios.map((one) => one.name).join(', ');
        program.error(`There is no live scenario ${scenario}. Choose one of: ${names}.`);
        return;
      }
      if (!(await playAll(chosen, seed ?? outside.anySeed(), json === true, outside))) outside.onBroken();
    });
};

const listed = (isJson: boolean): string => {
  const known = liveScenarios.map(({ name, summary }) => ({ name, summary }));
  const lines = known.map(({ name, summary }) => `${name.padEnd(18)}${summary}\n`);
  return isJson ? `${JSON.stringify(known, undefined, 2)}\n` : lines.join('');
};

/** Plays one after the other. Returns whether every promise was kept. */
const playAll = async (
  scenarios: readonly LiveScenario[],
  seed: number,
  isJson: boolean,
  { out, err }: LiveOutside,
): Promise<boolean> => {
  // Only who plays loads a whole node.
  const [{ playLive, TooLong }, { liveInWords, liveReportOf }] = await Promise.all([
    import('./play.ts'),
    import('./report.ts'),
  ]);
  const ending = new AbortController();
  const stop = watchStopSignals(process, {
    stopAtOnce: () => process.exit(1),
    monotonicMs: () => performance.now(),
    parentId: parentIdUnderNpm(process),
  });
  void stop.asked.then(() => ending.abort(new Error('It was interrupted; nothing has been checked.')));
  const reports: ReturnType<typeof liveReportOf>[] = [];
  let isSound = true;
  try {
    err('building the node\n');
    await buildNode(err);
    for (const scenario of scenarios) {
      const startMs = performance.now();
      const seconds = () => `${((performance.now() - startMs) / 1_000).toFixed(1).padStart(6)} s  `;
      err(`${scenario.name}, seed ${seed}\n`);
      const tell = (what: string) => err(`${seconds()}${what}\n`);
      try {
        const report = liveReportOf(await playLive(scenario, seed, { tell, signal: ending.signal }));
        reports.push(report);
        isSound &&= report.isSound;
        if (!isJson) out(`${liveInWords(report)}\n`);
      } catch (error) {
        isSound = false;
        const isExpected = error instanceof TooLong || error instanceof MeshProblem;
        if (!ending.signal.aborted && !isExpected) throw error;
        err(`${error instanceof Error ? error.message : String(error)}\n`);
        if (ending.signal.aborted) break;
      }
    }
  } finally {
    stop.cancel();
  }
  if (isJson) out(`${JSON.stringify(reports, undefined, 2)}\n`);
  return isSound;
};

/** Bundles the node that is going to be started, unless that is done. @throws Error with what is wrong */
const buildNode = async (err: (text: string) => void): Promise<void> => {
  const script = fileURLToPath(new URL('../../scripts/build.js', import.meta.url));
  const child = spawn(process.execPath, [script, '--node'], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (text: Buffer) => err(text.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error('The node could not be built, so it cannot be started.');
};
