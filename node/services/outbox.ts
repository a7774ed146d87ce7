import { z } from 'zod';
import type { IssueId, RegionId } from '../core/ids.ts';
import type { Outgoing, PeerMessage, PeerMessageOf } from '../core/messages.ts';
import type { Cancel, Clock, Log, Random } from '../ports.ts';
import { asJson } from './as-json.ts';
import type { OutboxEntry } from './documents.ts';
import type { Need } from './ledger.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { RollCall } from './roll-call.ts';
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
  /** The destination has the message, and has taken it or declined it. */
  readonly handle: (transaction: Transaction, entry: OutboxEntry, isTaken: boolean) => void;
};

/** Digits of an outbox id: enough for a message a microsecond for centuries, so that text order is number order. */
const idDigits = 16;

/** Deliveries to one region without an answer yet. Few, for each repeats what those before it carry. */
const requestsMax = 4;

/** A round trip over a line that was not measured yet: a slow one, for sending twice costs more than waiting. */
const roundTripUnknownMs = 1_000;
/** A round trip may take so much longer than the last ones on average did. */
const roundTripAllowance = 1.25;

/**
 * A region whose disk is slow takes much longer to answer than a message takes to get there and back. What is sent again
 * meanwhile it handles again, and gets slower still: so its own pace counts, smoothed as TCP does it (RFC 6298).
 */
const answerWeight = 1 / 8;
const answerAllowance = 1.5;

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
  readonly #rollCall: Pick<RollCall, 'mark'> | undefined;
  readonly #ways = new Map<RegionId, Way>();
  readonly #cancels: Cancel[] = [];
  readonly #listeners: AcknowledgementListener[] = [];
  /** Messages that a delivery carries which may still be answered, and how many do. */
  readonly #leaving = new Map<string, number>();
  readonly #sizes = new WeakMap<PeerMessage, number>();
  /** How long each region took to answer deliveries of late, ms. */
  readonly #answerMs = new Map<RegionId, number>();
  /** What is on the disk. Memory is ahead of it: a message whose commit fails must never have left. */
  #durable = new Set<string>();
  #last = 0;
  #isStopped = true;

  constructor(deps: {
    state: State;
    peers: Peers;
    clock: Clock;
    random: Random;
    log: Log;
    timing: Timing;
    /** Who knows how far the store has come, which travels with every delivery. */
    rollCall?: Pick<RollCall, 'mark'>;
  }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#log = deps.log;
    this.#timing = deps.timing;
    this.#rollCall = deps.rollCall;
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

  /** Commits how far people have come with a chat. What has not left yet is replaced: the new says all that the old does. */
  enqueueMarks(transaction: Transaction, to: RegionId, message: PeerMessageOf<'read'>): void {
    const [waiting] = this.#state.outbox
      .inGroup('marks', aboutKey(to, message.issueId))
      .filter(({ id }) => !this.#leaving.has(id));
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
    this.#deliver(region, batch)
      .catch((error: unknown) => {
        this.#log.debug({ region, error }, 'Messages could not be delivered; they are sent again.');
        return false;
      })
      .then((isProgress) => {
        way.underWay.delete(request);
        if (isProgress) this.#goOn(region);
      });
  }

  /**
   * Resolves with whether anything was acknowledged. What is under way stays so until that has been decided: a copy that
   * took the place of the one that was sent would be forgotten with it.
   */
  async #deliver(region: RegionId, batch: readonly OutboxEntry[]): Promise<boolean> {
    for (const { id } of batch) this.#leaving.set(id, (this.#leaving.get(id) ?? 0) + 1);
    try {
      return await this.#ask(region, batch);
    } finally {
      for (const { id } of batch) {
        const left = (this.#leaving.get(id) ?? 1) - 1;
        if (left > 0) this.#leaving.set(id, left);
        else this.#leaving.delete(id);
      }
    }
  }

  async #ask(region: RegionId, batch: readonly OutboxEntry[]): Promise<boolean> {
    const store = this.#rollCall?.mark;
    const messages = batch.map(({ id, message }) => ({ id, message }));
    const body = asJson({ messages, ...(store && { store }) });
    const sentMs = this.#clock.monotonicMs();
    const reply = await this.#peers.request(region, deliverMethod, body, this.#timing.deliverMs);
    this.#noteAnswer(region, this.#clock.monotonicMs() - sentMs);
    const { acknowledged, declined } = Acknowledged.parse(reply);
    const done = batch.filter(({ id }) => acknowledged.includes(id));
    await this.#state.ledger.run(
      (transaction) => {
        for (const { id } of done) {
          const entry = this.#state.outbox.get(id);
          if (!entry) continue;
          transaction.remove(this.#state.outbox, id);
          for (const { handle } of this.#listeners) handle(transaction, entry, !declined.includes(id));
        }
      },
      done.flatMap((entry) => this.#listeners.flatMap(({ needs }) => needs(entry))),
    );
    for (const { id } of done) this.#durable.delete(id);
    return done.length > 0;
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
   * commit; or as long as answers from there take, if that is more. As TCP does it (RFC 6298), twice as long each time; but, as with its thin streams, not for the first ones:
   * so few messages crowd no line, and somebody waits for each of them. Never quite in step.
   */
  #patienceMs(region: RegionId, tries: number): number {
    const { resendMs, resendMaxMs } = this.#timing;
    const roundTripMs = this.#peers.get(region)?.roundTripMs ?? roundTripUnknownMs;
    const usualMs = resendMs + roundTripMs * roundTripAllowance;
    const patienceMs =
      Math.max(usualMs, (this.#answerMs.get(region) ?? 0) * answerAllowance) *
      2 ** Math.max(0, tries - steadyTries);
    return Math.min(resendMaxMs, patienceMs) * (0.9 + 0.2 * this.#random.next());
  }

  #noteAnswer(region: RegionId, tookMs: number): void {
    const known = this.#answerMs.get(region) ?? tookMs;
    this.#answerMs.set(region, known + answerWeight * (tookMs - known));
  }

  /** What may leave, in order: up to the first that is not on the disk, or not as it is now. */
  #pending(region: RegionId): OutboxEntry[] {
    const { outbox, ledger } = this.#state;
    const all = outbox.inGroup('to', region).sort((a, b) => (a.id < b.id ? -1 : 1));
    const first = all.findIndex(({ id }) => !this.#durable.has(id) || ledger.isUnstored(outbox, id));
    return first < 0 ? all : all.slice(0, first);
  }

  /** Measured once: what waits is looked at each time that something is sent. Messages are never changed in place. */
  #sizeOf(message: PeerMessage): number {
    const known = this.#sizes.get(message);
    if (known !== undefined) return known;
    const bytes = JSON.stringify(message).length * 2;
    this.#sizes.set(message, bytes);
    return bytes;
  }

  #nextBatch(region: RegionId): OutboxEntry[] {
    const batch: OutboxEntry[] = [];
    let bytes = 0;
    for (const entry of this.#pending(region)) {
      bytes += this.#sizeOf(entry.message);
      if (batch.length >= limits.deliverCount || (batch.length > 0 && bytes > limits.deliverBytes)) break;
      batch.push(entry);
    }
    return batch;
  }
}
