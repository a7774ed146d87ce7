/** `npm run sim -- …`: the only file of the simulator that touches the real world. */
import { randomInt } from 'node:crypto';
import process from 'node:process';
import { main } from './command-line.ts';

/** Short enough to type. */
const seedMax = 1_000_000_000;

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  realMs: () => performance.now(),
  anySeed: () => randomInt(seedMax),
});
