/** One of the processes of an exploration: plays what it is told, one run after the other, until its parent lets go. */
import process from 'node:process';
import { playTask, Task } from './outcome.ts';

process.on('message', async (message) => {
  try {
    process.send?.({ result: await playTask(Task.parse(message)) });
  } catch (error) {
    process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
