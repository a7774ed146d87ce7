import { z } from 'zod';
import type { RegionId } from '../core/ids.ts';
import type { Cancel, Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

const method = 'reserve';

const Request = z.object({ email: z.string().max(254) });
const Reply = z.object({ isFree: z.boolean() });

/** Addresses reserved at once; beyond, registrations are refused for a moment. */
const reservedMax = 10_000;

/**
 * Keeps an e-mail address to one registration at a time: here, and by asking every region that is not down. A
 * reservation is given up after a while by itself, so a region that dies in the middle blocks nothing for long.
 */
export class Reservations {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #timing: Timing;
  readonly #held = new Map<string, { readonly by: RegionId; readonly untilMs: number }>();

  constructor(deps: { state: State; peers: Peers; clock: Clock; timing: Timing }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#timing = deps.timing;
    this.#peers.handle(method, async (from, body) => {
      const { email } = Request.parse(body);
      return { isFree: this.#hold(email, from) };
    });
  }

  /** Reserves an address in every region that answers. Returns how to give it up. @throws Problem email-taken */
  async reserve(email: string): Promise<Cancel> {
    if (!this.#hold(email, this.#state.self)) throw taken();
    const release = () => {
      if (this.#held.get(email)?.by === this.#state.self) this.#held.delete(email);
    };
    const answers = await Promise.all(
      reachable(this.#peers).map(async ({ region }) => {
        try {
          return Reply.parse(await this.#peers.request(region, method, { email }, this.#timing.askMs));
        } catch {
          // Who cannot be asked cannot object; see the protocol on accounts made on both sides of a partition.
          return { isFree: true };
        }
      }),
    );
    if (answers.every(({ isFree }) => isFree)) return release;
    release();
    throw taken();
  }

  #hold(email: string, by: RegionId): boolean {
    const nowMs = this.#clock.monotonicMs();
    const former = this.#held.get(email);
    const isHeld =
      former !== undefined && former.untilMs > nowMs && (former.by !== by || by === this.#state.self);
    if (isHeld || this.#state.accounts.inGroup('email', email).length > 0) return false;
    if (this.#held.size >= reservedMax) this.#sweep(nowMs);
    if (this.#held.size >= reservedMax) return false;
    this.#held.set(email, { by, untilMs: nowMs + this.#timing.reserveMs });
    return true;
  }

  #sweep(nowMs: number): void {
    for (const [email, { untilMs }] of this.#held) if (untilMs <= nowMs) this.#held.delete(email);
  }
}

function taken(): Problem {
  return new Problem(
    'email-taken',
    'There is an account with this e-mail address already. Sign in instead.',
    {
      errors: [{ pointer: '/email', detail: 'This address is already registered.' }],
    },
  );
}
