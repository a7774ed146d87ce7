/** Starts the command line of a node with the real world. `scripts/grapevine.js` runs this, built. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { z } from 'zod';
import { run } from './command-line.ts';
import { exitCodes } from './exit-codes.ts';
import { parentIdUnderNpm, watchStopSignals } from './stop-signals.ts';

/** Of this package: above node/ when run from the sources, above dist/node/ when built. */
const packageFile = new URL(
  import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json',
  import.meta.url,
);
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));

const code = await run(process.argv.slice(2), {
  environment: process.env,
  version,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  // Loaded when needed: a whole node takes half a second, and --help should not.
  startRegion: async (options, deps) => (await import('./region.ts')).startRegion(options, deps),
  resetAdminPassword: async (options, email) => {
    const { openForOperator } = await import('./region.ts');
    const { resetAdminPassword } = await import('./services/operator.ts');
    const { store, secrets } = await openForOperator(options);
    try {
      return await resetAdminPassword(store, secrets, email);
    } finally {
      await store.close();
    }
  },
  stopAsked: () => {
    // The channel to a program that started this one tells of its end, but must not keep this one alive.
    process.channel?.unref();
    return watchStopSignals(process, {
      stopAtOnce: () => process.exit(exitCodes.failure),
      monotonicMs: () => performance.now(),
      parentId: parentIdUnderNpm(process),
    }).asked;
  },
});
process.exit(code);
