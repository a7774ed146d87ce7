import type { RegionId } from '../core/ids.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Peers } from './peers.ts';
import type { Timing } from './timing.ts';

type Sent = { readonly count: number; readonly category: string; readonly sentMs: number };

/** Proposals of each peer that a summary takes into account: [that peer's boot epoch, its count]. */
export type Received = Record<string, [bootEpoch: number, count: number]>;

/**
 * What peers' news cannot know yet: issues proposed to a peer count there until its news says that they were taken into
 * account, and seats asked for there until the answer has been dealt with. Without that, all regions flood the same one.
 */
export class UnderWay {
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #timing: Timing;
  readonly #sent = new Map<RegionId, Sent[]>();
  readonly #counts = new Map<RegionId, number>();
  readonly #asked = new Map<RegionId, Map<string, number>>();
  readonly #received = new Map<RegionId, readonly [bootEpoch: number, count: number]>();

  constructor({ peers, clock, timing }: { peers: Peers; clock: Clock; timing: Timing }) {
    this.#peers = peers;
    this.#clock = clock;
    this.#timing = timing;
  }

  /** Notes a proposal to a peer and returns its number, which travels with it. */
  sending(to: RegionId, category: string): number {
    const count = (this.#counts.get(to) ?? 0) + 1;
    this.#counts.set(to, count);
    const sentMs = this.#clock.monotonicMs();
    this.#sent.set(to, [...this.#stillSent(to), { count, category, sentMs }]);
    return count;
  }

  /** Notes that a peer is asked for a seat. Returns how to say that this is over. */
  asking(region: RegionId, category: string): Cancel {
    const asked = this.#asked.get(region) ?? new Map<string, number>();
    this.#asked.set(region, asked);
    asked.set(category, (asked.get(category) ?? 0) + 1);
    let isOver = false;
    return () => {
      if (!isOver) asked.set(category, (asked.get(category) ?? 1) - 1);
      isOver = true;
    };
  }

  /** Notes a peer's proposal, so that the next summary says it has been taken into account. */
  receiving(from: RegionId, count: number): void {
    const bootEpoch = this.#peers.get(from)?.bootEpoch ?? 0;
    const known = this.#received.get(from);
    if (known && known[0] === bootEpoch && known[1] >= count) return;
    this.#received.set(from, [bootEpoch, count]);
  }

  /** For this region's summary. */
  received(): Received {
    return Object.fromEntries(
      [...this.#received].map(([region, [epoch, count]]) => [region, [epoch, count]]),
    );
  }

  /** A peer's news says which of this region's proposals it takes into account. */
  heard(from: RegionId, received: Received, self: RegionId): void {
    const [bootEpoch, count] = received[self] ?? [0, 0];
    const seen = bootEpoch === this.#peers.self.bootEpoch ? count : 0;
    this.#sent.set(
      from,
      (this.#sent.get(from) ?? []).filter((sent) => sent.count > seen),
    );
  }

  /** Issues of a category that are on their way to a peer, and seats asked for there. */
  countOf(region: RegionId, category: string): number {
    const sent = this.#stillSent(region).filter((one) => one.category === category).length;
    return sent + (this.#asked.get(region)?.get(category) ?? 0);
  }

  /** A proposal whose commit failed was never sent, and no summary will mention it: it counts only as long as one may. */
  #stillSent(to: RegionId): Sent[] {
    const oldestMs = this.#clock.monotonicMs() - this.#timing.proposalMs;
    return (this.#sent.get(to) ?? []).filter(({ sentMs }) => sentMs >= oldestMs);
  }
}
