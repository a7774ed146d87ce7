import { type Bid, bestBid } from '../core/bid.ts';
import type { EpochMs, IssueId, RegionId } from '../core/ids.ts';
import { notSuitable } from '../core/issue.ts';
import { loadOf } from '../core/load.ts';
import type { Issue } from '../core/model.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import { asJson } from './as-json.ts';
import { askedOf, askSeatMethod, patienceMs, releaseSeatMethod, SeatReply } from './asking-messages.ts';
import type { Experts } from './experts.ts';
import type { Handoff } from './handoff.ts';
import { limits } from './limits.ts';
import { type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';
import type { UnderWay } from './under-way.ts';
import type { WaitingQueue } from './waiting-queue.ts';
import { wantedPeer } from './wanted-peer.ts';

/** A region that is asked in a round, and what it has said. */
type Asked = {
  readonly region: RegionId;
  /** Says that the seat is no longer asked for. */
  readonly over: Cancel;
  answer: 'none yet' | 'silence' | SeatReply;
};

/** One issue's round of asking: several regions at once. */
type Round = {
  readonly id: string;
  readonly issueId: IssueId;
  readonly category: string;
  /** Somebody is free here who does not read it: only whoever does is better. */
  readonly isForReaders: boolean;
  readonly asked: readonly Asked[];
  readonly startedMs: number;
  readonly timers: Cancel[];
  isHedging: boolean;
  isOver: boolean;
};

/**
 * Reserve and choose: several peers are asked for a seat for one issue; the best gets the PROPOSE, the others are
 * released. Meanwhile the issue waits here like any other: it may be matched, pulled, changed or cancelled, and what was
 * decided when the answers are in is decided anew from what is true then. What is asked leaves at once, not after the
 * commit that made the issue wait: it promises nothing, and a seat that nobody wants ends by itself.
 */
export class Asking {
  readonly #state: State;
  readonly #experts: Experts;
  readonly #queue: WaitingQueue;
  readonly #summaries: Summaries;
  readonly #underWay: UnderWay;
  readonly #handoff: Handoff;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timing: Timing;
  readonly #rounds = new Map<IssueId, Round>();
  /** Issues that somebody who reads them was looked for, with the time since when they were queued then. */
  readonly #readersSought = new Map<IssueId, EpochMs>();
  readonly #listeners: (() => void)[] = [];
  #count = 0;
  #isStopped = false;

  constructor(deps: {
    state: State;
    experts: Experts;
    queue: WaitingQueue;
    summaries: Summaries;
    underWay: UnderWay;
    handoff: Handoff;
    peers: Peers;
    clock: Clock;
    log: Log;
    timing: Timing;
  }) {
    this.#state = deps.state;
    this.#experts = deps.experts;
    this.#queue = deps.queue;
    this.#summaries = deps.summaries;
    this.#underWay = deps.underWay;
    this.#handoff = deps.handoff;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#timing = deps.timing;
  }

  stop(): void {
    this.#isStopped = true;
    for (const round of this.#rounds.values()) this.#end(round);
    this.#rounds.clear();
  }

  /** Called when a round is over and its issue may still wait. */
  onOver(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Whether peers are being asked for this issue. */
  isAsking(id: IssueId): boolean {
    return this.#rounds.has(id);
  }

  /**
   * Begins a round that looks for somebody who reads the issue, though somebody who does not is free here: once for each
   * time it is queued, so that this can keep it no longer than one round takes. Returns whether such a round is under way.
   */
  beginForReaders(issue: Issue, regions: readonly RegionId[]): boolean {
    const round = this.#rounds.get(issue.id);
    if (round || this.#isStopped) return round?.isForReaders === true;
    if (issue.phase.at !== 'queued' || this.#readersSought.get(issue.id) === issue.phase.since) return false;
    if (regions.length === 0) return false;
    if (this.#readersSought.size >= limits.queueLength) this.#readersSought.clear();
    this.#readersSought.set(issue.id, issue.phase.since);
    this.begin(issue, regions, true);
    return true;
  }

  /** Begins a round, unless one is under way. */
  begin(issue: Issue, regions: readonly RegionId[], isForReaders = false): void {
    if (this.#isStopped || this.#rounds.has(issue.id)) return;
    this.#count += 1;
    const round: Round = {
      id: `ask ${this.#peers.self.bootEpoch} ${this.#count}`,
      issueId: issue.id,
      category: issue.category,
      isForReaders,
      asked: regions.map((region) => ({
        region,
        over: this.#underWay.asking(region, issue.category),
        answer: 'none yet',
      })),
      startedMs: this.#clock.monotonicMs(),
      timers: [],
      isHedging: false,
      isOver: false,
    };
    this.#rounds.set(issue.id, round);
    const limitMs = Math.max(...regions.map((region) => patienceMs(this.#timing, this.#peers.get(region))));
    round.timers.push(this.#clock.after(limitMs, () => this.#conclude(round)));
    const body = asJson(askedOf(round.id, issue, isForReaders));
    for (const asked of round.asked) {
      this.#peers.request(asked.region, askSeatMethod, body, limitMs).then(
        (reply) => this.#onReply(round, asked, reply),
        () => this.#onSilence(round, asked),
      );
    }
  }

  #onReply(round: Round, asked: Asked, reply: unknown): void {
    const parsed = SeatReply.safeParse(reply);
    if (!parsed.success || parsed.data.news.region !== asked.region) {
      this.#log.warn({ from: asked.region }, 'An answer about a seat cannot be read.');
      this.#onSilence(round, asked);
      return;
    }
    const { data: answer } = parsed;
    if (round.isOver) {
      if (answer.isSetAside) this.#release(asked.region, round.id);
    } else {
      asked.answer = answer;
      if (answer.isSetAside) this.#hedge(round);
      this.#concludeIfComplete(round);
    }
    // Last, for it makes dispatch look: by then this round has been decided, if it could be.
    this.#summaries.take(answer.news);
  }

  #onSilence(round: Round, asked: Asked): void {
    if (round.isOver) return;
    asked.answer = 'silence';
    this.#concludeIfComplete(round);
  }

  #concludeIfComplete(round: Round): void {
    if (round.asked.every(({ answer }) => answer !== 'none yet')) this.#conclude(round);
  }

  /** Somebody has a seat: the others have a little time left to offer a better one. */
  #hedge(round: Round): void {
    if (round.isHedging) return;
    round.isHedging = true;
    const tookMs = this.#clock.monotonicMs() - round.startedMs;
    const leftMs = Math.max(this.#timing.askSeatHedgeMs - tookMs, tookMs / 2);
    round.timers.push(this.#clock.after(leftMs, () => this.#conclude(round)));
  }

  #end(round: Round): void {
    round.isOver = true;
    for (const cancel of round.timers) cancel();
    for (const { over } of round.asked) over();
  }

  #conclude(round: Round): void {
    if (round.isOver || this.#isStopped) return;
    this.#end(round);
    for (const { region, answer } of round.asked)
      if (typeof answer === 'string') this.#summaries.unansweredBy(region, round.category);
    const seats = new Set(
      round.asked.flatMap(({ region, answer }) =>
        typeof answer !== 'string' && answer.isSetAside ? [region] : [],
      ),
    );
    this.#state.ledger
      .run((transaction) => {
        this.#rounds.delete(round.issueId);
        const chosen = this.#decide(transaction, round);
        if (chosen) seats.delete(chosen);
        this.#passOn(transaction, round, seats);
      })
      .catch((error: unknown) => {
        this.#rounds.delete(round.issueId);
        this.#log.warn({ error }, 'What came of asking peers could not be stored; they are asked again.');
      })
      .finally(() => {
        for (const listener of this.#listeners) listener();
      });
    // It has been decided by now, though it is not on the disk: if it never gets there, the seats end by themselves.
    for (const region of seats) this.#release(region, round.id);
  }

  /** Proposes the issue to the best of those who set a seat aside, if it still waits. */
  #decide(transaction: Transaction, round: Round): RegionId | undefined {
    let issue = this.#state.issues.get(round.issueId);
    if (issue?.phase.at !== 'queued' || issue.category !== round.category) return undefined;
    const bids: Bid[] = [];
    for (const { region, answer } of round.asked) {
      if (typeof answer === 'string') continue;
      if (answer.isSetAside) {
        const load = loadOf(answer.news.categories[round.category], 0);
        const { score, matcher, isRead } = answer;
        if (isRead || !round.isForReaders) bids.push({ region, score, matcher, load, isRead });
      } else if (!answer.lacksExpert) {
        const step = notSuitable(issue, region, this.#handoff.context(transaction));
        if (step) this.#handoff.applyIssue(transaction, step);
        issue = step?.issue ?? issue;
      }
    }
    // Somebody may have come free here meanwhile: dispatch looks at once, and nobody comes before them.
    const here = this.#experts.choose(issue, new Set(issue.passed), transaction.now);
    if (here && !(round.isForReaders && here.why.language?.isRead === false)) return undefined;
    const { id } = issue;
    const able = this.#able(issue);
    const best = bestBid(
      id,
      bids.filter(({ region }) => able.has(region)),
    );
    if (best) this.#handoff.propose(transaction, issue, best.region, round.id);
    return best?.region;
  }

  /**
   * Seats that the issue does not need go to the next strongest that nobody is being asked for: in a burst, to release
   * them and to ask for them again would take two more round trips. Takes those that are used out of `seats`.
   */
  #passOn(transaction: Transaction, { id, category }: Round, seats: Set<RegionId>): void {
    if (seats.size === 0 || this.#experts.hasFree(category)) return;
    for (const issue of this.#queue.strongestFirst(new Set([category]), transaction.now)) {
      if (this.#rounds.has(issue.id) || wantedPeer(issue, { state: this.#state, peers: this.#peers }))
        continue;
      const able = this.#able(issue);
      const region = [...seats].find((one) => able.has(one));
      if (!region) continue;
      this.#handoff.propose(transaction, issue, region, id);
      seats.delete(region);
      if (seats.size === 0) return;
    }
  }

  /** Regions that the issue may be proposed to now. */
  #able({ visited }: Issue): Set<RegionId> {
    if (this.#state.isHandingOver) return new Set();
    const up = reachable(this.#peers).map(({ region }) => region);
    return new Set(up.filter((region) => !visited.includes(region)));
  }

  /** Best effort: a seat that hears nothing ends by itself. */
  #release(region: RegionId, id: string): void {
    this.#peers
      .request(region, releaseSeatMethod, { id }, this.#timing.askSeatMs)
      .catch((error: unknown) => this.#log.debug({ region, error }, 'A seat could not be released.'));
  }
}
