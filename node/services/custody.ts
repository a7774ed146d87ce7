import {
  asCopy,
  custodianOf,
  entrustedTo,
  isAtRisk,
  isKept,
  isLaterThan,
  onKept,
  onLost,
} from '../core/custody.ts';
import { type IssueId, RegionId } from '../core/ids.ts';
import { cancel } from '../core/issue-people.ts';
import type { Issue } from '../core/model.ts';
import type { Cancel, Clock, IndexValue, Log } from '../ports.ts';
import type { Chat } from './chat.ts';
import { Missing, missingMethod } from './copies.ts';
import type { Handoff } from './handoff.ts';
import { limits } from './limits.ts';
import type { Outbox } from './outbox.ts';
import { type Peers, reachable } from './peers.ts';
import { Stale } from './prepared.ts';
import { eachPage } from './reader.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/** Issues looked at together: their changes share a few commits, and their copies a few messages. */
const pageSize = limits.copiesClaimed;
/** Refusals remembered; beyond, all may be asked once more. */
const declinedMax = 10_000;
/** A chat that grows while it is copied is read anew so often; then at the next look. */
const triesMax = 5;

/**
 * Custody of this region's own issues: each has a second copy at another region, its custodian, and every change is
 * streamed there. Where none can be reached, or one stays away, it is given to another as soon as there is one.
 */
export class Custody {
  readonly #state: State;
  readonly #outbox: Outbox;
  readonly #chat: Chat;
  readonly #handoff: Handoff;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timing: Timing;
  readonly #waiting = new Map<IssueId, Set<() => void>>();
  /**
   * Regions that leave, or that others have adopted, as this process has heard: given nothing more until they say that they
   * stay. That one is up again after a bad line says nothing of it.
   */
  readonly #leaving = new Set<RegionId>();
  /** Issue and region that has another one of that id: it is not asked again. */
  readonly #declined = new Set<string>();
  /** Regions that have come up: with them what they kept may be gone, if they came without their disk. */
  readonly #doubted = new Set<RegionId>();
  readonly #cancels: Cancel[] = [];
  #cancelLook: Cancel = () => undefined;
  /** Closed issues that only this region stored at the last look; open ones are counted in memory. */
  #closedAtRisk = 0;
  #lookAtMs = Number.POSITIVE_INFINITY;
  #isLooking = false;
  #isStopped = true;

  constructor(deps: {
    state: State;
    outbox: Outbox;
    chat: Chat;
    handoff: Handoff;
    peers: Peers;
    clock: Clock;
    log: Log;
    timing: Timing;
  }) {
    this.#state = deps.state;
    this.#outbox = deps.outbox;
    this.#chat = deps.chat;
    this.#handoff = deps.handoff;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#timing = deps.timing;
    // Here and nowhere else an issue's changes leave for its custodian: whoever made them, in the same commit.
    this.#state.ledger.onCommand((transaction) => this.#follow(transaction));
    this.#outbox.onAcknowledged({
      needs: ({ message }) => (message.type === 'copy' ? [this.#state.issueNeed(message.issueId)] : []),
      handle: (transaction, { to, message }, isTaken) => {
        if (message.type !== 'copy') return;
        if (isTaken) this.#onKept(transaction, message.issueId, to);
        else this.#onDeclined(transaction, message.issueId, to);
      },
    });
  }

