/**
 * What runs a sentence model: onnxruntime-node and a tokenizer, as an interface, and how the real ones are found.
 * onnxruntime-node is some 290 MB, so it is no dependency of this package: `npm run model` puts it beside the model.
 */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ModelProblem } from './embedder-messages.ts';

/** What `npm run model` installs, and where below the model's folder. */
export const runtimePackage = 'onnxruntime-node';
export const runtimeRange = '^1.30.0';
export const runtimeFolder = 'runtime';

/** A tensor that goes in. */
export type Input = {
  readonly type: 'int64' | 'int32';
  readonly values: readonly number[];
  readonly dims: readonly number[];
};

/** A tensor that comes out. */
export type Output = { readonly dims: readonly number[]; readonly data: Float32Array };

export interface Session {
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
  /** What the model answers, by name; other than float32 is left out. */
  run(inputs: Readonly<Record<string, Input>>): Promise<Readonly<Record<string, Output>>>;
}

export interface Runtime {
  /** @throws Error when the file is not a model that it can run */
  openSession(file: string): Promise<Session>;
  /** From the parsed tokenizer.json and tokenizer_config.json. The ids of a text, special ones included. */
  createTokenizer(tokenizer: object, config: object): (text: string) => readonly number[];
}

type Constructor = new (...given: never[]) => unknown;
const isConstructor = (value: unknown): value is Constructor => typeof value === 'function';

/** The part of onnxruntime-node's interface that is used (onnxruntime-common, `InferenceSession` and `Tensor`). */
const Onnx = z.object({
  Tensor:
    z.custom<new (type: string, data: BigInt64Array | Int32Array, dims: readonly number[]) => object>(
      isConstructor,
    ),
  InferenceSession: z.custom<{
    create(file: string, options: object): Promise<unknown>;
  }>((value) => isConstructor(value) && 'create' in value && typeof value.create === 'function'),
});

const OnnxSession = z.object({
  inputNames: z.array(z.string()),
  inputMetadata: z.array(z.object({ name: z.string(), type: z.string().optional() })).optional(),
});

const Outputs = z.record(z.string(), z.object({ dims: z.array(z.number()).readonly(), data: z.unknown() }));

const HasRun = z.custom<{ run(feeds: object): Promise<unknown> }>(
  (value) => typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function',
);

/** Matching shares the machine with everything else that a node does: half of its cores, and beyond two it gains little. */
const intraOpNumThreads = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
const sessionOptions = { intraOpNumThreads, interOpNumThreads: 1, executionMode: 'sequential' };

async function loadOnnx(folder: string): Promise<z.infer<typeof Onnx>> {
  // Beside the model first: that one survives a new `npm ci`.
  const places = [join(folder, runtimeFolder, 'package.json'), import.meta.url];
  for (const place of places) {
    let found: string;
    try {
      found = createRequire(place).resolve(runtimePackage);
    } catch {
      continue;
    }
    try {
      const loaded: unknown = await import(pathToFileURL(found).href);
      return Onnx.parse(loaded);
    } catch (error) {
      throw new ModelProblem(
        `${runtimePackage} in ${found} does not work on this machine (${String(error)}). Install it anew with "npm run model".`,
      );
    }
  }
  throw new ModelProblem(
    `${runtimePackage}, which runs the sentence model, is not installed. Run "npm run model", or: npm install --ignore-scripts --prefix "${join(folder, runtimeFolder)}" ${runtimePackage}@${runtimeRange}`,
  );
}

/** onnxruntime-node, found beside the model or among this package's. @throws ModelProblem saying what to install */
export async function createRuntime(folder: string): Promise<Runtime> {
  const { InferenceSession, Tensor } = await loadOnnx(folder);
  const { Tokenizer } = await import('@huggingface/tokenizers');
  return {
    async openSession(file) {
      const opened = await InferenceSession.create(file, sessionOptions);
      const session = HasRun.parse(opened);
      const { inputNames, inputMetadata = [] } = OnnxSession.parse(opened);
      const typeOf = (name: string) => inputMetadata.find((one) => one.name === name)?.type ?? 'int64';
      return {
        inputs: inputNames.map((name) => ({ name, type: typeOf(name) })),
        async run(inputs) {
          const feeds = Object.fromEntries(
            Object.entries(inputs).map(([name, { type, values, dims }]) => {
              const data = type === 'int64' ? BigInt64Array.from(values, BigInt) : Int32Array.from(values);
              return [name, new Tensor(type, data, dims)];
            }),
          );
          const outputs = Outputs.parse(await session.run(feeds));
          return Object.fromEntries(
            Object.entries(outputs).flatMap(([name, { dims, data }]) =>
              data instanceof Float32Array ? [[name, { dims, data }]] : [],
            ),
          );
        },
      };
    },
    createTokenizer(tokenizer, config) {
      const made = new Tokenizer(tokenizer, config);
      return (text) => made.encode(text).ids;
    },
  };
}
