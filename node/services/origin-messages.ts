import type { RegionId } from '../core/ids.ts';
import * as issueSteps from '../core/issue.ts';
import type { IssueStep } from '../core/issue-step.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Issue } from '../core/model.ts';
import { onUrgency } from '../core/urgency.ts';
import type { Chat } from './chat.ts';
import type { Handoff } from './handoff.ts';
import { type Prepared, Stale } from './prepared.ts';
import type { Summaries } from './summaries.ts';
import type { Transaction } from './transaction.ts';

/** What owners tell the origin of an issue. */
export type OriginMessage = PeerMessageOf<'grant' | 'refuse' | 'status' | 'release' | 'urgency' | 'resolved'>;

/** A hand-off at the origin: what it hears of an issue of its own from the region that is to work, or works, on it. */
export class OriginMessages {
  readonly #handoff: Pick<Handoff, 'applyIssue' | 'context'>;
  readonly #summaries: Summaries;
  readonly #chat: Chat;

  constructor(deps: {
    handoff: Pick<Handoff, 'applyIssue' | 'context'>;
    summaries: Summaries;
    chat: Chat;
  }) {
    this.#handoff = deps.handoff;
    this.#summaries = deps.summaries;
    this.#chat = deps.chat;
  }

  /** @throws Stale */
  handle(
    transaction: Transaction,
    issue: Issue,
    from: RegionId,
    message: OriginMessage,
    prepared: Prepared,
  ): void {
    const context = this.#handoff.context(transaction);
    switch (message.type) {
      case 'grant':
        this.#onGrant(transaction, issue, from, message, prepared);
        return;
      case 'refuse': {
        const step = issueSteps.onRefuse(issue, from, message.epoch, message.lacksExpert, context);
        if (step && message.lacksExpert) this.#summaries.refusedBy(from, issue.category);
        this.#apply(transaction, step);
        return;
      }
      case 'status':
        this.#apply(transaction, issueSteps.onStatus(issue, from, message, context));
        return;
      case 'release':
        this.#apply(transaction, issueSteps.onRelease(issue, from, message, context));
        return;
      case 'urgency':
        this.#apply(transaction, onUrgency(issue, from, message, context));
        return;
      case 'resolved':
        this.#apply(transaction, issueSteps.onResolved(issue, from, message, context));
        return;
    }
  }

  #apply(transaction: Transaction, step: IssueStep | undefined): void {
    if (step) this.#handoff.applyIssue(transaction, step);
  }

  #onGrant(
    transaction: Transaction,
    issue: Issue,
    from: RegionId,
    { epoch }: PeerMessageOf<'grant'>,
    { lines = [] }: Prepared,
  ): void {
    // A line written since the chat was read would not reach the new owner.
    if (lines.length !== this.#chat.count(issue.id)) throw new Stale();
    const step = issueSteps.onGrant(issue, from, epoch, this.#handoff.context(transaction));
    this.#apply(transaction, step);
    const isPlaced = step?.issue.phase.at === 'placed' && step.issue !== issue;
    if (isPlaced) this.#chat.send(transaction, from, lines);
  }
}
