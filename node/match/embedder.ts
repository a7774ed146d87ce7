import { Worker, type WorkerOptions } from 'node:worker_threads';
import {
  type Cancel,
  type Clock,
  type Embedder,
  EmbedderError,
  type EmbedderState,
  type Log,
  type SentenceModel,
} from '../ports.ts';
import { type FromNode, FromThread, type ThreadSettings } from './embedder-messages.ts';

/** Texts that may wait at once, of each kind. At 20 ms each this is some seconds: who comes later does better without. */
const waitingMax = 128;
/** A text takes some 20 ms. After this the thread hangs, or the machine has no time for it at all. */
const textMs = 10_000;
/** The largest models of some hundred MB load in ten seconds from a slow disk. */
const loadMs = 120_000;
/** First pause before the thread is started again; doubles with every crash. */
const restartMs = 1_000;
/** It is given up when it ends so often within this time: whatever breaks it is still there. */
const crashesMax = 5;
const crashesWithinMs = 600_000;

/** A running thread, as the embedder sees it. */
export interface Thread {
  post(message: FromNode): void;
  /** No message comes afterwards, and `onEnd` is not called. */
  end(): void;
}

/** Starts a thread. `onEnd` is called once, when it ended by itself. */
export type StartThread = (heard: {
  onMessage: (message: unknown) => void;
  onEnd: (because: string) => void;
}) => Thread;

/** Built, a thread is a file. A thread of the sources has to be told how to read TypeScript, which it does not inherit. */
function startWorker(options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./embedder-worker.js', import.meta.url), options);
  }
  const [tsx, program] = [import.meta.resolve('tsx/esm/api'), import.meta.resolve('./embedder-worker.ts')];
  const code = `import('${tsx}').then(({ register }) => (register(), import('${program}')))`;
  return new Worker(code, { ...options, eval: true });
}

/** Starts a real thread for the model of a folder; see `embedder-worker.ts`. */
export const modelThread =
  (settings: ThreadSettings): StartThread =>
  ({ onMessage, onEnd }) => {
    const worker = startWorker({ name: 'sentence model', workerData: settings });
    let because = 'it ended';
    worker.on('message', onMessage);
    worker.on('error', (error) => {
      because = String(error);
    });
    worker.on('exit', () => onEnd(because));
    // Whoever starts a node decides how long it lives; this thread only serves. Last, as listeners hold it.
    worker.unref();
    return {
      post: (message) => worker.postMessage(message),
      end: () => {
        worker.removeAllListeners();
        // It may still fail while it ends; nobody listens any more.
        worker.on('error', () => undefined);
        void worker.terminate();
      },
    };
  };

type Job = {
  readonly id: number;
  readonly text: string;
  readonly resolve: (vector: Float32Array) => void;
  readonly reject: (error: EmbedderError) => void;
};

/**
 * A sentence model in a thread of its own, so that the node goes on meanwhile. One text at a time; a bounded queue; a time
 * limit; a thread that ends or hangs is started again, up to a limit. Whatever happens, `state` says it in a sentence.
 */
export class ThreadEmbedder implements Embedder {
  readonly #startThread: StartThread;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: Job[] = [];
  readonly #waitingBehind: Job[] = [];
  /** When it ended or hung, monotonic ms. */
  #crashes: number[] = [];
  #state: EmbedderState = { kind: 'loading' };
  #thread: Thread | undefined;
  #model: SentenceModel | undefined;
  #current: Job | undefined;
  #cancelTimer: Cancel = () => undefined;
  #jobs = 0;

  constructor(deps: { startThread: StartThread; clock: Clock; log: Log }) {
    this.#startThread = deps.startThread;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  get state(): EmbedderState {
    return this.#state;
  }

