import type { Cancel } from '../node/ports.ts';
import { Problem, type ProblemCode } from '../node/problem.ts';
import type { LiveEvent } from '../node/schemas/views.ts';
import type { Actor, Services } from '../node/services/services.ts';
import type { VirtualClock } from './clock.ts';
import type { Interference } from './interference.ts';
import type { SeededRandom } from './random.ts';
import { ConnectionLost, type SimulatedRegion } from './region.ts';
import { type Command, isCommand, type Trace } from './trace.ts';

/** Time one way between a person and a node of their own part of the world. */
const wayMinMs = 3;
const wayMaxMs = 40;
/** A reply that takes longer than this never comes: the longest deadline inside a node is that of a forwarded command. */
const hungAfterMs = 60_000;
/** Share of replies lost of those under way when a process dies: its machine may or may not send what is buffered. */
const lostRate = 0.5;
/** A page tries again after a pause, longer each time, as the pages in `web/` do. */
const pauseMinMs = 500;
const pauseMaxMs = 5_000;

/** Problems that go away by themselves: a page tries again. */
export const passing: ReadonlySet<ProblemCode> = new Set([
  'store-unavailable',
  'home-region-unreachable',
  'region-unreachable',
  'region-leaving',
  'attachment-unavailable',
  'unauthenticated',
]);

/**
 * Problems that a person's command may meet because somebody else was faster, or because they have too much that is
 * critical. Any other is a fault.
 */
export const expected: ReadonlySet<ProblemCode> = new Set([
  'offer-gone',
  'wrong-state',
  'already-rated',
  'limit-reached',
]);

export type Deps = {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly interference?: Pick<Interference, 'onCall'>;
};

/** What a page looks at again when it is told. */
export type NewsKind = 'issue' | 'message' | 'offers' | 'me';
type Waiting = { readonly kinds: readonly NewsKind[]; readonly wake: () => void };

export type Credentials = { readonly email: string; readonly password: string };

/**
 * What a page or program is to a person: calls over a connection that takes time and may break, a session, repeated
 * calls, and a live connection that says when to look again. Everything goes through the border of the services.
 */
export class Client {
  readonly name: string;
  #region: SimulatedRegion;
  readonly #credentials: Credentials;
  readonly #deps: Deps;
  #token: string | undefined;
  #cursor: number | undefined;
  /** A region was lost: what this person had there may be somebody else's by now. */
  #hasLost = false;
  readonly #waiting = new Set<Waiting>();
  #keys = 0;

  constructor(name: string, region: SimulatedRegion, credentials: Credentials, deps: Deps) {
    this.name = name;
    this.#region = region;
    this.#credentials = credentials;
    this.#deps = deps;
  }

  get email(): string {
    return this.#credentials.email;
  }

  /** Where the page is open. */
  get region(): SimulatedRegion {
    return this.#region;
  }

  /** Of these regions the ones that this page offers to choose from; all of them as long as it shows none. */
  regionsShown(regions: readonly SimulatedRegion[]): readonly SimulatedRegion[] {
    const shown = this.#region.process?.services.mesh.view().regions.map(({ name }) => name) ?? [];
    const known = regions.filter(({ name }) => shown.includes(name));
    return known.length > 0 ? known : regions;
  }

  /** From now on an expert may find that work is no longer theirs. */
  hearOfLoss(): void {
    this.#hasLost = true;
  }

  get hasHeardOfLoss(): boolean {
    return this.#hasLost;
  }

  /** Goes on at another region: the session belonged to the former one. */
  moveTo(region: SimulatedRegion): void {
    this.#region = region;
    this.#token = undefined;
    this.#cursor = undefined;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#deps.clock.after(ms, resolve));
  }

  /** A new key for a command: repetitions carry the same. */
  newKey(): string {
    this.#keys += 1;
    return `${this.name} ${this.#keys}`;
  }

