/** The process of a sentence model: loads it, says so, and answers one text after the other. */
import process from 'node:process';
import { z } from 'zod';
import { FromNode, type FromProcess, ModelProblem, ProcessSettings } from './embedder-messages.ts';
import { loadModel } from './embedder-model.ts';
import { createRuntime, type Runtime } from './embedder-runtime.ts';

const Module = z.object({
  createRuntime: z.custom<() => Promise<Runtime>>((value) => value instanceof Function),
});

async function runtimeOf({ folder, runtime }: ProcessSettings): Promise<Runtime> {
  if (runtime === undefined) return createRuntime(folder);
  const module: unknown = await import(runtime);
  return Module.parse(module).createRuntime();
}

if (!process.send) throw new Error('This file is the process of a sentence model; a node starts it.');
// Whoever asked is gone when it cannot be told.
const tell = (message: FromProcess) => process.send?.(message, undefined, undefined, () => undefined);

// It lives as long as its node. Ctrl-C, or whoever ends all processes of a service, means the node, which ends it.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

const settings = ProcessSettings.parse(JSON.parse(process.argv[2] ?? ''));
try {
  const { model, vectorOf } = await loadModel(settings.folder, await runtimeOf(settings));
  process.on('message', (message: unknown) => {
    const { job, text } = FromNode.parse(message);
    vectorOf(text).then(
      (vector) => tell({ kind: 'vector', job, vector }),
      (error: unknown) => tell({ kind: 'failed', job, because: String(error) }),
    );
  });
  tell({ kind: 'ready', model });
} catch (error) {
  // What is no problem of the model is one of this code, and ends the process with its stack.
  if (!(error instanceof ModelProblem)) throw error;
  tell({ kind: 'unusable', because: error.message });
}
