import { byClaim, claimOf } from '../core/claim.ts';
import type { RegionId } from '../core/ids.ts';
import { announceWaiting, revisit } from '../core/issue.ts';
import type { Issue } from '../core/model.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { Experts } from './experts.ts';
import type { Handoff } from './handoff.ts';
import { type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/**
 * Finds someone for what waits here: at the end of every command that changed something, when a peer's news comes
 * in, and from time to time. A free expert of this region wins; else the least-loaded peer that has one free is
 * asked; else the issue waits, and says so.
 */
export class Dispatch {
  readonly #state: State;
  readonly #experts: Experts;
  readonly #summaries: Summaries;
  readonly #handoff: Handoff;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timing: Timing;
  #cancelTimer: Cancel = () => undefined;
  #isStopped = true;

  constructor(deps: {
    state: State;
    experts: Experts;
    summaries: Summaries;
    handoff: Handoff;
    peers: Peers;
    clock: Clock;
    log: Log;
    timing: Timing;
  }) {
    this.#state = deps.state;
    this.#experts = deps.experts;
    this.#summaries = deps.summaries;
    this.#handoff = deps.handoff;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#timing = deps.timing;
    this.#state.ledger.onCommand((transaction) => {
      this.#run(transaction);
      if (this.#changesLoad(transaction)) transaction.afterCommit(() => this.#summaries.changed());
    });
    this.#summaries.onNews((region, gained) => this.#onNews(region, gained));
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
    this.#cancelTimer = this.#clock.after(this.#timing.dispatchMs, () => {
      this.#look();
      this.#lookLater();
    });
  }

  /** A peer's news. Where somebody came free, issues that the peer had given back may be offered to it again. */
  #onNews(region: RegionId, gained: readonly string[]): void {
    const given = gained
      .flatMap((category) => this.#state.issues.inGroup('queued', category))
      .filter(({ visited }) => visited.includes(region));
    if (given.length === 0) {
      this.#look();
      return;
    }
    this.#decide((transaction) => {
      const context = this.#handoff.context(transaction);
      for (const { id } of given) {
        const issue = this.#state.issues.get(id);
        const step = issue && revisit(issue, region, context);
        if (step) this.#handoff.applyIssue(transaction, step);
      }
    });
  }

  /** Runs by itself, if anything waits that could be placed. */
  #look(): void {
    const isNeeded = this.#placeable().length > 0 || this.#state.issues.groupKeys('wanted').length > 0;
    if (isNeeded) this.#decide((transaction) => this.#run(transaction));
  }

  #decide(command: (transaction: Transaction) => void): void {
    if (this.#isStopped) return;
    this.#state.ledger
      .run(command)
      .catch((error: unknown) =>
        this.#log.warn({ error }, 'Dispatch could not be stored; it is tried again.'),
      );
  }

  /** Categories in which something waits and somebody may be free, here or at a peer. */
  #placeable(): string[] {
    return this.#state.issues
      .groupKeys('queued')
      .filter((category) => this.#experts.hasFree(category) || this.#summaries.hasFree(category));
  }

  /** Whether others should hear of it soon: a seat, an expert or the queue changed. */
  #changesLoad({ writes }: Transaction): boolean {
    const { issues, entries, profiles, accounts } = this.#state;
    return [...writes.values()].some(({ table }) => [issues, entries, profiles, accounts].includes(table));
  }

  /** Places or proposes what can be, the strongest claim first. */
  #run(transaction: Transaction): void {
    const open = this.#placeable();
    const named = this.#state.issues
      .inGroup('wanted', 'yes')
      .filter(({ category }) => !open.includes(category));
    const waiting = [...named, ...open.flatMap((category) => this.#state.issues.inGroup('queued', category))]
      .map((issue) => ({
        issue,
        id: issue.id,
        submittedAt: issue.submittedAt,
        claim: claimOf(issue, transaction.now),
      }))
      .sort(byClaim);
    for (const { issue } of waiting) this.#place(transaction, issue);
    for (const issue of this.#state.issues.inGroup('unannounced', 'yes')) {
      const step = announceWaiting(issue, this.#handoff.context(transaction));
      if (step) this.#handoff.applyIssue(transaction, step);
    }
  }

  #place(transaction: Transaction, issue: Issue): void {
    const wantedElsewhere = this.#wantedPeer(issue);
    if (wantedElsewhere) {
      this.#handoff.propose(transaction, issue, wantedElsewhere);
      return;
    }
    const choice = this.#experts.choose(issue, new Set(issue.passed), transaction.now);
    if (choice) {
      this.#handoff.placeHere(transaction, issue, choice);
      return;
    }
    const [peer] = this.#summaries.candidates(issue.category, issue.visited);
    if (peer) this.#handoff.propose(transaction, issue, peer);
  }

  /**
   * The peer that was named to be asked first. It is asked once, even if its news says that nobody is free, for the news
   * may be older than whoever named it knows. Once it has refused or not answered it is a peer like any other: a bad
   * link must not keep the issue from an expert who is free here.
   */
  #wantedPeer({ wanted, visited }: Issue): RegionId | undefined {
    const region = wanted?.region ?? (wanted?.expertId && this.#state.accounts.get(wanted.expertId)?.home);
    if (!region || wanted?.isRefused || region === this.#state.self || visited.includes(region))
      return undefined;
    return reachable(this.#peers).some((peer) => peer.region === region) ? region : undefined;
  }
}
