/**
 * One of the processes of a soak: plays what it is told, one run after the other, until its parent lets go. Its argument,
 * if there is one, is the patience of all runs, ms.
 */
import process from 'node:process';
import { z } from 'zod';
import { playWith } from './player.ts';

const Task = z.object({ scenario: z.string(), seed: z.int() });
const Patience = z.coerce.number().positive().optional();

const patienceMs = Patience.parse(process.argv[2]);

process.on('message', async (message) => {
  const { scenario, seed } = Task.parse(message);
  process.send?.(await playWith({ patienceMs }, scenario, seed));
});
