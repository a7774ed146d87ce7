import { pullMargin } from '../core/claim.ts';
import type { AccountId, RegionId } from '../core/ids.ts';
import { openCategory } from '../core/load.ts';
import type { Issue } from '../core/model.ts';
import type { DispatchPolicy } from '../core/policy.ts';
import { type PeerClaim, strongestRival } from '../core/pull.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import { asJson } from './as-json.ts';
import { PullReply, PullRequest, patienceMs, pullMethod } from './asking-messages.ts';
import type { Experts } from './experts.ts';
import type { Handoff } from './handoff.ts';
import { type Peers, reachable } from './peers.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';
import type { WaitingQueue } from './waiting-queue.ts';
import { wantedPeer } from './wanted-peer.ts';

type Deps = {
  readonly state: State;
  readonly experts: Experts;
  readonly aside: SeatsAside;
  readonly queue: WaitingQueue;
  readonly summaries: Summaries;
  readonly handoff: Handoff;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
  readonly policy: DispatchPolicy;
};

type Pull = { readonly id: string; readonly region: RegionId };

/** A peer whose claim in a category could not be had: not asked again before then, nor before newer news than this. */
type Pause = { readonly untilMs: number; readonly seq: number };

/**
 * Fetches stronger claims from elsewhere: an expert who is free here is set aside for a peer's strongest issue, and the
 * peer, which alone decides what it gives, proposes it in the ordinary way. One pull for an expert at a time. An issue
 * is never named, for the news may be old: it is the strongest that the expert can take when the request arrives.
 */
export class Pulls {
  readonly #deps: Deps;
  readonly #underWay = new Map<AccountId, Pull>();
  readonly #pauses = new Map<string, Pause>();
  /** Until when (monotonic) an expert is for what waits here first, because their last pull brought nothing. */
  readonly #resting = new Map<AccountId, number>();
  readonly #cancels: Cancel[] = [];
  #count = 0;
  #isStopped = true;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.aside.onChange(({ seat, is }) => {
      if (is === 'set' || this.#underWay.get(seat.expertId)?.id !== seat.id) return;
      this.#underWay.delete(seat.expertId);
      if (is === 'taken') this.#resting.delete(seat.expertId);
      else this.#resting.set(seat.expertId, deps.clock.monotonicMs() + deps.timing.pullPauseMs);
    });
  }

  start(): void {
    this.#isStopped = false;
    const { peers, state } = this.#deps;
    this.#cancels.push(
      peers.handle(pullMethod, async (from, body) => {
        const request = PullRequest.parse(body);
        return asJson(await state.ledger.run((transaction) => this.#give(transaction, from, request)));
      }),
    );
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  /**
   * Sets this expert aside for a peer's claim, if there is one so much stronger than `own`. Returns whether it did. After
   * a pull that brought nothing what waits here comes first: on bad links, one peer after the other could keep it waiting.
   */
  divert(expertId: AccountId, own: number): boolean {
    if ((this.#resting.get(expertId) ?? 0) > this.#deps.clock.monotonicMs()) return false;
    const profile = this.#deps.state.profiles.get(expertId);
    return profile !== undefined && this.#pullFor(profile, own, this.#claims());
  }

  /** Sets experts whom nothing here waits for aside for what waits elsewhere. */
  fill(): void {
    const claims = this.#claims();
    // Mostly nothing waits anywhere.
    if (claims.length === 0) return;
    for (const expert of this.#deps.experts.free()) this.#pullFor(expert, 0, claims);
  }

  /** Claims that may be asked for now. */
  #claims(): PeerClaim[] {
    const { summaries, policy } = this.#deps;
    if (!policy.isPulling || this.#isStopped) return [];
    return summaries.claims().filter((claim) => claim.claim > pullMargin && !this.#isPaused(claim));
  }

  #pullFor(
    expert: { readonly id: AccountId; readonly categories: readonly string[] },
    own: number,
    claims: readonly PeerClaim[],
  ): boolean {
    if (this.#underWay.has(expert.id)) return false;
    const open = claims.filter(({ region, queued }) => this.#underWayTo(region) < queued);
    const rival = strongestRival(open, expert, own);
    return rival !== undefined && this.#begin(expert, rival, own + pullMargin);
  }

  #begin(
    expert: { readonly id: AccountId; readonly categories: readonly string[] },
    rival: PeerClaim,
    above: number,
  ): boolean {
    const { aside, peers, timing } = this.#deps;
    const { region } = rival;
    this.#count += 1;
    const id = `pull ${peers.self.bootEpoch} ${this.#count}`;
    const limitMs = patienceMs(timing, peers.get(region));
    // The PROPOSE travels beside the answer and may come after it.
    const isAside = aside.set({ by: region, id, expertId: expert.id, forMs: limitMs + timing.asideMs });
    if (!isAside) return false;
    this.#underWay.set(expert.id, { id, region });
    const body = asJson({ id, expertId: expert.id, categories: expert.categories, above });
    peers.request(region, pullMethod, body, limitMs).then(
      (reply) => this.#onReply(rival, id, reply),
      () => this.#onNothing(rival, id),
    );
    return true;
  }

  #onReply(rival: PeerClaim, id: string, reply: unknown): void {
    const parsed = PullReply.safeParse(reply);
    if (!parsed.success || parsed.data.news.region !== rival.region) {
      this.#deps.log.warn({ from: rival.region }, 'An answer to a pull cannot be read.');
      this.#onNothing(rival, id);
      return;
    }
    if (!parsed.data.isProposed) this.#onNothing(rival, id);
    this.#deps.summaries.take(parsed.data.news);
  }

  /** The peer has nothing for this expert, or says nothing: the seat is free, and what waits here comes first. */
  #onNothing({ region, category, seq }: PeerClaim, id: string): void {
    const { aside, clock, timing } = this.#deps;
    this.#pauses.set(`${region}/${category}`, { untilMs: clock.monotonicMs() + timing.pullPauseMs, seq });
    aside.release(region, id);
  }

  #isPaused({ region, category, seq }: PeerClaim): boolean {
    const pause = this.#pauses.get(`${region}/${category}`);
    return pause !== undefined && (seq <= pause.seq || this.#deps.clock.monotonicMs() < pause.untilMs);
  }

  #underWayTo(region: RegionId): number {
    return [...this.#underWay.values()].filter((pull) => pull.region === region).length;
  }

  /** Proposes the strongest issue that the peer's expert can take, if its claim is above what waits there. */
  #give(transaction: Transaction, to: RegionId, { id, expertId, categories, above }: PullRequest): PullReply {
    const { state, queue, handoff, summaries, peers } = this.#deps;
    const isUp = reachable(peers).some(({ region }) => region === to);
    const wanted = new Set(isUp && !state.isHandingOver ? [...categories, openCategory] : []);
    let isProposed = false;
    for (const issue of queue.strongestFirst(wanted, transaction.now)) {
      if (queue.claimOf(issue, transaction.now) <= above) break;
      if (!this.#mayTake(issue, to, expertId)) continue;
      handoff.propose(transaction, issue, to, id);
      isProposed = true;
      break;
    }
    return { isProposed, news: summaries.fresh() };
  }

  #mayTake(issue: Issue, region: RegionId, expertId: AccountId): boolean {
    const named = wantedPeer(issue, this.#deps);
    return (
      (named === undefined || named === region) &&
      !issue.visited.includes(region) &&
      !issue.passed.includes(expertId) &&
      !issue.barred.includes(expertId) &&
      issue.userId !== expertId
    );
  }
}
