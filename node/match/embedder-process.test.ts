/** Real processes: with a made runtime always, with the real model where there is one. */
import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { createLog } from '../log.ts';
import { EmbedderError, type EmbedderState } from '../ports.ts';
import { modelProcess, ProcessEmbedder } from './embedder.ts';

const silentLog = createLog({ level: 'silent', isTerminal: false, write: () => undefined });

const test = suite<{ folder: string; embedders: ProcessEmbedder[] }>('embedder process');
const realFolder = process.env.GRAPEVINE_MODEL_DIR;

test.before.each(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'grapevine-model-'));
  context.embedders = [];
  await writeFile(join(context.folder, 'model.onnx'), '26');
  await writeFile(join(context.folder, 'tokenizer.json'), '{}');
});

test.after.each(async ({ folder, embedders }) => {
  for (const embedder of embedders) embedder.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Limits run on a clock of their own that stands still, so that a slow machine fails no test. */
const start = ({ embedders }: { embedders: ProcessEmbedder[] }, folder: string, isReal = false) => {
  const clock = new VirtualClock();
  const runtime = new URL('./testing-runtime.ts', import.meta.url).href;
  const startProcess = modelProcess({ folder, ...(!isReal && { runtime }) });
  const embedder = new ProcessEmbedder({ startProcess, clock, log: silentLog });
  embedders.push(embedder);
  embedder.start();
  return { clock, embedder };
};

const settled = (embedder: ProcessEmbedder, kind: EmbedderState['kind']): Promise<EmbedderState> =>
  new Promise((resolve, reject) => {
    // Keeps the process while nothing but an unreferenced process works.
    const alive = setInterval(() => undefined, 1_000);
    const look = () => {
      const { state } = embedder;
      if (state.kind === 'loading' && kind !== 'loading') return;
      if (state.kind === 'ready' && kind !== 'ready') return;
      clearInterval(alive);
      cancel();
      if (state.kind === kind) resolve(state);
      else reject(new Error('because' in state ? state.because : state.kind));
    };
    const cancel = embedder.onState(look);
    look();
  });

const off = async (context: { embedders: ProcessEmbedder[] }, folder: string, isReal = false) => {
  const state = await settled(start(context, folder, isReal).embedder, 'off');
  return state.kind === 'off' ? state.because : '';
};

/** Keeps this process until then: that of the model does not. */
const awaited = async <T>(work: Promise<T>): Promise<T> => {
  const alive = setInterval(() => undefined, 1_000);
  return work.finally(() => clearInterval(alive));
};

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

test('a process loads the model of a folder and gives vectors of length 1', async (context) => {
  const { embedder } = start(context, context.folder);
  const state = await settled(embedder, 'ready');
  assert.is(state.kind === 'ready' && state.model.width, 26);
  const [one, same, other] = await awaited(
    Promise.all([embedder.embed('aa b'), embedder.embed('ab b'), embedder.embed('zz y')]),
  );
  assert.ok(Math.abs(dot(one, one) - 1) < 1e-6);
  assert.ok(dot(one, same) > dot(one, other));
});

test('the same model in another folder has the same digest, another width another one', async (context) => {
  const models: string[] = [];
  for (const width of ['26', '26', '27']) {
    await writeFile(join(context.folder, 'model.onnx'), width);
    const state = await settled(start(context, context.folder).embedder, 'ready');
    if (state.kind === 'ready') models.push(state.model.id);
  }
  assert.is(models[0], models[1]);
  assert.is.not(models[0], models[2]);
});

test('a text of any length, and without any word, is read', async (context) => {
  const { embedder } = start(context, context.folder);
  const long = await awaited(embedder.embed('word '.repeat(200_000)));
  assert.is(long.length, 26);
  assert.is((await awaited(embedder.embed(''))).length, 26);
});

test('what is missing is named, and what to run', async (context) => {
  assert.match(
    await off(context, join(context.folder, 'nowhere')),
    /no sentence model.*npm run model.*--model-dir/,
  );
  await rm(join(context.folder, 'tokenizer.json'));
  assert.match(await off(context, context.folder), /no tokenizer\.json.*npm run model/);
});

test('a corrupt model, and a corrupt tokenizer, are named', async (context) => {
  await writeFile(join(context.folder, 'model.onnx'), 'noise');
  assert.match(await off(context, context.folder), /model\.onnx is damaged.*Protobuf.*npm run model/);
  await writeFile(join(context.folder, 'model.onnx'), '26');
  await writeFile(join(context.folder, 'tokenizer.json'), '{"cut off');
  assert.match(await off(context, context.folder), /tokenizer\.json is damaged/);
});

test('a model of another width than its folder says is refused', async (context) => {
  await mkdir(join(context.folder, '1_Pooling'));
  const pooling = { word_embedding_dimension: 384, pooling_mode_mean_tokens: true };
  await writeFile(join(context.folder, '1_Pooling/config.json'), JSON.stringify(pooling));
  assert.match(await off(context, context.folder), /vectors of 26 numbers, but 1_Pooling\/config\.json.*384/);
});

test('a model that pools in a way not known here is refused', async (context) => {
  await mkdir(join(context.folder, '1_Pooling'));
  await writeFile(join(context.folder, '1_Pooling/config.json'), '{"pooling_mode_max_tokens": true}');
  assert.match(await off(context, context.folder), /neither by mean nor by first token/);
});

test('a process that crashes on a text is started again, and the node goes on', async (context) => {
  const { clock, embedder } = start(context, context.folder);
  await settled(embedder, 'ready');
  const work = embedder.embed('crash').catch((error: unknown) => error);
  const state = await settled(embedder, 'restarting');
  assert.match(state.kind === 'restarting' ? state.because : '', /ended by SIGSEGV/);
  const failure = await work;
  assert.is(failure instanceof EmbedderError && failure.code, 'slow');
  await clock.advance(1_000);
  assert.is((await awaited(embedder.embed('again'))).length, 26);
});

test('a process that hangs is ended after the limit', async (context) => {
  const { clock, embedder } = start(context, context.folder);
  await settled(embedder, 'ready');
  const work = embedder.embed('hang').catch((error: unknown) => error);
  await clock.advance(10_000);
  const failure = await work;
  assert.is(failure instanceof EmbedderError && failure.code, 'slow');
  await clock.advance(1_000);
  assert.is((await awaited(embedder.embed('again'))).length, 26);
});

if (realFolder === undefined) {
  console.log(
    'SKIPPED node/match/embedder-process.test.ts: needs a sentence model: npm run model, then GRAPEVINE_MODEL_DIR=.data/model',
  );
  test('without the runtime it says what to install', async (context) => {
    assert.match(await off(context, context.folder, true), /onnxruntime-node.*npm run model/);
  });
} else {
  test('the real model puts what means the same close together', async (context) => {
    const { embedder } = start(context, realFolder, true);
    const [cut, drop, paper] = await awaited(
      Promise.all([
        embedder.embed('My connection to the company network is cut off again and again'),
        embedder.embed('VPN drops every few minutes'),
        embedder.embed('Printer on the third floor is out of paper'),
      ]),
    );
    assert.ok(dot(cut, drop) > dot(cut, paper) + 0.2, `${dot(cut, drop)} and ${dot(cut, paper)}`);
  });

  test('a real model file that is cut off is named, and does not end the node', async (context) => {
    await rm(context.folder, { recursive: true });
    await cp(realFolder, context.folder, { recursive: true, verbatimSymlinks: true });
    for (const name of ['model.onnx', 'model_quantized.onnx'])
      await truncate(join(context.folder, name), 1_000_000).catch(() => undefined);
    assert.match(await off(context, context.folder, true), /damaged or no model.*npm run model/);
  });
}

test.run();
