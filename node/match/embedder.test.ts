import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { createLog } from '../log.ts';
import { EmbedderError } from '../ports.ts';
import { ProcessEmbedder } from './embedder.ts';
import type { FromProcess } from './embedder-messages.ts';

const silentLog = createLog({ level: 'silent', isTerminal: false, write: () => undefined });

const test = suite('embedder');

const model = { id: 'made/1', width: 2 };
const vector = Float32Array.of(1, 0);

/** An embedder whose processes do what the test says. */
const made = () => {
  const clock = new VirtualClock();
  const processes: {
    texts: string[];
    isEnded: boolean;
    say: (message: FromProcess) => void;
    die: () => void;
  }[] = [];
  const embedder = new ProcessEmbedder({
    clock,
    log: silentLog,
    startProcess: ({ onMessage, onEnd }) => {
      const started = {
        texts: [] as string[],
        isEnded: false,
        say: onMessage,
        die: () => onEnd('out of memory'),
      };
      processes.push(started);
      return {
        post: ({ text }) => started.texts.push(text),
        end: () => {
          started.isEnded = true;
        },
      };
    },
  });
  embedder.start();
  const started = () => {
    const last = processes.at(-1);
    assert.ok(last);
    return last;
  };
  return { clock, embedder, processes, started };
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof EmbedderError ? error.code : String(error)),
  );

test('texts wait while the model loads, and are answered one after the other, those behind last', async () => {
  const { embedder, started } = made();
  const behind = embedder.embed('behind', { isBehind: true });
  const first = embedder.embed('first');
  assert.equal(started().texts, []);
  started().say({ kind: 'ready', model });
  assert.equal(embedder.state, { kind: 'ready', model });
  assert.equal(started().texts, ['first']);
  started().say({ kind: 'vector', job: 2, vector });
  assert.equal(await first, vector);
  assert.equal(started().texts, ['first', 'behind']);
  started().say({ kind: 'vector', job: 1, vector });
  assert.equal(await behind, vector);
});

test('a model that cannot be used turns it off with a sentence, for whoever waits and whoever comes later', async () => {
  const { embedder, started } = made();
  const waiting = codeOf(embedder.embed('one'));
  started().say({ kind: 'unusable', because: 'Run "npm run model".' });
  assert.is(await waiting, 'unusable');
  assert.is(await codeOf(embedder.embed('two')), 'unusable');
  assert.equal(embedder.state, { kind: 'off', because: 'Run "npm run model".' });
  assert.ok(started().isEnded);
});

test('a text on which the model fails costs nobody else anything', async () => {
  const { embedder, started, processes } = made();
  started().say({ kind: 'ready', model });
  const [bad, good] = [codeOf(embedder.embed('bad')), embedder.embed('good')];
  started().say({ kind: 'failed', job: 1, because: 'of it' });
  assert.is(await bad, 'failed');
  started().say({ kind: 'vector', job: 2, vector });
  assert.equal(await good, vector);
  assert.is(processes.length, 1);
});

test('a process that hangs is ended after the limit and started again; the others that wait are answered', async () => {
  const { clock, embedder, started, processes } = made();
  started().say({ kind: 'ready', model });
  const [hanging, next] = [codeOf(embedder.embed('hanging')), embedder.embed('next')];
  await clock.advance(9_999);
  assert.is(embedder.state.kind, 'ready');
  await clock.advance(1);
  assert.is(await hanging, 'slow');
  assert.is(embedder.state.kind, 'restarting');
  assert.ok(processes[0]?.isEnded);
  await clock.advance(1_000);
  started().say({ kind: 'ready', model });
  assert.equal(started().texts, ['next']);
  started().say({ kind: 'vector', job: 2, vector });
  assert.equal(await next, vector);
});

test('a process that ends again and again is given up, with the reason', async () => {
  const { clock, embedder, started, processes } = made();
  const waiting = codeOf(embedder.embed('one'));
  for (const pauseMs of [1_000, 2_000, 4_000, 8_000]) {
    started().die();
    assert.is(embedder.state.kind, 'restarting');
    await clock.advance(pauseMs);
  }
  assert.is(processes.length, 5);
  started().die();
  const { state } = embedder;
  assert.is(state.kind, 'off');
  assert.match(state.kind === 'off' ? state.because : '', /5 times within 10 minutes.*out of memory/);
  assert.is(await waiting, 'unusable');
  await clock.advance(3_600_000);
  assert.is(processes.length, 5);
});

test('crashes far apart are forgiven', async () => {
  const { clock, embedder, started } = made();
  for (let crash = 0; crash < 8; crash += 1) {
    started().die();
    await clock.advance(1_000);
    started().say({ kind: 'ready', model });
    await clock.advance(600_000);
  }
  assert.is(embedder.state.kind, 'ready');
});

test('a model that does not load in time counts as a crash', async () => {
  const { clock, embedder, processes } = made();
  await clock.advance(120_000);
  assert.is(embedder.state.kind, 'restarting');
  assert.ok(processes[0]?.isEnded);
});

test('too many that wait are refused at once', async () => {
  const { embedder } = made();
  const waiting = Array.from({ length: 128 }, (_, index) => codeOf(embedder.embed(`${index}`)));
  assert.is(await codeOf(embedder.embed('one more')), 'busy');
  const behind = codeOf(embedder.embed('behind', { isBehind: true }));
  embedder.stop();
  assert.is(await behind, 'unusable');
  assert.equal(new Set(await Promise.all(waiting)), new Set(['unusable']));
});

test('another model after a restart is not mixed with the first', async () => {
  const { clock, embedder, started } = made();
  started().say({ kind: 'ready', model });
  started().die();
  await clock.advance(1_000);
  started().say({ kind: 'ready', model: { id: 'made/2', width: 3 } });
  const { state } = embedder;
  assert.is(state.kind, 'off');
  assert.match(
    state.kind === 'off' ? state.because : '',
    /made\/1 \(2 numbers a vector\) to made\/2 \(3\)\. Start this node again/,
  );
});

test.run();
