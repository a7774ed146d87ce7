/** The thread of a sentence model: loads it, says so, and answers one text after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { FromNode, type FromThread, ModelProblem, ThreadSettings } from './embedder-messages.ts';
import { loadModel } from './embedder-model.ts';
import { createRuntime, type Runtime } from './embedder-runtime.ts';

const Module = z.object({
  createRuntime: z.custom<() => Promise<Runtime>>((value) => value instanceof Function),
});

async function runtimeOf({ folder, runtime }: ThreadSettings): Promise<Runtime> {
  if (runtime === undefined) return createRuntime(folder);
  const module: unknown = await import(runtime);
  return Module.parse(module).createRuntime();
}

const port = parentPort;
if (port === null) throw new Error('This file is the thread of a sentence model; a node starts it.');
const tell = (message: FromThread) => port.postMessage(message);

const settings = ThreadSettings.parse(workerData);
try {
  const { model, vectorOf } = await loadModel(settings.folder, await runtimeOf(settings));
  port.on('message', (message: unknown) => {
    const { job, text } = FromNode.parse(message);
    vectorOf(text).then(
      (vector) => tell({ kind: 'vector', job, vector }),
      (error: unknown) => tell({ kind: 'failed', job, because: String(error) }),
    );
  });
  tell({ kind: 'ready', model });
} catch (error) {
  // What is no problem of the model is one of this code, and ends the thread with its stack.
  if (!(error instanceof ModelProblem)) throw error;
  tell({ kind: 'unusable', because: error.message });
}
