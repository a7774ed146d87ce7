import { z } from 'zod';
import type { RegionId } from '../core/ids.ts';
import { StoreMark } from '../core/lineage.ts';
import { PeerMessage } from '../core/messages.ts';
import type { Cancel, Clock, Json, Log } from '../ports.ts';
import type { Handoff } from './handoff.ts';
import { limits } from './limits.ts';
import { deliverMethod } from './outbox.ts';
import type { Peers } from './peers.ts';
import { Stale } from './prepared.ts';
import type { State } from './state.ts';
import type { StoreMarks } from './store-marks.ts';
import type { Timing } from './timing.ts';

const Delivery = z.object({
  messages: z
    .array(z.object({ id: z.string().min(1).max(64), message: z.unknown() }))
    .min(1)
    .max(limits.deliverCount),
  /** How far the sender's store has come. */
  store: StoreMark.optional(),
});

type Received = { readonly id: string; readonly message: PeerMessage };

/** What has been done with a run of messages, which counts once it is durable. */
type Handled = {
  readonly run: readonly Received[];
  readonly declined: readonly string[];
  readonly durable: Promise<void>;
};

/** A chat that grows faster than it can be read is given this many tries; then the sender tries again. */
const preparationsMax = 5;

/** A message before this one was undone, because its commit failed: it has to come again first. */
class OutOfStep extends Error {
  override readonly name = 'OutOfStep';
}

/**
 * The other end of a peer's outbox. Messages are handled one after the other in the order they were sent, and
 * acknowledged when they are durable. The next does not wait for that: it is decided on top of the one before, and
 * both go to the disk together. A disk that takes a quarter of a second would otherwise keep up with four messages a
 * second, and whatever is proposed to its region would be answered too late. What this version cannot read is logged and acknowledged: it would be no
 * better the next time, and must not hold up the rest.
 *
 * A delivery is answered in time, with what has been handled by then. Otherwise a full one on a slow disk would be answered
 * after its sender has given it up and sent it again, and the repetitions would queue up here for ever.
 */
export class Inbox {
  readonly #state: State;
  readonly #handoff: Pick<Handoff, 'prepare' | 'needs' | 'handle'>;
  readonly #peers: Pick<Peers, 'handle'>;
  readonly #marks: Pick<StoreMarks, 'keep'>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timing: Timing;
  /** The end of each peer's last delivery: one at a time, so that a repetition finds done what it would do again beside it. */
  readonly #last = new Map<RegionId, Promise<unknown>>();
  #cancel: Cancel = () => undefined;

  constructor(deps: {
    state: State;
    handoff: Pick<Handoff, 'prepare' | 'needs' | 'handle'>;
    peers: Pick<Peers, 'handle'>;
    marks: Pick<StoreMarks, 'keep'>;
    clock: Clock;
    log: Log;
    timing: Timing;
  }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#peers = deps.peers;
    this.#marks = deps.marks;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#timing = deps.timing;
  }

  start(): void {
    this.#cancel = this.#peers.handle(deliverMethod, (from, body) => {
      const { messages, store } = Delivery.parse(body);
      this.#marks.keep(from, store);
      const untilMs = this.#clock.monotonicMs() + this.#timing.receiveMs;
      const before = this.#last.get(from) ?? Promise.resolve();
      const handled = before.catch(() => undefined).then(() => this.#receive(from, messages, untilMs));
      this.#last.set(from, handled);
      return handled;
    });
  }

  stop(): void {
    this.#cancel();
  }

  async #receive(
    from: RegionId,
    messages: readonly { id: string; message?: unknown }[],
    untilMs: number,
  ): Promise<Json> {
    const runs = this.#runsOf(from, messages);
    const handled = await this.#handleInOrder(from, runs, untilMs);
    const kept = await keptOf(handled);
    const declined = kept.flatMap((one) => one.declined);
    const isAll = kept.length === runs.length;
    const done = isAll ? messages : kept.flatMap(({ run }) => run);
    return { acknowledged: done.map(({ id }) => id), declined };
  }

  /** As many as there is time for, up to the first that fails: what comes after it comes again. */
  async #handleInOrder(from: RegionId, runs: readonly Received[][], untilMs: number): Promise<Handled[]> {
    const handled: Handled[] = [];
    let isInStep = true;
    for (const run of runs) {
      if (!isInStep || this.#clock.monotonicMs() >= untilMs) break;
      try {
        const one = await this.#handle(from, run, () => isInStep);
        one.durable.catch(() => {
          isInStep = false;
        });
        handled.push(one);
      } catch (error) {
        this.#log.warn({ from, type: run[0]?.message.type, error }, 'A message could not be handled.');
        break;
      }
    }
    return handled;
  }

  /** The messages that can be read, in order. Copies that follow each other share a commit: they come in floods. */
  #runsOf(from: RegionId, messages: readonly { id: string; message?: unknown }[]): Received[][] {
    const runs: Received[][] = [];
    for (const { id, message } of messages) {
      const parsed = PeerMessage.safeParse(message);
      if (!parsed.success) {
        this.#log.error(
          { from, error: parsed.error.message },
          'A message that cannot be read was passed over.',
        );
        continue;
      }
      const received = { id, message: parsed.data };
      const last = runs.at(-1);
      if (last && received.message.type === 'copy' && last[0]?.message.type === 'copy') last.push(received);
      else runs.push([received]);
    }
    return runs;
  }

  /** Handles a run in one command, unless one before it was undone meanwhile. */
  async #handle(from: RegionId, run: readonly Received[], isInStep: () => boolean): Promise<Handled> {
    for (let tries = 1; ; tries += 1) {
      const prepared = await Promise.all(run.map(({ message }) => this.#handoff.prepare(message)));
      try {
        const { result: declined, durable } = await this.#state.ledger.decide(
          (transaction) => {
            if (!isInStep()) throw new OutOfStep();
            return run
              .filter(
                ({ message }, index) =>
                  this.#handoff.handle(transaction, from, message, prepared[index]) === 'declined',
              )
              .map(({ id }) => id);
          },
          run.flatMap(({ message }) => this.#handoff.needs(message)),
        );
        return { run, declined, durable };
      } catch (error) {
        if (!(error instanceof Stale) || tries >= preparationsMax) throw error;
        // What was read may lack what is on its way to the disk.
        await this.#state.ledger.settled();
      }
    }
  }
}

/** Those that are durable: batches are committed in order, so none after the first that is not. */
async function keptOf(handled: readonly Handled[]): Promise<Handled[]> {
  const kept: Handled[] = [];
  for (const one of handled) {
    try {
      await one.durable;
    } catch {
      break;
    }
    kept.push(one);
  }
  return kept;
}