  /** A call without a session; `what` names it. @throws ConnectionLost, Problem */
  async call<T>(what: string, ask: (services: Services) => Promise<T>): Promise<T> {
    const fate = isCommand(what) ? this.#deps.interference?.onCall(this.name, what) : undefined;
    await this.#travel();
    if (fate === 'call-lost') throw new ConnectionLost(`"${what}" did not arrive.`);
    const { process } = this.region;
    if (process === undefined) throw new ConnectionLost(`${this.region.name} does not answer.`);
    await process.awake();
    if (process.isDead) throw new ConnectionLost(`${this.region.name} died.`);
    const cancels: Cancel[] = [];
    const reply = await new Promise<T>((resolve, reject) => {
      cancels.push(
        process.onDeath(() => reject(new ConnectionLost(`${this.region.name} died.`))),
        this.#deps.clock.after(hungAfterMs, () => {
          this.#complain(`${this.region.name} did not answer "${what}" within ${hungAfterMs} ms.`);
          reject(new ConnectionLost('Too late.'));
        }),
      );
      ask(process.services).then(resolve, reject);
    }).finally(() => {
      for (const cancel of cancels) cancel();
    });
    await this.#travel();
    if (fate === 'answer-lost') throw new ConnectionLost(`The answer to "${what}" did not arrive.`);
    // What was sent before the end may still arrive, or not: an acknowledgement must be true either way.
    if (process.isDead && this.#deps.random.chance(lostRate))
      throw new ConnectionLost(`${this.region.name} died while it answered.`);
    return reply;
  }

  /** A call in this person's session; signs in first if need be. @throws ConnectionLost, Problem */
  async callAs<T>(what: string, ask: (services: Services, actor: Actor) => Promise<T>): Promise<T> {
    if (this.#token === undefined) {
      const session = await this.call('sign in', ({ sessions }) => sessions.open(this.#credentials));
      this.#token = session.token;
    }
    const token = this.#token;
    try {
      return await this.call(what, async (services) => {
        const actor = await services.sessions.authenticate(token);
        if (actor === undefined) throw new Problem('unauthenticated', 'The session has ended.');
        return ask(services, actor);
      });
    } catch (error) {
      if (error instanceof Problem && error.code === 'unauthenticated') this.#token = undefined;
      throw error;
    }
  }

  /** Reads until there is an answer. Undefined when the answer is a problem that trying again does not solve. */
  async look<T>(what: string, ask: (services: Services, actor: Actor) => Promise<T>): Promise<T | undefined> {
    for (let pauseMs = pauseMinMs; ; pauseMs = Math.min(pauseMs * 2, pauseMaxMs)) {
      try {
        return await this.callAs(what, ask);
      } catch (error) {
        if (!this.#isPassing(what, error)) return undefined;
        await this.sleep(pauseMs);
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
    ask: (services: Services, actor: Actor) => Promise<T>,
    answerOf: (reply: T) => string = () => '',
    storedInOf: (reply: T) => readonly string[] | undefined = () => undefined,
  ): Promise<T | undefined> {
    return this.#repeat(command, key, () => this.callAs(command, ask), answerOf, storedInOf);
  }

  /** The same without a session. */
  async insistAsStranger<T>(
    command: Command,
    key: string,
    ask: (services: Services) => Promise<T>,
    answerOf: (reply: T) => string,
  ): Promise<T | undefined> {
    return this.#repeat(command, key, () => this.call(command, ask), answerOf);
  }

  /** Keeps a live connection open for ever, and comes back where it was after each loss. */
  async stayConnected(): Promise<never> {
    const { random } = this.#deps;
    for (;;) {
      try {
        await this.#live();
      } catch (error) {
        this.#isPassing('live', error);
      }
      await this.sleep(random.between(pauseMinMs, pauseMaxMs));
    }
  }

  /** Resolves when something of these kinds was told over the live connection, or after `patienceMs`. */
  async news(kinds: readonly NewsKind[], patienceMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const waiting: Waiting = {
        kinds,
        wake: () => {
          cancel();
          this.#waiting.delete(waiting);
          resolve();
        },
      };
      const cancel: Cancel = this.#deps.clock.after(patienceMs, waiting.wake);
      this.#waiting.add(waiting);
    });
  }

  /** Resolves when the connection is lost. */
  async #live(): Promise<void> {
    const process = await this.callAs('live', async ({ live }, actor) => {
      const { process } = this.region;
      await live.subscribe(actor, this.#cursor, (event) => {
        const { kind, cursor } = event;
        // What the pages of users and experts do not show.
        if (kind === 'mesh' || kind === 'admin') return;
        this.#deps.clock.after(this.#wayMs(), () => {
          if (process?.isDead !== false) return;
          this.#cursor = Math.max(cursor, this.#cursor ?? 0);
          this.#ring(kind);
        });
      });
      return process;
    });
    await new Promise<void>((resolve) => {
      if (process === undefined) resolve();
      else process.onDeath(resolve);
    });
  }

  async #repeat<T>(
    command: Command,
    key: string,
    send: () => Promise<T>,
    answerOf: (reply: T) => string,
    storedInOf: (reply: T) => readonly string[] | undefined = () => undefined,
  ): Promise<T | undefined> {
    const { trace } = this.#deps;
    const about = { person: this.name, command, key } as const;
    for (let pauseMs = pauseMinMs; ; pauseMs = Math.min(pauseMs * 2, pauseMaxMs)) {
      trace.add({ kind: 'asked', ...about });
      try {
        const reply = await send();
        const storedIn = storedInOf(reply);
        trace.add({ kind: 'answered', ...about, answer: answerOf(reply), ...(storedIn && { storedIn }) });
        return reply;
      } catch (error) {
        trace.add({ kind: 'refused', ...about, problem: wordOf(error) });
        if (!this.#isPassing(command, error)) return undefined;
        await this.sleep(pauseMs);
      }
    }
  }

  /** Whether trying again may help. Says so where the error is none that a person should ever see. */
  #isPassing(what: string, error: unknown): boolean {
    if (error instanceof ConnectionLost) return true;
    const isProblem = error instanceof Problem;
    if (isProblem && passing.has(error.code)) return true;
    const isExpected =
      isProblem && (expected.has(error.code) || (this.#hasLost && error.code === 'not-found'));
    if (!isExpected)
      this.#complain(`"${what}" failed: ${wordOf(error)}: ${error instanceof Error ? error.message : ''}`);
    return false;
  }

  #complain(what: string): void {
    this.#deps.trace.add({ kind: 'complained', by: this.name, what });
  }

  /** After a connection was lost or made, anything may be new. */
  #ring(kind: LiveEvent['kind']): void {
    for (const { kinds, wake } of [...this.#waiting])
      if (kind === 'hello' || kind === 'reset' || kinds.some((one) => one === kind)) wake();
  }

  #wayMs(): number {
    return this.#deps.random.between(wayMinMs, wayMaxMs);
  }

  #travel(): Promise<void> {
    return this.sleep(this.#wayMs());
  }
}

const wordOf = (error: unknown): string =>
  error instanceof Problem ? error.code : error instanceof Error ? error.name : String(error);
