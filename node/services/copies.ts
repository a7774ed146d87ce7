import { z } from 'zod';
import { isLaterThan } from '../core/custody.ts';
import { Epoch, termOf } from '../core/epoch.ts';
import { IssueId, type RegionId } from '../core/ids.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Cancel, Log } from '../ports.ts';
import type { Copy } from './documents.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Method of the mesh by which an origin asks whether its copies are still there. */
export const missingMethod = 'custody.missing';

const Claimed = z.object({ id: IssueId, epoch: Epoch, revision: z.int() });
/** What the origin believes is kept here, at least in these versions. */
const Claims = z.object({ copies: z.array(Claimed).max(limits.copiesClaimed) });
export type Claims = z.infer<typeof Claims>;
/** Those that are not. */
export const Missing = z.object({ missing: z.array(IssueId).max(limits.copiesClaimed) });

/** What was dropped is remembered of so many issues: far more than can be on their way within a request's deadline. */
const droppedMax = 10_000;
const droppedKey = (origin: RegionId, id: IssueId): string => `${origin} ${id}`;

/**
 * What this region keeps for others, as their custodian: whole copies of their issues. A copy only moves forward, only
 * its origin changes it, and it stays until its origin says that another region has it.
 */
export class Copies {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #log: Log;
  #cancel: Cancel = () => undefined;
  /** Up to which turn an origin has taken custody of an issue back. In memory: no message outlives its sender's patience. */
  readonly #dropped = new Map<string, number>();

  constructor({ state, peers, log }: { state: State; peers: Peers; log: Log }) {
    this.#state = state;
    this.#peers = peers;
    this.#log = log;
  }

  /** Begins to answer origins. */
  start(): void {
    this.#cancel = this.#peers.handle(missingMethod, async (from, body) => ({
      missing: [...(await this.#missing(from, Claims.parse(body)))],
    }));
  }

  stop(): void {
    this.#cancel();
  }

  #missing(from: RegionId, { copies }: Claims): Promise<readonly IssueId[]> {
    return this.#state.ledger.read(
      () =>
        copies
          .filter((claimed) => {
            const kept = this.#state.copies.get(claimed.id);
            return kept?.origin !== from || isLaterThan(claimed, kept.issue);
          })
          .map(({ id }) => id),
      copies.map(({ id }) => this.#state.copyNeed(id)),
    );
  }

  /**
   * Declined: this region already has another region's issue of that id, or one of its own. Its user submitted it there
   * first, with the same key. Under a later term it is no other: a region adopted it. Needs `copyNeed(issueId)` and `issueNeed(issueId)`.
   */
  receive(
    transaction: Transaction,
    from: RegionId,
    { issue, turn }: PeerMessageOf<'copy'>,
  ): 'taken' | 'declined' {
    const known = this.#state.copies.get(issue.id);
    if (issue.origin !== from) {
      this.#log.warn({ from }, 'A region sent a copy of an issue that is not its own.');
      return 'declined';
    }
    const other = known && this.#originOf(known) !== from ? known.issue : this.#state.issues.get(issue.id);
    if (other && termOf(issue.epoch) <= termOf(other.epoch)) return 'declined';
    // Its origin has given it to another since: this one was overtaken by the DROP.
    if (turn <= (this.#dropped.get(droppedKey(from, issue.id)) ?? 0)) return 'taken';
    if (!known || isLaterThan(issue, known.issue) || (known.origin === from && turn > known.turn)) {
      const { id, origin, userId, changedAt } = issue;
      const later = known && !isLaterThan(issue, known.issue) ? known.issue : issue;
      transaction.put(this.#state.copies, id, { id, origin, userId, changedAt, turn, issue: later });
    }
    return 'taken';
  }

  /** Needs `copyNeed(issueId)`. Lines of its chat stay: should the copy come back, they need not come again. */
  drop(transaction: Transaction, from: RegionId, { issueId, turn }: PeerMessageOf<'drop'>): void {
    const key = droppedKey(from, issueId);
    this.#dropped.set(key, Math.max(turn, this.#dropped.get(key) ?? 0));
    if (this.#dropped.size > droppedMax) this.#forgetOldest();
    const known = this.#state.copies.get(issueId);
    if (!known || this.#originOf(known) !== from) return;
    // Given here anew, before this DROP came a second time. (What an adopter drops was given here by the lost region.)
    if (known.origin === from && known.turn > turn) return;
    transaction.remove(this.#state.copies, issueId);
  }

  #forgetOldest(): void {
    const [oldest] = this.#dropped.keys();
    if (oldest !== undefined) this.#dropped.delete(oldest);
  }

  /** Whose word counts for it: its origin's, or that of whoever adopted it. */
  #originOf({ issue }: Copy): RegionId {
    return this.#state.originOf({ issue, epoch: issue.epoch });
  }
}