  start(): void {
    this.#isStopped = false;
    this.#cancels.push(
      this.#peers.onUp((region) => {
        this.#doubted.add(region);
        this.#lookIn(this.#timing.custodySoonMs);
      }),
      this.#peers.onChange(() => this.#lookIn(this.#timing.custodySoonMs)),
    );
    this.#lookIn(this.#timing.custodySoonMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelLook();
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  /** A new issue with its custodian, if any region can be reached; put by whoever makes it. */
  entrust(issue: Issue): Issue {
    const region = this.#choose(issue.id);
    return region ? entrustedTo(issue, region) : issue;
  }

  /** Resolves when an issue's custodian has it, or when whoever waits should wait no longer. */
  async given(id: IssueId): Promise<void> {
    const issue = this.#state.issues.get(id);
    if (!issue?.custody || isKept(issue)) return;
    await new Promise<void>((resolve) => {
      const waiters = this.#waiting.get(id) ?? new Set();
      const done = () => {
        stopWaiting();
        waiters.delete(done);
        if (waiters.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const stopWaiting = this.#clock.after(this.#timing.custodyMs, done);
      this.#waiting.set(id, waiters.add(done));
    });
  }

  /** Issues that only this region stores: if its disk were lost now, so would be they. */
  get atRisk(): number {
    return this.#state.issues.inGroup('atRisk', 'yes').length + this.#closedAtRisk;
  }

  /**
   * Gives all that a region keeps for this one to others, because it is about to leave. It keeps its copies until those
   * have theirs. @throws Problem store-unavailable
   */
  async moveFrom(region: RegionId): Promise<void> {
    if (this.#leaving.has(region)) return;
    this.#leaving.add(region);
    await this.#eachOf('by_custodian', [region], (id) => this.#give(id));
  }

  /** A region does not leave after all. */
  stayWith(region: RegionId): void {
    this.#leaving.delete(region);
  }

  /** A region may have lost some of what it keeps for this one: all of that is given anew. @throws Problem store-unavailable */
  async renewAt(region: RegionId): Promise<void> {
    await this.#eachOf('by_custodian', [region], (id) => this.#give(id, region));
  }

  #follow(transaction: Transaction): void {
    const { issues } = this.#state;
    for (const { table, id } of transaction.writes.values()) {
      if (table !== issues) continue;
      const issue = issues.get(id);
      const former = transaction.former(issues, id);
      if (issue?.custody && (!former || isLaterThan(issue, former))) this.#send(transaction, issue);
    }
  }

  #send(transaction: Transaction, issue: Issue): void {
    const { id, custody } = issue;
    if (!custody) return;
    this.#outbox.enqueueCopy(transaction, custody.region, {
      type: 'copy',
      issueId: id,
      turn: custody.turn,
      issue: asCopy(issue),
    });
  }

  #onKept(transaction: Transaction, id: IssueId, by: RegionId): void {
    const issue = this.#state.issues.get(id);
    const kept = issue && onKept(issue, by);
    // It may be an adopter's since it was sent, and only not have been told of yet.
    if (!kept || !this.#state.isStillOwn(issue)) return;
    transaction.put(this.#state.issues, id, kept.issue);
    for (const to of kept.mayDrop) this.#drop(transaction, to, kept.issue);
    transaction.afterCommit(() => this.#wake(id));
  }

  /**
   * The custodian knows this id as another region's: the user had no answer there, and submitted again here. As long as
   * nobody has been answered here, that record stands and this one goes.
   */
  #onDeclined(transaction: Transaction, id: IssueId, by: RegionId): void {
    if (this.#declined.size >= declinedMax) this.#declined.clear();
    this.#declined.add(`${id} ${by}`);
    const issue = this.#state.issues.get(id);
    const isAnswered = !this.#waiting.has(id) || issue?.custody?.region !== by;
    if (!issue || isAnswered || (issue.phase.at === 'placed' && issue.phase.stage === 'assigned')) return;
    // Whoever was asked meanwhile is told that it is over.
    this.#handoff.applyIssue(transaction, cancel(issue, this.#handoff.context(transaction)));
    transaction.remove(this.#state.issues, id);
    transaction.afterCommit(() => this.#wake(id));
  }

  #wake(id: IssueId): void {
    for (const done of [...(this.#waiting.get(id) ?? [])]) done();
  }

  /** Whoever goes on for it knows by its own disk, also when this process has not heard of it yet. */
  #isLeaving(region: RegionId): boolean {
    return this.#leaving.has(region) || this.#state.goesOnFor(region);
  }

  #choose(id: IssueId): RegionId | undefined {
    const able = reachable(this.#peers)
      .map(({ region }) => region)
      .filter((region) => !this.#isLeaving(region) && !this.#declined.has(`${id} ${region}`));
    return custodianOf(id, able);
  }

  // ---- what is not in good hands

  /** Looks after `delayMs`, or when a look is due before. */
  #lookIn(delayMs: number): void {
    const atMs = this.#clock.monotonicMs() + delayMs;
    if (this.#isStopped || this.#isLooking || atMs >= this.#lookAtMs) return;
    this.#cancelLook();
    this.#lookAtMs = atMs;
    this.#cancelLook = this.#clock.after(delayMs, () => {
      this.#isLooking = true;
      this.#look()
        .catch((error: unknown) => this.#log.debug({ error }, 'Custody is looked after again later.'))
        .finally(() => {
          this.#isLooking = false;
          this.#lookAtMs = Number.POSITIVE_INFINITY;
          this.#lookIn(this.#timing.custodyLookMs);
        });
    });
  }

  /** Gives away what no other region keeps, and what one keeps that has been down for long. */
  async #look(): Promise<void> {
    let closedAtRisk = 0;
    await this.#eachOf('unkept', [], async (id, issue) => {
      if (isAtRisk(issue) && !this.#state.issues.get(id)) closedAtRisk += 1;
      if (!this.#isOnItsWay(issue)) await this.#give(id);
    });
    this.#closedAtRisk = closedAtRisk;
    for (const region of [...this.#doubted]) {
      // One that does not answer is asked at the next look; the rest must not wait for it.
      await this.#ask(region).catch((error: unknown) =>
        this.#log.debug({ region, error }, 'It is asked later.'),
      );
    }
    for (const key of this.#state.issues.groupKeys('custodian')) {
      const custodian = RegionId.parse(key);
      const downMs = this.#downMs(custodian);
      if (downMs >= this.#timing.custodianGoneMs || this.#isLeaving(custodian)) {
        await this.#eachOf('by_custodian', [custodian], (id) => this.#give(id));
      } else if (downMs >= this.#timing.custodianDownMs) {
        const open = this.#state.issues.inGroup('custodian', custodian);
        for (let start = 0; start < open.length; start += pageSize) {
          await Promise.all(open.slice(start, start + pageSize).map(({ id }) => this.#give(id)));
        }
      }
    }
  }

  /** Asks a region that has come up whether it still has what it kept, and gives it again what it lost. */
  async #ask(region: RegionId): Promise<void> {
    if (this.#peers.get(region)?.state !== 'up') return;
    await this.#pages('by_custodian', [region], async (issues) => {
      const copies = issues
        .filter((issue) => isKept(issue) && !this.#outbox.hasCopy(region, issue.id))
        .map(({ id, epoch, revision }) => ({ id, epoch, revision }));
      if (copies.length === 0) return;
      const reply = await this.#peers.request(region, missingMethod, { copies }, this.#timing.forwardMs);
      await Promise.all(Missing.parse(reply).missing.map((id) => this.#give(id, region)));
    });
    this.#doubted.delete(region);
  }

  /** How long a region has been down; one that nobody remembers is gone for good. */
  #downMs(region: RegionId): number {
    const peer = this.#peers.get(region);
    if (!peer) return Number.POSITIVE_INFINITY;
    return peer.state === 'down' ? peer.stateForMs : 0;
  }

  #isOnItsWay({ id, custody }: Issue): boolean {
    if (!custody || this.#isLeaving(custody.region)) return false;
    return this.#outbox.hasCopy(custody.region, id) && this.#peers.get(custody.region)?.state === 'up';
  }

  async #eachOf(
    index: 'unkept' | 'by_custodian',
    equals: readonly IndexValue[],
    act: (id: IssueId, issue: Issue) => Promise<void>,
  ): Promise<void> {
    await this.#pages(index, equals, async (issues) => {
      await Promise.all(issues.map((issue) => act(issue.id, issue)));
    });
  }

  /** Goes through issues of this region by an index, a page at a time. @throws Problem store-unavailable */
  #pages(
    index: 'unkept' | 'by_custodian',
    equals: readonly IndexValue[],
    act: (issues: readonly Issue[]) => Promise<void>,
  ): Promise<void> {
    const isStopped = () => this.#isStopped;
    const from = { collection: 'issues', index, equals, limit: pageSize, isStopped };
    return eachPage(this.#state.ledger.store, from, (items) =>
      act(items.map(({ id, doc }) => this.#state.issues.get(id) ?? (doc as unknown as Issue))),
    );
  }

  /**
   * Gives an issue whole, with its chat, to the best region that can be asked, if that is another one than keeps it.
   * `lostBy` no longer has what it kept. @throws Problem store-unavailable
   */
  async #give(id: IssueId, lostBy?: RegionId): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const lines = await this.#chat.lines(id);
      try {
        await this.#state.ledger.run(
          (transaction) => {
            const known = this.#state.issues.get(id);
            const issue = known && lostBy ? onLost(known, lostBy) : known;
            const region = this.#choose(id);
            // It may be an adopter's, and only not have been told of yet.
            if (issue && !this.#state.isStillOwn(issue)) return;
            if (!issue || !region || (issue.custody?.region === region && isKept(issue))) return;
            // A line written since the chat was read would not reach the new custodian.
            if (lines.length !== this.#chat.count(id)) throw new Stale();
            this.#leave(transaction, issue, region);
            const entrusted = entrustedTo(issue, region);
            transaction.put(this.#state.issues, id, entrusted);
            this.#send(transaction, entrusted);
            this.#chat.send(transaction, region, lines);
          },
          [this.#state.issueNeed(id), this.#state.chatNeed(id)],
        );
        return;
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
        if (tries >= triesMax) return;
      }
    }
  }

  /** The former custodian gets no more; what it has but never said, it may drop at once. */
  #leave(transaction: Transaction, { id, custody, phase }: Issue, next: RegionId): void {
    if (!custody || custody.region === next) return;
    this.#outbox.withdrawCopies(transaction, custody.region, id);
    const isOwner = 'owner' in phase && phase.owner === custody.region;
    if (!isOwner) this.#outbox.withdrawLines(transaction, custody.region, id);
    if (custody.isKept) return;
    this.#drop(transaction, custody.region, { id, custody });
  }

  /** A region may drop what it has of an issue. It must not take it up again from a message that was overtaken. */
  #drop(transaction: Transaction, to: RegionId, { id, custody }: Pick<Issue, 'id' | 'custody'>): void {
    if (!custody) return;
    this.#outbox.enqueue(transaction, { to, message: { type: 'drop', issueId: id, turn: custody.turn } });
  }
}
