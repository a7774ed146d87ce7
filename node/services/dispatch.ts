import { askCount } from '../core/bid.ts';
import { byClaim } from '../core/claim.ts';
import type { Choice } from '../core/entry.ts';
import type { EpochMs, RegionId } from '../core/ids.ts';
import { announceWaiting, revisit } from '../core/issue.ts';
import type { Issue } from '../core/model.ts';
import type { DispatchPolicy } from '../core/policy.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { Asking } from './asking.ts';
import type { Experts } from './experts.ts';
import type { Handoff } from './handoff.ts';
import { JointPlacing } from './joint-placing.ts';
import type { Peers } from './peers.ts';
import type { Pulls } from './pulls.ts';
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
  readonly asking: Asking;
  readonly pulls: Pulls;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
  readonly policy: DispatchPolicy;
};

/** Peers asked at once for somebody who reads an issue: more than for any seat, for only who reads it is set aside. */
const readersAskedMax = 8;

/**
 * Finds someone for what waits here: at the end of every command that changed something, when a peer's news comes
 * in, and from time to time. A free expert of this region wins, unless a much stronger claim waits elsewhere; else a few
 * peers that have one free are asked; else the issue waits, and says so. Experts whom nothing here waits for are
 * offered to the strongest claim elsewhere.
 */
