/** One of the processes of a soak: plays what it is told, one run after the other, until its parent lets go. */
import process from 'node:process';
import { z } from 'zod';
import { playHere } from './player.ts';

const Task = z.object({ scenario: z.string(), seed: z.int() });

process.on('message', async (message) => {
  const { scenario, seed } = Task.parse(message);
  process.send?.(await playHere(scenario, seed));
});
