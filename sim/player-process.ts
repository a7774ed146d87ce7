/** One of the processes of a soak: plays what it is told, one run after the other, until its parent lets go. */
import process from 'node:process';
import { z } from 'zod';
import { KeptSchema } from './kept.ts';
import { playHere } from './player.ts';

const Task = z.object({ scenario: z.string(), seed: z.int(), kept: KeptSchema });

process.on('message', async (message) => {
  const { scenario, seed, kept } = Task.parse(message);
  process.send?.(await playHere(scenario, seed, kept));
});
