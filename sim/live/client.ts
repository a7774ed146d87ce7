import { setTimeout as pause } from 'node:timers/promises';
import { type Person, Refused, signIn } from '../../node/life/people.ts';
import { expected, passing } from '../client.ts';
import type { SeededRandom } from '../random.ts';
import type { Command } from '../trace.ts';
import type { LiveRegion } from './mesh.ts';
import type { Testimony, Told } from './testimony.ts';

/** A program tries again after a pause: soon, for a node that is killed is back within a second or two. */
const pauseMinMs = 200;
const pauseMaxMs = 1_000;

export type ClientDeps = {
  readonly testimony: Testimony;
  readonly random: SeededRandom;
  /** Ends everything that the client waits for. */
  readonly signal: AbortSignal;
};

/** Somebody who uses a node by HTTP, tries again until there is an answer, and remembers each. */
export class LiveClient {
  readonly name: string;
  readonly region: LiveRegion;
  readonly random: SeededRandom;
  readonly signal: AbortSignal;
  readonly #email: string;
  readonly #testimony: Testimony;
  #person: Person | undefined;
  #keys = 0;

  constructor(name: string, region: LiveRegion, person: Person, deps: ClientDeps) {
    this.name = name;
    this.region = region;
    this.random = deps.random;
    this.signal = deps.signal;
    this.#email = person.email;
    this.#person = person;
    this.#testimony = deps.testimony;
  }

  /** A new key for a command: repetitions carry the same. */
  newKey(): string {
    this.#keys += 1;
    return `${this.name}.${this.#keys}`;
  }

  /** A pause for thought. @throws when the run is over */
  async think(minMs: number, maxMs: number): Promise<void> {
    await pause(this.random.between(minMs, maxMs), undefined, { signal: this.signal });
  }

  /** Reads until there is an answer. Undefined when the answer is a problem that trying again does not solve. */
  async look<T>(what: string, ask: (person: Person) => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        return await this.#call(ask);
      } catch (error) {
        if (!this.#isPassing(what, error)) return undefined;
        await this.think(pauseMinMs, pauseMaxMs);
      }
    }
  }

  /**
   * Sends a command until it is answered, always with the same key. Undefined when it was refused for good, because
   * things are no longer what the person saw.
   */
  async insist<T>(
    command: Command,
    key: string,
    ask: (person: Person) => Promise<T>,
    answerOf: (reply: T) => Pick<Told, 'answer' | 'storedIn'>,
  ): Promise<T | undefined> {
    const { trace, told, nowMs } = this.#testimony;
    const about = { person: this.name, command, key } as const;
    for (;;) {
      trace.add({ kind: 'asked', ...about });
      try {
        const reply = await this.#call(ask);
        const answer = answerOf(reply);
        trace.add({ kind: 'answered', ...about, answer: answer.answer });
        told.push({ atMs: nowMs(), region: this.region.name, ...about, ...answer });
        return reply;
      } catch (error) {
        trace.add({ kind: 'refused', ...about, problem: wordOf(error) });
        if (!this.#isPassing(command, error)) return undefined;
        await this.think(pauseMinMs, pauseMaxMs);
      }
    }
  }

  /** Lets something go on beside the rest; that it fails when the run is over is no news. */
  aside(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.signal.aborted) this.#complain(String(error));
    });
  }

  async #call<T>(ask: (person: Person) => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.#person ??= await signIn(this.region.url, this.#email);
    try {
      return await ask(this.#person);
    } catch (error) {
      if (error instanceof Refused && error.code === 'unauthenticated') this.#person = undefined;
      throw error;
    }
  }

  /** Whether trying again may help. Says so where the error is none that a person should ever see. */
  #isPassing(what: string, error: unknown): boolean {
    this.signal.throwIfAborted();
    // Nobody answers, or not in time: the node is dead or frozen.
    if (!(error instanceof Refused)) return true;
    if (among(passing, error.code)) return true;
    if (!among(expected, error.code)) this.#complain(`"${what}" failed: ${error.message}`);
    return false;
  }

  #complain(what: string): void {
    this.#testimony.trace.add({ kind: 'complained', by: this.name, what });
  }
}

const among = (codes: ReadonlySet<string>, code: string): boolean => codes.has(code);

const wordOf = (error: unknown): string =>
  error instanceof Refused ? error.code : error instanceof Error ? error.name : String(error);
