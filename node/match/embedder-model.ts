/** A sentence model in a folder as sentence-transformers and the hubs lay it out: read, checked, and asked for vectors. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { SentenceModel } from '../ports.ts';
import { ModelProblem } from './embedder-messages.ts';
import type { Input, Output, Runtime, Session } from './embedder-runtime.ts';

/** Where the model itself may be, best first: quantised ones rank alike and take a quarter of the time and memory. */
export const modelFiles = [
  'model_quantized.onnx',
  'onnx/model_quantized.onnx',
  'onnx/model_quint8_avx2.onnx',
  'model.onnx',
  'onnx/model.onnx',
] as const;

/**
 * Word pieces read of a text, some eighteen words. The time grows with them, and what it is about is said in the title and
 * the first lines: with more nobody is found better, on two public sets. Words are compared to the end.
 * Models that were trained on less say so themselves.
 */
const piecesMax = 24;
/** Letters of a word piece, generously: what is longer is not even cut into pieces. */
const lettersPerPieceMax = 16;

const Config = z.object({
  hidden_size: z.int().optional(),
  _name_or_path: z.string().optional(),
});
const SentenceConfig = z.object({ max_seq_length: z.int().min(8).nullish() });
const Pooling = z.object({
  word_embedding_dimension: z.int().optional(),
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
});
const Modules = z.array(z.object({ type: z.string() }));
/** Steps of a sentence model that are known here. Others change the vector: leaving one out would give nonsense. */
const knownModules = /\.(Transformer|Pooling|Normalize)$/;

const JsonObject = z.record(z.string(), z.unknown());

/** A model that has been tried: it gave a vector of `model.width` numbers. */
export type LoadedModel = {
  readonly model: SentenceModel;
  /** Of length 1. @throws Error when the model fails on this text */
  vectorOf(text: string): Promise<Float32Array>;
};

type Plan = {
  readonly session: Session;
  readonly encode: (text: string) => readonly number[];
  readonly pooling: 'mean' | 'first';
  readonly piecesMax: number;
};

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** @throws ModelProblem */
async function readJson<S extends z.ZodType>(
  folder: string,
  name: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  const file = join(folder, name);
  if (!(await exists(file))) return undefined;
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new ModelProblem(
      `${file} is damaged: it is not the JSON of a sentence model. Fetch the model anew with "npm run model".`,
    );
  }
}

async function findModelFile(folder: string): Promise<string> {
  for (const name of modelFiles) if (await exists(join(folder, name))) return join(folder, name);
  throw new ModelProblem(
    `There is no sentence model in ${resolve(folder)} (no ${modelFiles.join(', no ')}). Fetch one with "npm run model", or name another folder with --model-dir.`,
  );
}

/** @throws ModelProblem */
async function poolingOf(folder: string): Promise<{ how: Plan['pooling']; width: number | undefined }> {
  const modules = await readJson(folder, 'modules.json', Modules);
  const unknown = modules?.find(({ type }) => !knownModules.test(type));
  if (unknown) {
    throw new ModelProblem(
      `The sentence model in ${resolve(folder)} ends with a step that is not supported here (${unknown.type}). Use one that pools by mean or first token, such as all-MiniLM-L6-v2 ("npm run model").`,
    );
  }
  const pooling = await readJson(folder, '1_Pooling/config.json', Pooling);
  if (!pooling) return { how: 'mean', width: undefined };
  const width = pooling.word_embedding_dimension;
  if (pooling.pooling_mode_mean_tokens) return { how: 'mean', width };
  if (pooling.pooling_mode_cls_token) return { how: 'first', width };
  throw new ModelProblem(
    `The sentence model in ${resolve(folder)} pools neither by mean nor by first token (1_Pooling/config.json); others are not supported here.`,
  );
}

/** Of everything that vectors depend on: two nodes with the same digest have the same vectors. */
async function digestOf(files: readonly string[], settings: string): Promise<string> {
  const hash = createHash('sha256').update(settings);
  for (const file of files) await pipeline(createReadStream(file), hash, { end: false });
  return hash.digest('hex').slice(0, 12);
}

/**
 * Reads and tries the model of a folder.
 * @throws ModelProblem when something is missing, damaged, not supported, or does not fit together
 */