export class Dispatch {
  readonly #deps: Deps;
  readonly #jointly: JointPlacing;
  #cancelTimer: Cancel = () => undefined;
  #isStopped = true;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#jointly = new JointPlacing(deps);
    const { state, summaries, asking, aside } = deps;
    state.ledger.onCommand((transaction) => {
      // What a region hears before it has started, it must not act on yet.
      if (this.#isStopped) return;
      this.#run(transaction);
      if (this.#changesLoad(transaction)) transaction.afterCommit(() => summaries.changed());
    });
    summaries.onNews((region, gained) => this.#onNews(region, gained));
    asking.onOver(() => this.#look());
    aside.onChange(({ seat, is }) => {
      if (is !== 'released' && is !== 'expired') return;
      // Whoever was told that it is taken is told that it is not.
      if (summaries.hasSpokenSince(seat.sinceMs)) summaries.changed();
      // Not before everyone has heard that it is over.
      void Promise.resolve().then(() => this.#look());
    });
  }

  start(): void {
    this.#isStopped = false;
    this.#lookLater();
    this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  #lookLater(): void {
    const { clock, timing } = this.#deps;
    this.#cancelTimer = clock.after(timing.dispatchMs, () => {
      this.#look();
      this.#lookLater();
    });
  }

  /** A peer's news. Where somebody came free, issues that the peer had given back may be offered to it again. */
  #onNews(region: RegionId, gained: readonly string[]): void {
    const { state, handoff } = this.#deps;
    const given = gained
      .flatMap((category) => state.issues.inGroup('givenBack', category))
      .filter(({ visited }) => visited.includes(region));
    if (given.length === 0) {
      this.#look();
      return;
    }
    this.#decide((transaction) => {
      const context = handoff.context(transaction);
      for (const { id } of given) {
        const issue = state.issues.get(id);
        const step = issue && revisit(issue, region, context);
        if (step) handoff.applyIssue(transaction, step);
      }
    });
  }

  /** Runs by itself, if anything waits that could be placed or should be announced; else only looks elsewhere. */
  #look(): void {
    if (this.#isStopped) return;
    const { issues } = this.#deps.state;
    const isNeeded =
      issues.countInGroup('wanted', 'yes') > 0 ||
      issues.countInGroup('unannounced', 'yes') > 0 ||
      this.#placeable().size > 0;
    if (isNeeded) this.#decide((transaction) => this.#run(transaction));
    else this.#deps.pulls.fill();
  }

  #decide(command: (transaction: Transaction) => void): void {
    if (this.#isStopped) return;
    const { state, log } = this.#deps;
    state.ledger
      .run(command)
      .catch((error: unknown) => log.warn({ error }, 'Dispatch could not be stored; it is tried again.'));
  }

  /** Categories in which something waits and somebody may be free, here or at a peer. */
  #placeable(): Set<string> {
    return new Set(this.#deps.state.issues.groupKeys('queued').filter((category) => this.#hasFree(category)));
  }

  #hasFree(category: string): boolean {
    const { experts, summaries } = this.#deps;
    return experts.hasFree(category) || summaries.hasFree(category);
  }

  /** Whether others should hear of it soon: a seat, an expert or the queue changed. */
  #changesLoad({ writes }: Transaction): boolean {
    const { issues, entries, profiles, accounts } = this.#deps.state;
    return [...writes.values()].some(({ table }) => [issues, entries, profiles, accounts].includes(table));
  }

  /**
   * Places, proposes or asks for what can be, the strongest claim first, together where several issues meet several free
   * seats; then lends whom nothing here waits for.
   */
  #run(transaction: Transaction): void {
    const { state, queue, pulls } = this.#deps;
    if (state.isHandingOver) return;
    const open = this.#placeable();
    for (const issue of this.#namedElsewhere(open, transaction.now)) this.#place(transaction, issue);
    this.#jointly.place(transaction, open);
    for (const issue of queue.strongestFirst(open, transaction.now)) {
      const isFreeStill = !this.#place(transaction, issue) || this.#hasFree(issue.category);
      if (!isFreeStill) open.delete(issue.category);
    }
    pulls.fill();
    this.#announce(transaction);
  }

  /** Issues that somebody was named for, in categories in which nobody is known to be free. */
  #namedElsewhere(open: ReadonlySet<string>, now: EpochMs): Issue[] {
    const { state, queue } = this.#deps;
    return state.issues
      .inGroup('wanted', 'yes')
      .filter(({ category }) => !open.has(category))
      .map((issue) => ({ ...issue, issue, claim: queue.claimOf(issue, now) }))
      .sort(byClaim)
      .map(({ issue }) => issue);
  }

  /** An issue that peers are being asked for is not said to wait: mostly it is placed in a moment. */
  #announce(transaction: Transaction): void {
    const { state, handoff, asking } = this.#deps;
    for (const issue of state.issues.inGroup('unannounced', 'yes')) {
      if (asking.isAsking(issue.id)) continue;
      const step = announceWaiting(issue, handoff.context(transaction));
      if (step) handoff.applyIssue(transaction, step);
    }
  }

  /** Returns whether anything was done that may have taken somebody's free seat. */
  #place(transaction: Transaction, issue: Issue): boolean {
    const { handoff, summaries, asking, policy } = this.#deps;
    const named = wantedPeer(issue, this.#deps);
    if (named) {
      handoff.propose(transaction, issue, named);
      return true;
    }
    const choice = this.#chooseHere(issue, transaction.now);
    if (choice && this.#asksForReaders(issue, choice)) return false;
    if (choice) {
      handoff.placeHere(transaction, issue, choice);
      return true;
    }
    if (asking.isAsking(issue.id)) return false;
    const peers = summaries.candidates(issue.category, issue.visited);
    const [first] = peers;
    if (!first) return false;
    if (policy.reserveCount === 0) {
      handoff.propose(transaction, issue, first.region);
      return true;
    }
    const freeSeats = peers.reduce((sum, peer) => sum + peer.freeSeats, 0);
    const count = askCount(policy.reserveCount, freeSeats, this.#deps.queue.countIn(issue.category));
    asking.begin(
      issue,
      peers.slice(0, count).map(({ region }) => region),
    );
    return true;
  }

  /**
   * Whether peers are being asked for somebody who reads the issue, because the best here does not. Its place is not kept
   * meanwhile: an issue that comes after it may be given to whoever is free here, for one round of asking at most.
   */
  #asksForReaders(issue: Issue, { expert, why }: Choice): boolean {
    const { asking, summaries, policy } = this.#deps;
    const isNamed = expert.id === issue.wanted?.expertId;
    if (why.language?.isRead !== false || isNamed || policy.reserveCount === 0) return false;
    const peers = summaries.candidates(issue.category, issue.visited).slice(0, readersAskedMax);
    return asking.beginForReaders(
      issue,
      peers.map(({ region }) => region),
    );
  }

  /** The best free expert here whom no stronger claim elsewhere asks for. Who was named is not given away. */
  #chooseHere(issue: Issue, now: EpochMs): Choice | undefined {
    const { experts, pulls, queue } = this.#deps;
    const asked = new Set(issue.passed);
    for (;;) {
      const choice = experts.choose(issue, asked, now);
      const isNamed = choice?.expert.id === issue.wanted?.expertId;
      if (!choice || isNamed || !pulls.divert(choice.expert.id, queue.claimOf(issue, now))) return choice;
    }
  }
}
