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

/** Deliveries to one region without an answer yet. Few, for each repeats what those before it carry. */
const requestsMax = 4;

/** A round trip over a line that was not measured yet: a slow one, for sending twice costs more than waiting. */
const roundTripUnknownMs = 1_000;
/** A round trip may take so much longer than the last ones on average did. */
const roundTripAllowance = 1.25;

/** So often in a row messages are sent again after the same time: of those that are lost one by one, few are then left. */
const steadyTries = 3;

/** What is under way to one region. */
type Way = {
  /** Deliveries that may still be answered. */
  readonly underWay: Set<symbol>;
  /** The newest message among them. */
  sentThrough: string;
  /** How often in a row an answer did not come in time. */
  tries: number;
  cancelTimer: Cancel;
};

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
  readonly #ways = new Map<RegionId, Way>();
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
    this.#cancels.push(
      this.#peers.onUp((region) => {
        this.#wayTo(region).underWay.clear();
        this.#sendNow(region);
      }),
    );
    this.#sendAll();
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#cancels.splice(0)) cancel();
    for (const { cancelTimer } of this.#ways.values()) cancelTimer();
    this.#ways.clear();
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

  /** Sends what has not been sent yet, unless so much is under way already that it should wait for an answer. */
  #sendNow(region: RegionId): void {
    if (this.#isStopped) return;
    const batch = this.#nextBatch(region);
    const last = batch.at(-1)?.id;
    const { underWay, sentThrough } = this.#wayTo(region);
    const isUnderWay = underWay.size > 0 && (last === undefined || last <= sentThrough);
    if (last === undefined || isUnderWay || underWay.size >= requestsMax) return;
    this.#send(region, batch, last);
  }

  /**
   * Always from the oldest message on, also what is under way already: so nothing can overtake a message that is lost,
   * and what comes twice does no harm.
   */
  #send(region: RegionId, batch: readonly OutboxEntry[], last: string): void {
    const way = this.#wayTo(region);
    const request = Symbol('request');
    way.underWay.add(request);
    way.sentThrough = last;
    way.cancelTimer();
    way.cancelTimer = this.#clock.after(this.#patienceMs(region, way.tries), () => this.#sendAgain(region));
    const messages: Json = JSON.parse(JSON.stringify(batch.map(({ id, message }) => ({ id, message }))));
    this.#deliver(region, messages)
      .catch((error: unknown) => {
        this.#log.debug({ region, error }, 'Messages could not be delivered; they are sent again.');
        return false;
      })
      .then((isProgress) => {
        way.underWay.delete(request);
        if (isProgress) this.#goOn(region);
      });
  }

  /** Resolves with whether anything was acknowledged. */
  async #deliver(region: RegionId, messages: Json): Promise<boolean> {
    const reply = await this.#peers.request(region, deliverMethod, { messages }, this.#timing.deliverMs);
    const { acknowledged } = Acknowledged.parse(reply);
    await this.#state.ledger.run((transaction) => {
      for (const id of acknowledged) {
        if (this.#state.outbox.get(id)?.to === region) transaction.remove(this.#state.outbox, id);
      }
    });
    for (const id of acknowledged) this.#durable.delete(id);
    return acknowledged.length > 0;
  }

  /** The region answers: what is left is sent at once, and nothing needs to be sent again for now. */
  #goOn(region: RegionId): void {
    const way = this.#wayTo(region);
    way.tries = 0;
    if (this.#pending(region).length > 0) {
      this.#sendNow(region);
      return;
    }
    way.cancelTimer();
    this.#ways.delete(region);
  }

  /** No answer in the time that one takes: what is under way counts as lost. */
  #sendAgain(region: RegionId): void {
    const way = this.#wayTo(region);
    way.underWay.clear();
    way.tries += 1;
    this.#sendNow(region);
  }

  #wayTo(region: RegionId): Way {
    const known = this.#ways.get(region);
    if (known !== undefined) return known;
    const way: Way = { underWay: new Set(), sentThrough: '', tries: 0, cancelTimer: () => undefined };
    this.#ways.set(region, way);
    return way;
  }

  /**
   * How long an answer may take before messages are sent again: the way there and back with some allowance, and time to
   * commit. As TCP does it (RFC 6298), twice as long each time; but, as with its thin streams, not for the first ones:
   * so few messages crowd no line, and somebody waits for each of them. Never quite in step.
   */
  #patienceMs(region: RegionId, tries: number): number {
    const { resendMs, resendMaxMs } = this.#timing;
    const roundTripMs = this.#peers.get(region)?.roundTripMs ?? roundTripUnknownMs;
    const patienceMs = (resendMs + roundTripMs * roundTripAllowance) * 2 ** Math.max(0, tries - steadyTries);
    return Math.min(resendMaxMs, patienceMs) * (0.9 + 0.2 * this.#random.next());
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
