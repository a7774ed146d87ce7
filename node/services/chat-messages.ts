import { chatRegionsOf } from '../core/custody.ts';
import type { IssueId, RegionId } from '../core/ids.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Log } from '../ports.ts';
import type { Chat } from './chat.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** What other regions tell of an issue's chat: its lines, and how far its people have come with it. */
export class ChatMessages {
  readonly #state: State;
  readonly #chat: Chat;
  readonly #log: Log;

  constructor({ state, chat, log }: { state: State; chat: Chat; log: Log }) {
    this.#state = state;
    this.#chat = chat;
    this.#log = log;
  }

  onLines(transaction: Transaction, from: RegionId, message: PeerMessageOf<'chat'>): void {
    const issue = this.#state.issues.get(message.issueId);
    const origins = this.#originsOf(message.issueId);
    // Besides the origin, a region where the user goes on while it is away sends what was written there.
    const isTheirOwn = message.lines.every(({ region }) => region === from);
    // And one that this region goes on for, because it left, hands on the chats of what its experts did for others.
    const isLeft = this.#state.isHeirOf(from);
    // What was written for a region that is being adopted here may be of an issue that is not here yet.
    const isAdopting = this.#state.takings.values().some(({ state }) => state !== 'done');
    const mayBecomeOurs = origins.length > 0 || isAdopting;
    if (!issue && !origins.includes(from) && !isLeft && !(mayBecomeOurs && isTheirOwn)) {
      this.#log.debug({ from }, 'Chat lines of an issue that is not here (any more).');
      return;
    }
    const before = this.#chat.marks(message.issueId);
    const fresh = this.#chat.receive(transaction, message);
    const { heir } = this.#state;
    for (const region of issue ? chatRegionsOf(issue) : heir ? [heir] : []) {
      if (region === from) continue;
      this.#chat.send(transaction, region, fresh);
      // Lines take along how far people have come. Where none are new, that may be all the same.
      const isNews = fresh.length === 0 && this.#chat.marks(message.issueId) !== before;
      if (isNews) this.#chat.sendMarks(transaction, region, message.issueId);
    }
  }

  /** Each region speaks for the people who read there; the origin tells the others. */
  onRead(transaction: Transaction, from: RegionId, { issueId, marks }: PeerMessageOf<'read'>): void {
    const issue = this.#state.issues.get(issueId);
    if (!issue && this.#originsOf(issueId).length === 0) return;
    if (!this.#chat.mark(transaction, issueId, marks)) return;
    for (const region of issue ? chatRegionsOf(issue) : []) {
      if (region !== from) this.#chat.sendMarks(transaction, region, issueId);
    }
  }

  /** Whose word counts for an issue of another region that is worked on or kept here. */
  #originsOf(issueId: IssueId): RegionId[] {
    const copy = this.#state.copies.get(issueId)?.issue;
    return [
      ...this.#state.entries.inGroup('issue', issueId).map((entry) => this.#state.originOf(entry)),
      ...(copy ? [this.#state.originOf({ issue: copy, epoch: copy.epoch })] : []),
    ];
  }
}
