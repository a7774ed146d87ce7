/** Puts a sentence model into a folder: whole, tried, or not at all. */
import { access, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ModelProblem } from '../../node/match/embedder-messages.ts';
import { loadModel, modelFiles } from '../../node/match/embedder-model.ts';
import { createRuntime, type Runtime, runtimeFolder } from '../../node/match/embedder-runtime.ts';
import type { SentenceModel } from '../../node/ports.ts';
import { FetchProblem, fetchFile, type Progress } from './fetch-file.ts';

/** Beside the model itself; only the first must be there. */
const sideFiles = [
  'tokenizer.json',
  'tokenizer_config.json',
  'config.json',
  'modules.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
] as const;

export type Source =
  | { readonly kind: 'hub'; readonly hub: string; readonly repo: string; readonly revision: string }
  | { readonly kind: 'folder'; readonly folder: string };

export type Tried = { readonly model: SentenceModel; readonly msPerSentence: number };

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Files of a model, by whichever way; the first `modelFiles` that is there is enough. @throws when one that must be is not */
async function gather(take: (name: string) => Promise<boolean>, source: string): Promise<void> {
  if (!(await take(sideFiles[0]))) throw new ModelProblem(`There is no ${sideFiles[0]} in ${source}.`);
  for (const name of sideFiles.slice(1)) await take(name);
  for (const name of modelFiles) {
    if (!(await take(name))) continue;
    // Models of more than 2 GB keep their numbers beside them.
    await take(`${name}_data`);
    return;
  }
  throw new ModelProblem(`There is no ${modelFiles.join(', no ')} in ${source}.`);
}

async function gatherInto(part: string, source: Source, tell: Progress): Promise<void> {
  if (source.kind === 'folder') {
    if (!(await exists(source.folder))) throw new ModelProblem(`There is no folder ${source.folder}.`);
    return gather(async (name) => {
      if (!(await exists(join(source.folder, name)))) return false;
      await cp(join(source.folder, name), join(part, name), { dereference: true });
      return true;
    }, resolve(source.folder));
  }
  const { hub, repo, revision } = source;
  const base = `${hub.replace(/\/$/, '')}/${repo}/resolve/${revision}`;
  return gather((name) => fetchFile(`${base}/${name}`, join(part, name), name, tell), base);
}

/** What a former, interrupted run has fetched is good only for the same source. */
async function begin(part: string, source: Source): Promise<void> {
  const mark = join(part, 'source.json');
  const text = JSON.stringify(source);
  const former = await readFile(mark, 'utf8').catch(() => undefined);
  if (former !== text || source.kind === 'folder') await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await writeFile(mark, text);
}

async function tryModel(folder: string, runtime: Runtime): Promise<Tried> {
  const { model, vectorOf } = await loadModel(folder, runtime);
  const sentences = 10;
  const startedAt = performance.now();
  for (let n = 0; n < sentences; n += 1)
    await vectorOf(
      'VPN drops every few minutes\nSince this morning the connection is cut off again and again.',
    );
  return { model, msPerSentence: (performance.now() - startedAt) / sentences };
}

/**
 * Fetches or copies a model to `to`, in place of what is there, after it has been tried. What is there stays until then.
 * `installRuntime` is called with a folder in which the runtime is to be installed, if there is none.
 * @throws ModelProblem, FetchProblem
 */
export async function obtainModel(
  source: Source,
  to: string,
  deps: {
    readonly tell: Progress;
    readonly installRuntime: (folder: string) => Promise<void>;
    /** For tests; the real one otherwise. */
    readonly runtimeOf?: (folder: string) => Promise<Runtime>;
  },
): Promise<Tried> {
  const { tell, installRuntime, runtimeOf = createRuntime } = deps;
  const [part, old] = [`${to}.part`, `${to}.old`];
  await mkdir(dirname(resolve(to)), { recursive: true });
  await begin(part, source);
  await gatherInto(part, source, tell);
  const runtime = await runtimeOf(to).catch(async (error: unknown) => {
    if (!(error instanceof ModelProblem)) throw error;
    await installRuntime(join(part, runtimeFolder));
    return runtimeOf(part);
  });
  const tried = await tryModel(part, runtime).catch(async (error: unknown) => {
    // Fetched again, it may be whole.
    await rm(part, { recursive: true, force: true });
    throw error;
  });
  await rm(old, { recursive: true, force: true });
  if (await exists(to)) await rename(to, old);
  await rename(part, to);
  if ((await exists(join(old, runtimeFolder))) && !(await exists(join(to, runtimeFolder))))
    await rename(join(old, runtimeFolder), join(to, runtimeFolder));
  await rm(old, { recursive: true, force: true });
  return tried;
}

export const isExpected = (error: unknown): error is Error =>
  error instanceof ModelProblem || error instanceof FetchProblem;
