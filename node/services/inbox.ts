import { z } from 'zod';
import type { RegionId } from '../core/ids.ts';
import { PeerMessage } from '../core/messages.ts';
import type { Cancel, Json, Log } from '../ports.ts';
import { type Handoff, Stale } from './handoff.ts';
import { limits } from './limits.ts';
import { deliverMethod } from './outbox.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';

const Delivery = z.object({
  messages: z
    .array(z.object({ id: z.string().min(1).max(64), message: z.unknown() }))
    .min(1)
    .max(limits.deliverCount),
});

/** A chat that grows faster than it can be read is given this many tries; then the sender tries again. */
const preparationsMax = 5;

/**
 * The other end of a peer's outbox. Messages are handled one after the other in the order they were sent, each in
 * one commit, and acknowledged after it. What this version cannot read is logged and acknowledged: it would be no
 * better the next time, and must not hold up the rest.
 */
export class Inbox {
  readonly #state: State;
  readonly #handoff: Handoff;
  readonly #peers: Peers;
  readonly #log: Log;
  /** The end of each peer's last delivery: one at a time, so that order holds when a delivery is repeated. */
  readonly #last = new Map<RegionId, Promise<unknown>>();
  #cancel: Cancel = () => undefined;

  constructor(deps: { state: State; handoff: Handoff; peers: Peers; log: Log }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#peers = deps.peers;
    this.#log = deps.log;
  }

  start(): void {
    this.#cancel = this.#peers.handle(deliverMethod, (from, body) => {
      const { messages } = Delivery.parse(body);
      const before = this.#last.get(from) ?? Promise.resolve();
      const handled = before.catch(() => undefined).then(() => this.#receive(from, messages));
      this.#last.set(from, handled);
      return handled;
    });
  }

  stop(): void {
    this.#cancel();
  }

  async #receive(from: RegionId, messages: readonly { id: string; message?: unknown }[]): Promise<Json> {
    const acknowledged: string[] = [];
    for (const { id, message } of messages) {
      const parsed = PeerMessage.safeParse(message);
      if (parsed.success) {
        try {
          await this.#handle(from, parsed.data);
        } catch (error) {
          // What was handled so far is acknowledged; the rest comes again.
          this.#log.warn({ from, type: parsed.data.type, error }, 'A message could not be handled.');
          break;
        }
      } else {
        this.#log.error(
          { from, error: parsed.error.message },
          'A message that cannot be read was passed over.',
        );
      }
      acknowledged.push(id);
    }
    return { acknowledged };
  }

  async #handle(from: RegionId, message: PeerMessage): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const prepared = await this.#handoff.prepare(message);
      try {
        await this.#state.ledger.run(
          (transaction) => this.#handoff.handle(transaction, from, message, prepared),
          this.#handoff.needs(message),
        );
        return;
      } catch (error) {
        if (!(error instanceof Stale) || tries >= preparationsMax) throw error;
      }
    }
  }
}
