import { z } from 'zod';
import { RegionId } from '../core/ids.ts';
import { StoreMark } from '../core/lineage.ts';
import { type CategorySummary, loadOf, type PeerLoad, summarise } from '../core/load.ts';
import type { Issue } from '../core/model.ts';
import type { DispatchPolicy } from '../core/policy.ts';
import type { PeerClaim } from '../core/pull.ts';
import type { Cancel, Clock, Log, Random } from '../ports.ts';
import { Category } from '../schemas/words.ts';
import type { Experts } from './experts.ts';
import { type Peers, reachable } from './peers.ts';
import type { RollCall } from './roll-call.ts';
import type { State } from './state.ts';
import type { StoreMarks } from './store-marks.ts';
import type { Timing } from './timing.ts';
import type { UnderWay } from './under-way.ts';
import type { WaitingQueue } from './waiting-queue.ts';

const topic = 'grapevine/summary/1';

const Count = z.int().min(0).max(1_000_000);

const CategoryNews = z.object({
  online: Count,
  freeSeats: Count,
  busySeats: Count,
  queued: Count,
  oldestAgeMs: z.number().min(0),
  topClaim: z.number().min(0),
  /** A region of an older version does not say it; its claims are then taken to grow as normal ones. */
  topClaimGrowth: z.number().min(0).default(1),
});
type CategoryNews = z.infer<typeof CategoryNews>;

/** What a region tells of its own load. Durations only: no two machines' clocks are compared. */
export const Summary = z.object({
  region: RegionId,
  bootEpoch: z.int().min(1),
  seq: z.int().min(1),
  /** How far its store has come; a region of an older version does not say it. */
  store: StoreMark.optional(),
  categories: z.record(Category, CategoryNews),
  expertsOnline: Count,
  expertsFree: Count,
  waiting: Count,
  active: Count,
  handOffs: Count,
  /** It leaves the mesh: it takes nothing new, and what it keeps for others they give to somebody else. */
  isDraining: z.boolean().optional(),
  /** Proposals of each peer that this summary takes into account: [that peer's boot epoch, its count]. */
  received: z.record(z.string(), z.tuple([z.int(), z.int()])),
});
export type Summary = z.infer<typeof Summary>;

/** A summary before it has its number. */
type Load = Omit<Summary, 'seq'>;

/** A peer's newest summary, and when it came on this node's monotonic clock. */
export type News = {
  readonly summary: Summary;
  readonly arrivedMs: number;
  /** Categories in which something waits there: mostly none, and asked for at every look of dispatch. */
  readonly waiting: readonly (readonly [category: string, news: CategoryNews])[];
};

type Deps = {
  readonly state: State;
  readonly experts: Experts;
  readonly queue: WaitingQueue;
  readonly underWay: UnderWay;
  readonly peers: Peers;
  readonly marks: Pick<StoreMarks, 'hear'>;
  readonly rollCall: Pick<RollCall, 'mark'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly timing: Timing;
  readonly policy: DispatchPolicy;
};

/** News that says nothing new is gossiped so often before its time: what was said once may be lost on the way. */
const repeatsMax = 1;

/** What regions know of each other's load: by gossip, and by the answers that they give each other. */
export class Summaries {
  readonly #deps: Deps;
  readonly #news = new Map<RegionId, News>();
  /** The newest that came by gossip: what decides whether it is passed on. */
  readonly #gossiped = new Map<RegionId, Order>();
  /** Categories that a peer refused, or did not answer about, since its last news: until when it is not asked (monotonic). */
  readonly #refused = new Map<RegionId, Map<string, number>>();
  readonly #listeners: ((region: RegionId, gained: readonly string[]) => void)[] = [];
  readonly #cancels: Cancel[] = [];
  #cancelTimer: Cancel | undefined;
  #cancelChanged: Cancel | undefined;
  #seq = 0;
  /** When it was last seen whether there is something to publish. */
  #checkedMs = Number.NEGATIVE_INFINITY;
  /** What everybody was told last and how often; undefined when not everybody was told the same. */
  #told: { readonly what: string; readonly times: number } | undefined;
  #saidMs = Number.NEGATIVE_INFINITY;
  #isDue = false;
  #isStopped = true;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#isStopped = false;
    const { peers } = this.#deps;
    this.#cancels.push(
      peers.subscribe(topic, (from, body) => this.#onGossip(from, body)),
      peers.onUp(() => {
        this.#told = undefined;
        this.changed();
      }),
    );
    this.#publish();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
    this.#cancelChanged?.();
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  /** Called when a peer's news came in, with the categories in which it has more free seats than it had. */
  onNews(listener: (region: RegionId, gained: readonly string[]) => void): void {
    this.#listeners.push(listener);
  }

