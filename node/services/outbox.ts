import { z } from 'zod';
import type { IssueId, RegionId } from '../core/ids.ts';
import type { Outgoing, PeerMessageOf } from '../core/messages.ts';
import type { Cancel, Clock, Json, Log, Random } from '../ports.ts';
import type { OutboxEntry } from './documents.ts';
import type { Need } from './ledger.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import { aboutKey, type State } from './state.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/** Method of the mesh by which a batch of messages is delivered. */
export const deliverMethod = 'deliver';

const Ids = z.array(z.string().max(64)).max(limits.deliverCount);

/** The answer to a delivery: which messages are done with and may be forgotten, and which of these were not taken. */
const Acknowledged = z.object({ acknowledged: Ids, declined: Ids.default([]) });

/** Whoever acts on an acknowledgement: in the transaction that forgets the message, so that neither is without the other. */
export type AcknowledgementListener = {
  /** What `handle` looks at that may not be in memory. */
  readonly needs: (entry: OutboxEntry) => readonly Need[];
  /** The destination has the message and has taken it. */
  readonly handle: (transaction: Transaction, entry: OutboxEntry) => void;
};

/** Digits of an outbox id: enough for a message a microsecond for centuries, so that text order is number order. */
const idDigits = 16;

/**
 * Messages to other regions, committed with the change that caused them and then sent, in order per destination,
 * until they are acknowledged. A region that cannot be reached holds up only its own messages.
 */
export class Outbox {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  readonly #timing: Timing;
  readonly #sending = new Set<RegionId>();
  readonly #retries = new Map<RegionId, { readonly cancel: Cancel; readonly delayMs: number }>();
  readonly #cancels: Cancel[] = [];
  readonly #listeners: AcknowledgementListener[] = [];
  /** Sent, and not yet answered. */
  readonly #leaving = new Set<string>();
  /** What is on the disk. Memory is ahead of it: a message whose commit fails must never have left. */
  #durable = new Set<string>();
  #last = 0;
  #isStopped = true;

