/** `npm run sim -- …`: the only file of the simulator that touches the real world. */
import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { main } from './command-line.ts';
import { comparersOnAllCores } from './comparers.ts';
import { explorersOnAllCores } from './exhaust/explorers.ts';
import { recordFiles } from './mutations/record-files.ts';
import { playerOf, playersAtOnce, playersOnAllCores } from './players.ts';

/** Short enough to type. */
const seedMax = 1_000_000_000;

// Whoever reads on has seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  realMs: () => performance.now(),
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  anySeed: () => randomInt(seedMax),
  players: playersOnAllCores,
  hands: comparersOnAllCores,
  explorers: explorersOnAllCores,
  write: (path, text) => writeFile(path, text),
  playerOf,
  record: recordFiles,
  workersMax: playersAtOnce(),
  // Only for people who watch: in a file or a pipe it would be noise.
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
  },
});
