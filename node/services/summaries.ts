import { z } from 'zod';
import { claimOf } from '../core/claim.ts';
import { RegionId } from '../core/ids.ts';
import { type CategorySummary, loadOf, type PeerLoad, summarise } from '../core/load.ts';
import type { DispatchPolicy } from '../core/policy.ts';
import type { Cancel, Clock, Log, Random } from '../ports.ts';
import { Category } from '../schemas/words.ts';
import type { Experts } from './experts.ts';
import { type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

const topic = 'grapevine/summary/1';

const Count = z.int().min(0).max(1_000_000);

const CategoryNews = z.object({
  online: Count,
  freeSeats: Count,
  busySeats: Count,
  queued: Count,
  oldestAgeMs: z.number().min(0),
  topClaim: z.number().min(0),
});

/** What a region gossips about its own load. Durations only: no two machines' clocks are compared. */
const Summary = z.object({
  region: RegionId,
  bootEpoch: z.int().min(1),
  seq: z.int().min(1),
  categories: z.record(Category, CategoryNews),
  expertsOnline: Count,
  expertsFree: Count,
  waiting: Count,
  active: Count,
  handOffs: Count,
  /** Proposals of each peer that this summary takes into account: [that peer's boot epoch, its count]. */
  received: z.record(z.string(), z.tuple([z.int(), z.int()])),
});
type Summary = z.infer<typeof Summary>;

/** A peer's newest summary, and when it came on this node's monotonic clock. */
export type News = { readonly summary: Summary; readonly arrivedMs: number };

type UnderWay = { readonly count: number; readonly category: string; readonly sentMs: number };

/**
 * What regions know of each other's load, corrected for what is under way: an issue proposed to a peer counts there
 * until a summary of the peer says that it has been taken into account, or its origin has given it up. Without that,
 * all regions flood the same one.
 */
export class Summaries {
  readonly #deps: {
    state: State;
    experts: Experts;
    peers: Peers;
    clock: Clock;
    random: Random;
    log: Log;
    timing: Timing;
    policy: DispatchPolicy;
  };
  readonly #news = new Map<RegionId, News>();
  readonly #underWay = new Map<RegionId, UnderWay[]>();
  readonly #sent = new Map<RegionId, number>();
  readonly #received = new Map<RegionId, readonly [bootEpoch: number, count: number]>();
  /** Peers that refused a category since their last summary. */
  readonly #refused = new Map<RegionId, Set<string>>();
  readonly #listeners: ((region: RegionId, gained: readonly string[]) => void)[] = [];
  readonly #cancels: Cancel[] = [];
  #cancelTimer: Cancel | undefined;
  #seq = 0;
  #publishedMs = Number.NEGATIVE_INFINITY;
  #isDue = false;
  #isStopped = true;

  constructor(deps: {
    state: State;
    experts: Experts;
    peers: Peers;
    clock: Clock;
    random: Random;
    log: Log;
    timing: Timing;
    policy: DispatchPolicy;
  }) {
    this.#deps = deps;
  }

  start(): void {
    this.#isStopped = false;
    const { peers } = this.#deps;
    this.#cancels.push(
      peers.subscribe(topic, (from, body) => this.#onSummary(from, body)),
      peers.onUp(() => this.changed()),
    );
    this.#publish();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  /** Called when a peer's news came in, with the categories in which it has more free seats than it had. */
  onNews(listener: (region: RegionId, gained: readonly string[]) => void): void {
    this.#listeners.push(listener);
  }

  news(region: RegionId): News | undefined {
    return this.#news.get(region);
  }

  /** This region's own summary as of now. */
  own(): Omit<Summary, 'seq' | 'received'> {
    const { state, experts, peers, clock } = this.#deps;
    const now = clock.now();
    const queued = state.issues
      .values()
      .filter(({ phase }) => phase.at === 'queued')
      .map((issue) => ({
        category: issue.category,
        waitingMs: Math.max(0, now - issue.submittedAt),
        claim: claimOf(issue, now),
      }));
    const seated = experts.seated();
    return {
      region: state.self,
      bootEpoch: peers.self.bootEpoch,
      categories: { ...summarise(seated, queued) },
      expertsOnline: seated.length,
      expertsFree: seated.filter(({ capacity, load }) => load < capacity).length,
      waiting: queued.length,
      active: state.entries.values().filter(({ phase }) => phase.at === 'assigned').length,
      handOffs: state.issues.inGroup('proposing', 'yes').length,
    };
  }

  /** Something that others should know changed: published at once, or as soon as the rate allows. */
  changed(): void {
    if (this.#isDue || this.#isStopped) return;
    this.#isDue = true;
    const { clock, timing } = this.#deps;
    const waitMs = Math.max(0, this.#publishedMs + timing.summaryMinMs - clock.monotonicMs());
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(waitMs, () => this.#publish());
  }

  /** Notes a proposal to a peer and returns its number, which travels with it. */
  sending(to: RegionId, category: string): number {
    const count = (this.#sent.get(to) ?? 0) + 1;
    this.#sent.set(to, count);
    const sentMs = this.#deps.clock.monotonicMs();
    this.#underWay.set(to, [...this.#stillUnderWay(to), { count, category, sentMs }]);
    return count;
  }

  /** Notes a peer's proposal, so that the next summary says it has been taken into account. */
  receiving(from: RegionId, count: number): void {
    const bootEpoch = this.#deps.peers.get(from)?.bootEpoch ?? 0;
    const known = this.#received.get(from);
    if (known && known[0] === bootEpoch && known[1] >= count) return;
    this.#received.set(from, [bootEpoch, count]);
  }

  /** A peer said that it has nobody free: it is not asked again for this category before its next summary. */
  refusedBy(region: RegionId, category: string): void {
    const categories = this.#refused.get(region);
    if (categories) categories.add(category);
    else this.#refused.set(region, new Set([category]));
  }

  /** Peers to ask for an issue of this category: up, with a free expert, in the order of the policy. */
  candidates(category: string, visited: readonly RegionId[]): readonly RegionId[] {
    const { policy, random } = this.#deps;
    return policy.rank(this.#able(category, visited), random).map(({ region }) => region);
  }

  /** Whether any peer could take an issue of this category now: a quick look before choosing. */
  hasFree(category: string): boolean {
    return this.#able(category, []).length > 0;
  }

  /** Experts of a category known in the whole mesh: online, and free seats. */
  known(category: string): { readonly online: number; readonly freeSeats: number } {
    // Without the queue, which may be long, and this is asked for every waiting issue that is shown.
    const all: (CategorySummary | undefined)[] = [
      summarise(this.#deps.experts.seated(), [])[category],
      ...reachable(this.#deps.peers).map(
        ({ region }) => this.#news.get(region)?.summary.categories[category],
      ),
    ];
    return {
      online: all.reduce((sum, summary) => sum + (summary?.online ?? 0), 0),
      freeSeats: all.reduce((sum, summary) => sum + (summary?.freeSeats ?? 0), 0),
    };
  }

  /** Peers that are up and report a free seat, with their load as the policy counts it. */
  #able(category: string, visited: readonly RegionId[]): PeerLoad[] {
    const { peers, policy } = this.#deps;
    return reachable(peers)
      .map(({ region }) => region)
      .filter((region) => !visited.includes(region))
      .filter((region) => !policy.isCorrected || !this.#refused.get(region)?.has(category))
      .map((region) => {
        const summary = this.#news.get(region)?.summary.categories[category];
        const underWay = policy.isCorrected
          ? this.#stillUnderWay(region).filter((sent) => sent.category === category).length
          : 0;
        return { region, load: loadOf(summary, underWay), freeSeats: (summary?.freeSeats ?? 0) - underWay };
      })
      .filter(({ freeSeats }) => freeSeats > 0);
  }

  /** A proposal whose commit failed was never sent, and no summary will mention it: it counts only as long as one may. */
  #stillUnderWay(to: RegionId): UnderWay[] {
    const { clock, timing } = this.#deps;
    const oldestMs = clock.monotonicMs() - timing.proposalMs;
    return (this.#underWay.get(to) ?? []).filter(({ sentMs }) => sentMs >= oldestMs);
  }

  #publish(): void {
    if (this.#isStopped) return;
    const { peers, clock, timing, random, log } = this.#deps;
    this.#isDue = false;
    this.#publishedMs = clock.monotonicMs();
    this.#seq += 1;
    const summary: Summary = {
      ...this.own(),
      seq: this.#seq,
      received: Object.fromEntries(
        [...this.#received].map(([region, [epoch, count]]) => [region, [epoch, count]]),
      ),
    };
    peers.publish(topic, new TextEncoder().encode(JSON.stringify(summary))).catch((error: unknown) => {
      log.warn({ error }, 'The summary could not be published.');
    });
    // Jitter keeps regions that started together from speaking together for ever.
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(timing.summaryMs * (0.9 + 0.2 * random.next()), () => this.#publish());
  }

  #onSummary(from: RegionId, body: Uint8Array): 'accept' | 'ignore' | 'reject' {
    const summary = parsed(body);
    if (!summary || summary.region !== from) return 'reject';
    const known = this.#news.get(from)?.summary;
    const isNewer =
      !known ||
      summary.bootEpoch > known.bootEpoch ||
      (summary.bootEpoch === known.bootEpoch && summary.seq > known.seq);
    if (!isNewer) return 'ignore';
    const { clock, peers } = this.#deps;
    this.#news.set(from, { summary, arrivedMs: clock.monotonicMs() });
    this.#refused.delete(from);
    const [bootEpoch, count] = summary.received[this.#deps.state.self] ?? [0, 0];
    const seen = bootEpoch === peers.self.bootEpoch ? count : 0;
    this.#underWay.set(
      from,
      (this.#underWay.get(from) ?? []).filter((sent) => sent.count > seen),
    );
    for (const listener of this.#listeners) listener(from, gainedIn(known, summary));
    return 'accept';
  }
}

/** Categories with more free seats than before. */
function gainedIn(former: Summary | undefined, { categories }: Summary): string[] {
  return Object.entries(categories)
    .filter(([category, { freeSeats }]) => freeSeats > (former?.categories[category]?.freeSeats ?? 0))
    .map(([category]) => category);
}

function parsed(body: Uint8Array): Summary | undefined {
  try {
    return Summary.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return undefined;
  }
}
