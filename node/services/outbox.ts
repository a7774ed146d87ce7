import { z } from 'zod';
import type { RegionId } from '../core/ids.ts';
import type { Outgoing } from '../core/messages.ts';
import type { Cancel, Clock, Json, Log, Random } from '../ports.ts';
import type { OutboxEntry } from './documents.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/** Method of the mesh by which a batch of messages is delivered. */
export const deliverMethod = 'deliver';

/** The answer to a delivery: which messages are done with and may be forgotten. */
const Acknowledged = z.object({ acknowledged: z.array(z.string().max(64)).max(limits.deliverCount) });

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
    transaction.put(this.#state.outbox, id, { id, to, message });
    transaction.afterCommit(() => {
      this.#durable.add(id);
      // After the other messages of the same batch, so that they travel together.
      void Promise.resolve().then(() => this.#sendNow(to));
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
      const messages: Json = JSON.parse(JSON.stringify(batch.map(({ id, message }) => ({ id, message }))));
      const reply = await this.#peers.request(region, deliverMethod, { messages }, this.#patienceMs(region));
      const { acknowledged } = Acknowledged.parse(reply);
      await this.#state.ledger.run((transaction) => {
        for (const id of acknowledged) {
          if (this.#state.outbox.get(id)?.to === region) transaction.remove(this.#state.outbox, id);
        }
      });
      for (const id of acknowledged) this.#durable.delete(id);
      if (acknowledged.length === 0) throw new Error('Nothing was acknowledged.');
      this.#retries.delete(region);
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

  /** Three round trips, and more each time: a message lost on a bad link is sent again soon, a slow disk is waited for. */
  #patienceMs(region: RegionId): number {
    const { deliverMinMs, deliverMs } = this.#timing;
    const roundTripMs = this.#peers.get(region)?.roundTripMs ?? 0;
    const formerMs = this.#retries.get(region)?.delayMs ?? 0;
    return Math.min(deliverMs, Math.max(deliverMinMs, 3 * roundTripMs) + 2 * formerMs);
  }

  #pending(region: RegionId): OutboxEntry[] {
    return this.#state.outbox
      .inGroup('to', region)
      .filter(({ id }) => this.#durable.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
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