  news(region: RegionId): News | undefined {
    return this.#news.get(region);
  }

  /** This region's own load as of now. */
  own(): Omit<Summary, 'seq' | 'received' | 'store'> {
    const { state, experts, queue, peers, clock } = this.#deps;
    const seated = experts.seated();
    return {
      region: state.self,
      bootEpoch: peers.self.bootEpoch,
      categories: { ...summarise(seated, queue.summary(clock.now())) },
      expertsOnline: seated.length,
      expertsFree: seated.filter(({ capacity, load }) => load < capacity).length,
      waiting: queue.size,
      active: state.entries.countInGroup('assigned', 'yes'),
      handOffs: state.issues.countInGroup('proposing', 'yes'),
      ...(state.drain && { isDraining: true }),
    };
  }

  /** This region's summary as of now, to answer a peer with: news like any that is gossiped. */
  fresh(): Summary {
    const load = this.#load();
    if (this.#told?.what !== this.#essenceOf(load)) this.#told = undefined;
    return this.#next(load);
  }

  #load(): Load {
    return { ...this.own(), received: this.#deps.underWay.received() };
  }

  #next(load: Load): Summary {
    this.#seq += 1;
    this.#saidMs = this.#deps.clock.monotonicMs();
    const store = this.#deps.rollCall.mark;
    return { ...load, seq: this.#seq, ...(store && { store }) };
  }

  /** The same for two summaries of which the second tells nobody anything: waiting times and claims only went on. */
  #essenceOf({ categories, ...rest }: Load): string {
    const now = this.#deps.clock.now();
    const lines = Object.entries(categories).map(([category, news]) => [
      category,
      news.online,
      news.freeSeats,
      news.busySeats,
      news.queued,
      news.topClaimGrowth,
      ...(news.queued > 0
        ? [Math.round(now - news.oldestAgeMs), Math.round(news.topClaim - news.topClaimGrowth * now)]
        : []),
    ]);
    return JSON.stringify([rest, lines]);
  }

  /** Whether anybody has been told since then (monotonic) what this region's load is. */
  hasSpokenSince(sinceMs: number): boolean {
    return this.#saidMs >= sinceMs;
  }

  /** Something that others should know may have changed: if so, published at once, or as soon as the rate allows. */
  changed(): void {
    if (this.#isDue || this.#isStopped) return;
    this.#isDue = true;
    const { clock, timing } = this.#deps;
    const waitMs = Math.max(0, this.#checkedMs + timing.summaryMinMs - clock.monotonicMs());
    this.#cancelChanged = clock.after(waitMs, () => this.#publishIfNew());
  }

  /** A peer's news, whichever way it came. */
  take(summary: Summary): void {
    const { state, clock, underWay, marks } = this.#deps;
    const { region } = summary;
    marks.hear(region, summary.store);
    const known = this.#news.get(region)?.summary;
    if (!isAfter(summary, known)) return;
    this.#news.set(region, {
      summary,
      arrivedMs: clock.monotonicMs(),
      waiting: Object.entries(summary.categories).filter(([, { queued }]) => queued > 0),
    });
    this.#refused.delete(region);
    underWay.heard(region, summary.received, state.self);
    for (const listener of this.#listeners) listener(region, gainedIn(known, summary));
  }

  /** A peer has nobody free: it is not asked again for this category before its next news. */
  refusedBy(region: RegionId, category: string): void {
    this.#refuse(region, category, Number.POSITIVE_INFINITY);
  }

  /** A peer did not answer: others are asked first, for it may be on a bad link, or dead and not yet suspected. */
  unansweredBy(region: RegionId, category: string): void {
    const { clock, timing } = this.#deps;
    this.#refuse(region, category, clock.monotonicMs() + timing.unansweredMs);
  }

  #refuse(region: RegionId, category: string, untilMs: number): void {
    const categories = this.#refused.get(region) ?? new Map<string, number>();
    this.#refused.set(region, categories.set(category, untilMs));
  }