  onState(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads the model; `state` tells how it goes. */
  start(): void {
    this.#cancelTimer = this.#clock.after(loadMs, () => this.#onCrash('it did not load in time'));
    this.#thread = this.#startThread({
      onMessage: (message) => this.#onMessage(message),
      onEnd: (because) => this.#onCrash(because),
    });
  }

  stop(): void {
    this.#giveUp('This node is stopping.');
  }

  embed(text: string, { isBehind = false }: { readonly isBehind?: boolean } = {}): Promise<Float32Array> {
    if (this.#state.kind === 'off') {
      return Promise.reject(new EmbedderError('unusable', this.#state.because));
    }
    const waiting = isBehind ? this.#waitingBehind : this.#waiting;
    if (waiting.length >= waitingMax) {
      return Promise.reject(new EmbedderError('busy', 'Too many texts wait for the sentence model.'));
    }
    return new Promise((resolve, reject) => {
      this.#jobs += 1;
      waiting.push({ id: this.#jobs, text, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current || this.#state.kind !== 'ready') return;
    const job = this.#waiting.shift() ?? this.#waitingBehind.shift();
    if (!job) return;
    this.#current = job;
    this.#cancelTimer = this.#clock.after(textMs, () => this.#onCrash('it did not answer in time'));
    this.#thread?.post({ job: job.id, text: job.text });
  }

  #onMessage(given: unknown): void {
    const message = FromThread.parse(given);
    switch (message.kind) {
      case 'ready':
        this.#onReady(message.model);
        return;
      case 'unusable':
        this.#log.error({ because: message.because }, 'There is no sentence model: keywords match.');
        this.#giveUp(message.because);
        return;
      case 'vector':
        this.#answer(message.job, (job) => job.resolve(message.vector));
        return;
      case 'failed':
        this.#log.warn({ because: message.because }, 'The sentence model failed on a text.');
        this.#answer(message.job, (job) => job.reject(new EmbedderError('failed', message.because)));
        return;
    }
  }

  #onReady(model: SentenceModel): void {
    this.#cancelTimer();
    // Somebody put another model there meanwhile: its vectors fit to nothing that this node has.
    if (this.#model && this.#model.id !== model.id) {
      const because = `The sentence model has changed from ${this.#model.id} (${this.#model.width} numbers a vector) to ${model.id} (${model.width}). Start this node again to use it.`;
      this.#log.error({ because }, 'The sentence model is no longer used.');
      this.#giveUp(because);
      return;
    }
    this.#model = model;
    this.#log.info({ model: model.id, width: model.width }, 'The sentence model is ready.');
    this.#change({ kind: 'ready', model });
    this.#next();
  }

  #answer(id: number, answer: (job: Job) => void): void {
    const job = this.#current;
    if (job?.id !== id) return;
    this.#cancelTimer();
    this.#current = undefined;
    answer(job);
    this.#next();
  }

  /** Those that wait go on waiting; the text that it was at may be what broke it, so it is not tried again. */
  #onCrash(because: string): void {
    const now = this.#clock.monotonicMs();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashesWithinMs), now];
    this.#endThread();
    const job = this.#current;
    this.#current = undefined;
    if (this.#crashes.length >= crashesMax) {
      const sentence = `The sentence model ended ${crashesMax} times within ${crashesWithinMs / 60_000} minutes, at last because ${because}. Mend that and start this node again.`;
      this.#log.error({ because }, 'The sentence model is given up: keywords match.');
      this.#giveUp(sentence);
    } else {
      this.#log.warn({ because }, 'The sentence model ended and is started again.');
      const pauseMs = restartMs * 2 ** (this.#crashes.length - 1);
      this.#change({ kind: 'restarting', because: `The sentence model ended: ${because}.` });
      this.#cancelTimer = this.#clock.after(pauseMs, () => this.start());
    }
    job?.reject(new EmbedderError('slow', `The sentence model gave no answer: ${because}.`));
  }

  #giveUp(because: string): void {
    this.#endThread();
    const jobs = [this.#current, ...this.#waiting.splice(0), ...this.#waitingBehind.splice(0)];
    this.#current = undefined;
    this.#change({ kind: 'off', because });
    for (const job of jobs) job?.reject(new EmbedderError('unusable', because));
  }

  #endThread(): void {
    this.#cancelTimer();
    this.#thread?.end();
    this.#thread = undefined;
  }

  #change(state: EmbedderState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
