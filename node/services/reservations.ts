import { z } from 'zod';
import { RegionId } from '../core/ids.ts';
import type { Cancel, Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

const method = 'reserve';

const Request = z.object({ email: z.string().max(254) });
/** `heldBy`: the region that has reserved it; none when an account has the address. */
const Reply = z.object({ isFree: z.boolean(), heldBy: RegionId.optional() });
type Reply = z.infer<typeof Reply>;

/** Addresses reserved at once; beyond, registrations are refused for a moment. */
const reservedMax = 10_000;

/** `isAsked`: this region still waits for the others' answers to its own reservation. */
type Reservation = { readonly by: RegionId; readonly untilMs: number; readonly isAsked: boolean };

/**
 * Keeps an e-mail address to one registration at a time: here, and by asking every region that is not down. A
 * reservation is given up after a while by itself, so a region that dies in the middle blocks nothing for long. Of two
 * regions that ask each other at the same moment the one with the smaller id gets it.
 */
export class Reservations {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #timing: Timing;
  readonly #held = new Map<string, Reservation>();

  constructor(deps: { state: State; peers: Peers; clock: Clock; timing: Timing }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#timing = deps.timing;
  }

  /** From now on others are answered; before, this region does not know whose addresses it has. */
  start(): void {
    this.#peers.handle(method, async (from, body) => {
      const { email } = Request.parse(body);
      return this.#hold(email, from);
    });
  }

  /** Reserves an address in every region that answers. Returns how to give it up. @throws Problem email-taken */
  async reserve(email: string): Promise<Cancel> {
    if (!this.#hold(email, this.#state.self).isFree) throw emailTaken();
    const release = () => {
      if (this.#held.get(email)?.by === this.#state.self) this.#held.delete(email);
    };
    const answers = await Promise.all(
      reachable(this.#peers).map(async ({ region }) => {
        try {
          const reply = await this.#peers.request(region, method, { email }, this.#timing.askMs);
          return { region, ...Reply.parse(reply) };
        } catch {
          // Who cannot be asked cannot object; see the protocol on accounts made on both sides of a partition.
          return { region: undefined, isFree: true, heldBy: undefined };
        }
      }),
    );
    const held = this.#held.get(email);
    // A reservation that a third region keeps for one that has itself yielded to us is void.
    const yielded = answers.flatMap(({ region, isFree }) => (isFree && region ? [region] : []));
    const isFree = answers.every(
      (answer) => answer.isFree || (answer.heldBy && yielded.includes(answer.heldBy)),
    );
    // Meanwhile we may have yielded to a region that asked as well.
    if (held?.by === this.#state.self && isFree) {
      this.#held.set(email, { ...held, isAsked: false });
      return release;
    }
    release();
    throw emailTaken();
  }

  #hold(email: string, by: RegionId): Reply {
    const nowMs = this.#clock.monotonicMs();
    const former = this.#held.get(email);
    const { self } = this.#state;
    const yields = former !== undefined && former.by === self && former.isAsked && by < self;
    const isHeld =
      former !== undefined && former.untilMs > nowMs && !yields && (former.by !== by || by === self);
    if (this.#state.accounts.inGroup('email', email).length > 0) return { isFree: false };
    if (isHeld) return { isFree: false, heldBy: former.by };
    if (this.#held.size >= reservedMax) this.#sweep(nowMs);
    if (this.#held.size >= reservedMax) return { isFree: false };
    this.#held.set(email, { by, untilMs: nowMs + this.#timing.reserveMs, isAsked: by === self });
    return { isFree: true };
  }

  #sweep(nowMs: number): void {
    for (const [email, { untilMs }] of this.#held) if (untilMs <= nowMs) this.#held.delete(email);
  }
}

/** The address has an account, or is being given one. */
export function emailTaken(): Problem {
  return new Problem(
    'email-taken',
    'There is an account with this e-mail address already. Sign in instead.',
    {
      errors: [{ pointer: '/email', detail: 'This address is already registered.', reason: 'taken' }],
    },
  );
}
