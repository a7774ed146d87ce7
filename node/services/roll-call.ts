import { z } from 'zod';
import type { RegionId } from '../core/ids.ts';
import { begun, isAhead, Lineage, type StoreMark, withLost } from '../core/lineage.ts';
import type { Cancel, Clock, Json, Log, Secrets, Store } from '../ports.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import { RollCallReply, rollCallMethod } from './store-marks.ts';
import type { Timing } from './timing.ts';

/** What a peer answered, and which. */
export type Answer = RollCallReply & { readonly from: RegionId };

const where = { collection: 'meta', id: 'lineage' } as const;
const Commits = z.object({ commits: z.int().min(0) });

type Deps = {
  readonly state: State;
  readonly store: Store;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly timing: Timing;
};

/**
 * Asks peers what they remember of this region: at the start, before it touches what it has, so that it neither works
 * on from a backup nor as if nobody had adopted it; and whenever one comes up. It waits a moment and not longer: a
 * region works alone.
 */
export class RollCall {
  readonly #deps: Deps;
  readonly #unasked = new Set<RegionId>();
  readonly #listeners: ((answer: Answer) => void)[] = [];
  readonly #retries = new Map<RegionId, Cancel>();
  #cancelUp: Cancel = () => undefined;
  #lineage: Lineage | undefined;
  #version = 0;
  #isStopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Which run of the store this is, and how far it has come. */
  get mark(): StoreMark | undefined {
    const run = this.#lineage?.current.run;
    return run === undefined ? undefined : { run, commits: this.#deps.state.ledger.commits };
  }

  /** Called with each answer that comes after the start. */
  onAnswer(listener: (answer: Answer) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Begins a run of the store, asks everyone who is known and comes up, and resolves with the answers when all have
   * answered, or after a moment. Before memory is read. @throws StoreUnavailable
   */
  async atStart(): Promise<readonly Answer[]> {
    await this.#begin();
    const { peers, clock, timing } = this.#deps;
    const answers = new Map<RegionId, Answer>();
    let isOver = false;
    await new Promise<void>((resolve) => {
      const cancels = [clock.after(timing.rollCallMs, () => end())];
      const end = () => {
        isOver = true;
        for (const cancel of cancels) cancel();
        resolve();
      };
      const isComplete = () => peers.all().every(({ isSelf, region }) => isSelf || answers.has(region));
      this.onAnswer((answer) => {
        if (isOver) return;
        if (answers.size === 0) cancels.push(clock.after(timing.rollCallHedgeMs, () => end()));
        answers.set(answer.from, answer);
        if (isComplete()) end();
      });
      this.#cancelUp = peers.onUp((region) => this.#ask(region));
      for (const { region, state, isSelf } of peers.all()) if (!isSelf && state === 'up') this.#ask(region);
      if (isComplete()) end();
    });
    return [...answers.values()];
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelUp();
    for (const cancel of this.#retries.values()) cancel();
  }

  /** What was lost with these runs has been made up for; peers are told. @throws StoreUnavailable, StoreConflict */
  async makeUpFor(marks: readonly StoreMark[]): Promise<void> {
    if (!this.#lineage || marks.length === 0) return;
    await this.#keep(marks.reduce(withLost, this.#lineage));
    for (const { region, state, isSelf } of this.#deps.peers.all())
      if (!isSelf && state === 'up') this.#ask(region);
  }

  async #begin(): Promise<void> {
    const { store, secrets } = this.#deps;
    const [stored, counted] = await Promise.all([
      store.get(where.collection, where.id),
      store.get('meta', 'commits'),
    ]);
    this.#version = stored?.version ?? 0;
    const { commits } = counted ? Commits.parse(counted.doc) : { commits: 0 };
    await this.#keep(begun(stored && Lineage.parse(stored.doc), secrets.id(), commits));
  }

  /** Nobody else writes this document, so it need not pass the queue. */
  async #keep(lineage: Lineage): Promise<void> {
    const change = { ...where, doc: { id: where.id, ...lineage } };
    await this.#deps.store.commit([
      this.#version === 0
        ? { kind: 'insert', ...change }
        : { kind: 'replace', ...change, version: this.#version },
    ]);
    this.#version += 1;
    this.#lineage = lineage;
  }

  /** Asks until it answers or goes away. */
  #ask(region: RegionId): void {
    if (this.#unasked.has(region) || this.#isStopped) return;
    this.#unasked.add(region);
    const { peers, clock, log, timing } = this.#deps;
    this.#request(region)
      .then((answer) => {
        for (const listener of this.#listeners) listener(answer);
      })
      .catch((error: unknown) => {
        log.debug({ region, error }, 'A peer did not answer the roll call.');
        this.#retries.get(region)?.();
        const retry = clock.after(timing.rollCallRetryMs, () => {
          if (peers.get(region)?.state === 'up') this.#ask(region);
        });
        this.#retries.set(region, retry);
      })
      .finally(() => this.#unasked.delete(region));
  }

  async #request(region: RegionId): Promise<Answer> {
    const { peers, timing } = this.#deps;
    const body: Json = JSON.parse(JSON.stringify({ lineage: this.#now() }));
    const reply = RollCallReply.parse(
      await peers.request(region, rollCallMethod, body, timing.rollCallAskMs),
    );
    // News of a commit may overtake the question that was asked before it.
    const lineage = this.#now();
    const isStill =
      reply.isAhead && reply.mark !== undefined && lineage !== undefined && isAhead(reply.mark, lineage);
    return { ...reply, isAhead: isStill, from: region };
  }

  /** The lineage up to this moment. Before memory is read, commits are counted from the store. */
  #now(): Lineage | undefined {
    const { state } = this.#deps;
    return (
      this.#lineage && {
        ...this.#lineage,
        current: {
          ...this.#lineage.current,
          commits: Math.max(this.#lineage.current.commits, state.ledger.commits),
        },
      }
    );
  }
}
