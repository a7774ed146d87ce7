import { fork } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  type Cancel,
  type Clock,
  type Embedder,
  EmbedderError,
  type EmbedderState,
  type Log,
  type SentenceModel,
} from '../ports.ts';
import { type FromNode, FromProcess, type ProcessSettings } from './embedder-messages.ts';

/** Texts that may wait at once, of each kind. At 20 ms each this is some seconds: who comes later does better without. */
const waitingMax = 128;
/** A text takes some 20 ms. After this it hangs, or the machine has no time for it at all. */
const textMs = 10_000;
/** The largest models of some hundred MB load in ten seconds from a slow disk. */
const loadMs = 120_000;
/** First pause before the process is started again; doubles with every crash. */
const restartMs = 1_000;
/** It is given up when it ends so often within this time: whatever breaks it is still there. */
const crashesMax = 5;
const crashesWithinMs = 600_000;

/** A running process, as the embedder sees it. */
export interface ModelProcess {
  post(message: FromNode): void;
  /** No message comes afterwards, and `onEnd` is not called. */
  end(): void;
}

/** Starts a process. `onEnd` is called once, when it ended by itself. */
export type StartProcess = (heard: {
  onMessage: (message: unknown) => void;
  onEnd: (because: string) => void;
}) => ModelProcess;

/** Of what it says while it dies, so much is kept: the last line says why. */
const lastWordsMax = 2_000;

const isBuilt = import.meta.url.endsWith('.js');
const program = fileURLToPath(new URL(`./embedder-process.${isBuilt ? 'js' : 'ts'}`, import.meta.url));

/**
 * Starts a real process for the model of a folder; see `embedder-process.ts`. Not a thread: what a model runs on is native
 * code, and when that goes wrong it takes its process with it. A vector that comes from there costs some tenths of a ms.
 */
export const modelProcess =
  (settings: ProcessSettings): StartProcess =>
  ({ onMessage, onEnd }) => {
    const child = fork(program, [JSON.stringify(settings)], {
      serialization: 'advanced',
      // Nothing of what this process was started with but how to read TypeScript.
      execArgv: isBuilt ? [] : ['--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    let because: string | undefined;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = `${lastWords}${text}`.slice(-lastWordsMax);
    });
    child.on('message', onMessage);
    // It could not be started, or not be told something: then it ends as well.
    child.on('error', (error) => {
      because = String(error);
    });
    const ended = (code: number | null, signal: string | null) => {
      const [error] = lastWords.match(/^\w*Error.*$/m) ?? [];
      onEnd(because ?? error ?? (signal ? `it was ended by ${signal}` : `it ended with code ${code}`));
    };
    child.on('close', ended);
    // Whoever starts a node decides how long it lives; this process only serves. Last, as listeners hold it.
    child.unref();
    child.channel?.unref();
    if (child.stderr instanceof Socket) child.stderr.unref();
    return {
      post: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      end: () => {
        child.removeAllListeners();
        // It may still fail while it ends; nobody listens any more.
        child.on('error', () => undefined);
        child.kill('SIGKILL');
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
 * A sentence model in a process of its own, so that the node goes on meanwhile, and afterwards. One text at a time; a bounded queue; a time
 * limit; a process that ends or hangs is started again, up to a limit. Whatever happens, `state` says it in a sentence.
 */
export class ProcessEmbedder implements Embedder {
  readonly #startProcess: StartProcess;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: Job[] = [];
  readonly #waitingBehind: Job[] = [];
  /** When it ended or hung, monotonic ms. */
  #crashes: number[] = [];
  #state: EmbedderState = { kind: 'loading' };
  #process: ModelProcess | undefined;
  #model: SentenceModel | undefined;
  #current: Job | undefined;
  #cancelTimer: Cancel = () => undefined;
  #jobs = 0;

  constructor(deps: { startProcess: StartProcess; clock: Clock; log: Log }) {
    this.#startProcess = deps.startProcess;
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
    this.#process = this.#startProcess({
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
    this.#process?.post({ job: job.id, text: job.text });
  }

  #onMessage(given: unknown): void {
    const message = FromProcess.parse(given);
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
    this.#endProcess();
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
    this.#endProcess();
    const jobs = [this.#current, ...this.#waiting.splice(0), ...this.#waitingBehind.splice(0)];
    this.#current = undefined;
    this.#change({ kind: 'off', because });
    for (const job of jobs) job?.reject(new EmbedderError('unusable', because));
  }

  #endProcess(): void {
    this.#cancelTimer();
    this.#process?.end();
    this.#process = undefined;
  }

  #change(state: EmbedderState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