  /** Peers to ask for an issue of this category: up, with a free expert, in the order of the policy. */
  candidates(category: string, visited: readonly RegionId[]): readonly PeerLoad[] {
    const { policy, random } = this.#deps;
    return policy.rank(this.#able(category, visited), random);
  }

  /** Whether any peer could take an issue of this category now: a quick look before choosing. */
  hasFree(category: string): boolean {
    return this.#able(category, []).length > 0;
  }

  /** The strongest claim of each peer that is up, in each category; in no particular order. */
  claims(): PeerClaim[] {
    const { peers, clock } = this.#deps;
    const nowMs = clock.monotonicMs();
    return reachable(peers).flatMap(({ region }) => {
      const news = this.#news.get(region);
      if (!news) return [];
      const ageMs = nowMs - news.arrivedMs;
      return news.waiting.map(([category, { queued, topClaim, topClaimGrowth }]) => ({
        region,
        category,
        claim: topClaim + topClaimGrowth * ageMs,
        queued,
        seq: news.summary.seq,
      }));
    });
  }

  /** Experts of a category known in the whole mesh: online, and free seats. */
  known(category: string): { readonly online: number; readonly freeSeats: number } {
    // Without the queue, which may be long, and this is asked for every waiting issue that is shown.
    const all: (CategorySummary | undefined)[] = [
      summarise(this.#deps.experts.seated(), {})[category],
      ...reachable(this.#deps.peers).map(
        ({ region }) => this.#news.get(region)?.summary.categories[category],
      ),
    ];
    return {
      online: all.reduce((sum, summary) => sum + (summary?.online ?? 0), 0),
      freeSeats: all.reduce((sum, summary) => sum + (summary?.freeSeats ?? 0), 0),
    };
  }

  /** Whether anybody is free, here or at a peer, who has not been asked in this attempt. */
  hasUnasked(issue: Issue): boolean {
    const free = this.#deps.experts.freeFor(issue);
    return (
      free.some(({ id }) => !issue.passed.includes(id)) ||
      this.#able(issue.category, issue.visited).length > 0
    );
  }

  /** Peers that are up and report a free seat, with their load as the policy counts it. */
  #able(category: string, visited: readonly RegionId[]): PeerLoad[] {
    const { peers, policy, underWay, clock } = this.#deps;
    const nowMs = clock.monotonicMs();
    return reachable(peers)
      .map(({ region }) => region)
      .filter((region) => !visited.includes(region))
      .filter((region) => !policy.isCorrected || (this.#refused.get(region)?.get(category) ?? 0) <= nowMs)
      .map((region) => {
        const summary = this.#news.get(region)?.summary.categories[category];
        const count = policy.isCorrected ? underWay.countOf(region, category) : 0;
        return { region, load: loadOf(summary, count), freeSeats: (summary?.freeSeats ?? 0) - count };
      })
      .filter(({ freeSeats }) => freeSeats > 0);
  }

  #publishIfNew(): void {
    if (this.#isStopped) return;
    this.#isDue = false;
    this.#checkedMs = this.#deps.clock.monotonicMs();
    const load = this.#load();
    const isOld = this.#told?.what === this.#essenceOf(load) && this.#told.times > repeatsMax;
    if (!isOld) this.#publish(load);
  }

  #publish(load: Load = this.#load()): void {
    if (this.#isStopped) return;
    const { peers, clock, timing, random, log } = this.#deps;
    this.#isDue = false;
    this.#cancelChanged?.();
    this.#checkedMs = clock.monotonicMs();
    const what = this.#essenceOf(load);
    this.#told = { what, times: this.#told?.what === what ? this.#told.times + 1 : 1 };
    const summary = this.#next(load);
    peers.publish(topic, new TextEncoder().encode(JSON.stringify(summary))).catch((error: unknown) => {
      log.warn({ error }, 'The summary could not be published.');
    });
    // Jitter keeps regions that started together from speaking together for ever.
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(timing.summaryMs * (0.9 + 0.2 * random.next()), () => this.#publish());
  }

  #onGossip(from: RegionId, body: Uint8Array): 'accept' | 'ignore' | 'reject' {
    const summary = parsed(body);
    if (!summary || summary.region !== from) return 'reject';
    // What an answer has told here already may still be new to those behind.
    const isNew = isAfter(summary, this.#gossiped.get(from));
    if (isNew) this.#gossiped.set(from, { bootEpoch: summary.bootEpoch, seq: summary.seq });
    this.take(summary);
    return isNew ? 'accept' : 'ignore';
  }
}

/** By what a region's summaries are in order. */
type Order = Pick<Summary, 'bootEpoch' | 'seq'>;

function isAfter(next: Order, known: Order | undefined): boolean {
  if (!known || next.bootEpoch > known.bootEpoch) return true;
  return next.bootEpoch === known.bootEpoch && next.seq > known.seq;
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