export async function loadModel(folder: string, runtime: Runtime): Promise<LoadedModel> {
  const file = await findModelFile(folder);
  const tokenizer = await readJson(folder, 'tokenizer.json', JsonObject);
  if (!tokenizer) {
    throw new ModelProblem(
      `${resolve(folder)} has a model but no tokenizer.json. Fetch the model anew with "npm run model".`,
    );
  }
  const tokenizerConfig = (await readJson(folder, 'tokenizer_config.json', JsonObject)) ?? {};
  const config = await readJson(folder, 'config.json', Config);
  const sentence = await readJson(folder, 'sentence_bert_config.json', SentenceConfig);
  const pooling = await poolingOf(folder);
  const plan: Plan = {
    session: await opened(file, runtime),
    encode: tokenizerOf(folder, runtime, tokenizer, tokenizerConfig),
    pooling: pooling.how,
    piecesMax: Math.min(piecesMax, sentence?.max_seq_length ?? piecesMax),
  };
  const { length: width } = await vectorOf('The printer does not print.', plan).catch((error: unknown) => {
    throw new ModelProblem(`The sentence model ${file} gives no vector (${String(error)}).`);
  });
  for (const [name, said] of [
    ['1_Pooling/config.json', pooling.width],
    ['config.json', config?.hidden_size],
  ] as const) {
    if (said === undefined || said === width) continue;
    throw new ModelProblem(
      `${file} gives vectors of ${width} numbers, but ${name} beside it says ${said}: they belong to different models. Fetch the model anew with "npm run model".`,
    );
  }
  const name = basename(config?._name_or_path || resolve(folder)).replace(/[^\w.-]/g, '');
  const digest = await digestOf(
    [file, join(folder, 'tokenizer.json')],
    `${plan.pooling} ${plan.piecesMax} ${width}`,
  );
  return {
    model: { id: `${name.slice(0, 24)}/${digest}`, width },
    vectorOf: (text) => vectorOf(text, plan),
  };
}

async function opened(file: string, runtime: Runtime): Promise<Session> {
  try {
    return await runtime.openSession(file);
  } catch (error) {
    throw new ModelProblem(
      `${file} is damaged or no model that can be run here (${String(error)}). Fetch it anew with "npm run model".`,
    );
  }
}

function tokenizerOf(folder: string, runtime: Runtime, tokenizer: object, config: object): Plan['encode'] {
  try {
    return runtime.createTokenizer(tokenizer, config);
  } catch (error) {
    throw new ModelProblem(
      `${join(folder, 'tokenizer.json')} is damaged or of a kind that is not supported (${String(error)}). Fetch the model anew with "npm run model".`,
    );
  }
}

async function vectorOf(text: string, plan: Plan): Promise<Float32Array> {
  const ids = piecesOf(text, plan);
  const outputs = await plan.session.run(inputsOf(ids, plan.session));
  return unit(pooled(outputs, ids.length, plan.pooling));
}

/** The first pieces, with the special one at the end that the model expects there. */
function piecesOf(text: string, { encode, piecesMax: max }: Plan): readonly number[] {
  const ids = encode(text.slice(0, max * lettersPerPieceMax));
  return ids.length <= max ? ids : [...ids.slice(0, max - 1), ...ids.slice(-1)];
}

function inputsOf(ids: readonly number[], session: Session): Record<string, Input> {
  const dims = [1, ids.length];
  const values: Readonly<Record<string, readonly number[]>> = {
    input_ids: ids,
    attention_mask: ids.map(() => 1),
    token_type_ids: ids.map(() => 0),
    position_ids: ids.map((_, index) => index),
  };
  return Object.fromEntries(
    session.inputs.map(({ name, type }) => {
      const given = values[name];
      if (given === undefined) throw new Error(`It asks for an input "${name}", which is not known here.`);
      return [name, { type: type === 'int32' ? 'int32' : 'int64', values: given, dims }];
    }),
  );
}

/** One vector of those of all pieces. There is one text at a time, so no padding has to be masked. */
function pooled(
  outputs: Readonly<Record<string, Output>>,
  pieces: number,
  pooling: Plan['pooling'],
): Float32Array {
  const all = Object.values(outputs);
  const perPiece = all.find(({ dims }) => dims.length === 3 && dims[0] === 1 && dims[1] === pieces);
  if (!perPiece) {
    const whole = all.find(({ dims }) => dims.length === 2 && dims[0] === 1);
    if (whole) return Float32Array.from(whole.data);
    throw new Error('It answers with neither a vector for each word piece nor one for the text.');
  }
  const width = perPiece.dims[2] ?? 0;
  const sum = perPiece.data.slice(0, width);
  if (pooling === 'first') return sum;
  for (let piece = 1; piece < pieces; piece += 1) {
    for (let at = 0; at < width; at += 1) {
      sum[at] = (sum[at] ?? 0) + (perPiece.data[piece * width + at] ?? 0);
    }
  }
  return sum;
}

/** The same direction, of length 1. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0 && Number.isFinite(length))) throw new Error('Its vector has no direction.');
  return vector.map((value) => value / length);
}