  constructor(deps: { state: State; peers: Peers; clock: Clock; random: Random; log: Log; timing: Timing }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#log = deps.log;
    this.#timing = deps.timing;
    this.#state.ledger.onLoad(() => {
      this.#last = this.#state.outbox
        .values()
        .reduce((last, { id }) => Math.max(last, Number(id)), this.#last);
      this.#durable = new Set(this.#state.outbox.values().map(({ id }) => id));
      this.#sendAll();
    });
  }

  start(): void {
    this.#isStopped = false;
    this.#cancels.push(this.#peers.onUp((region) => this.#sendNow(region)));
    this.#sendAll();
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#cancels.splice(0)) cancel();
    for (const { cancel } of this.#retries.values()) cancel();
    this.#retries.clear();
  }

  /** Messages not yet acknowledged. */
  get size(): number {
    return this.#state.outbox.size;
  }

  /** Commits a message with the transaction; it leaves when that is durable. */
  enqueue(transaction: Transaction, { to, message }: Outgoing): void {
    this.#last = Math.max(this.#last + 1, Math.floor(this.#clock.now()) * 1_000);
    const id = String(this.#last).padStart(idDigits, '0');
    this.#put(transaction, { id, to, message });
  }

  /**
   * Commits an issue's newest copy. One that has not left yet is replaced where it stands in the order, so that a region
   * that is away does not let the outbox grow with each change.
   */
  enqueueCopy(transaction: Transaction, to: RegionId, message: PeerMessageOf<'copy'>): void {
    const [waiting] = this.#copies(to, message.issueId).filter(({ id }) => !this.#leaving.has(id));
    if (waiting) this.#put(transaction, { ...waiting, message });
    else this.enqueue(transaction, { to, message });
  }

  /** Whether a copy of the issue is on its way to the region. */
  hasCopy(to: RegionId, issueId: IssueId): boolean {
    return this.#copies(to, issueId).length > 0;
  }

  /** Takes copies of an issue back that the region has not acknowledged; one of them may have arrived. */
  withdrawCopies(transaction: Transaction, to: RegionId, issueId: IssueId): void {
    for (const { id } of this.#copies(to, issueId)) transaction.remove(this.#state.outbox, id);
  }

  /** Takes back lines of an issue's chat that the region has no part in any more. */
  withdrawLines(transaction: Transaction, to: RegionId, issueId: IssueId): void {
    for (const { id } of this.#state.outbox.inGroup('lines', aboutKey(to, issueId)))
      transaction.remove(this.#state.outbox, id);
  }

  onAcknowledged(listener: AcknowledgementListener): void {
    this.#listeners.push(listener);
  }

  #copies(to: RegionId, issueId: IssueId): OutboxEntry[] {
    return this.#state.outbox.inGroup('copy', aboutKey(to, issueId));
  }

  #put(transaction: Transaction, entry: OutboxEntry): void {
    transaction.put(this.#state.outbox, entry.id, entry);
    transaction.afterCommit(() => {
      this.#durable.add(entry.id);
      // After the other messages of the same batch, so that they travel together.
      void Promise.resolve().then(() => this.#sendNow(entry.to));
    });
  }

  #sendAll(): void {
    for (const region of new Set(this.#state.outbox.values().map(({ to }) => to))) this.#sendNow(region);
  }

  #sendNow(region: RegionId): void {
    if (this.#isStopped || this.#sending.has(region)) return;
    this.#retries.get(region)?.cancel();
    this.#sending.add(region);
    this.#drain(region)
      .then(
        () => this.#retries.delete(region),
        (error: unknown) => this.#retryLater(region, error),
      )
      .finally(() => {
        this.#sending.delete(region);
        if (!this.#retries.has(region) && this.#pending(region).length > 0) this.#sendNow(region);
      });
  }

  /** Sends batch after batch until nothing is left for the region. */
  async #drain(region: RegionId): Promise<void> {
    for (let batch = this.#nextBatch(region); batch.length > 0; batch = this.#nextBatch(region)) {
      if (this.#isStopped) return;
      const { acknowledged, declined } = await this.#deliver(region, batch);
      const done = batch.filter(({ id }) => acknowledged.includes(id));
      const taken = done.filter(({ id }) => !declined.includes(id));
      await this.#state.ledger.run(
        (transaction) => {
          for (const { id } of done) {
            const entry = this.#state.outbox.get(id);
            if (!entry) continue;
            transaction.remove(this.#state.outbox, id);
            if (taken.some((one) => one.id === id)) {
              for (const { handle } of this.#listeners) handle(transaction, entry);
            }
          }
        },
        taken.flatMap((entry) => this.#listeners.flatMap(({ needs }) => needs(entry))),
      );
      for (const id of acknowledged) this.#durable.delete(id);
      if (acknowledged.length === 0) throw new Error('Nothing was acknowledged.');
      this.#retries.delete(region);
    }
  }

  async #deliver(region: RegionId, batch: readonly OutboxEntry[]): Promise<z.output<typeof Acknowledged>> {
    for (const { id } of batch) this.#leaving.add(id);
    try {
      const messages: Json = JSON.parse(JSON.stringify(batch.map(({ id, message }) => ({ id, message }))));
      const reply = await this.#peers.request(region, deliverMethod, { messages }, this.#timing.deliverMs);
      return Acknowledged.parse(reply);
    } finally {
      for (const { id } of batch) this.#leaving.delete(id);
    }
  }

  #retryLater(region: RegionId, error: unknown): void {
    const formerMs = this.#retries.get(region)?.delayMs ?? 0;
    const delayMs = Math.min(this.#timing.resendMaxMs, Math.max(this.#timing.resendMs, formerMs * 2));
    this.#log.debug({ region, delayMs, error }, 'Messages could not be delivered; they are sent again.');
    if (this.#isStopped) return;
    const cancel = this.#clock.after(delayMs * (0.5 + this.#random.next()), () => this.#sendNow(region));
    this.#retries.set(region, { cancel, delayMs });
  }

  /** What may leave, in order: up to the first that is not on the disk, or not as it is now. */
  #pending(region: RegionId): OutboxEntry[] {
    const { outbox, ledger } = this.#state;
    const all = outbox.inGroup('to', region).sort((a, b) => (a.id < b.id ? -1 : 1));
    const first = all.findIndex(({ id }) => !this.#durable.has(id) || ledger.isUnstored(outbox, id));
    return first < 0 ? all : all.slice(0, first);
  }

  #nextBatch(region: RegionId): OutboxEntry[] {
    const batch: OutboxEntry[] = [];
    let bytes = 0;
    for (const entry of this.#pending(region)) {
      bytes += JSON.stringify(entry.message).length * 2;
      if (batch.length >= limits.deliverCount || (batch.length > 0 && bytes > limits.deliverBytes)) break;
      batch.push(entry);
    }
    return batch;
  }
}
