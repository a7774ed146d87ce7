import { type AccountId, type EpochMs, type IssueId, RegionId } from '../core/ids.ts';
import { chatLinesMax, PeerMessage, type PeerMessageOf } from '../core/messages.ts';
import type { ChatLine, Entry } from '../core/model.ts';
import { isUnread, joinedMarks, type Marks } from '../core/reading.ts';
import { unansweredSince } from '../core/unanswered.ts';
import { Problem } from '../problem.ts';
import type { ChatState } from './documents.ts';
import type { Events } from './events.ts';
import { limits } from './limits.ts';
import type { Outbox } from './outbox.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Line keys remembered per issue and region; a page resends a line within seconds, not fifty lines later. */
const keysKept = 50;
/** Lines read from the store in one page. */
const pageSize = 200;
/** Newest lines looked at to count those that somebody has not read: beyond, "100" says as much as the true number. */
const unreadMax = 100;

const noMarks: Marks = [];

/** A line as it is kept here: with the order of its arrival. */
export type StoredLine = ChatLine & { readonly arrival: number };

const lineIdOf = ({ issueId, region, n }: ChatLine): string => `${issueId}/${region}/${n}`;

/** The lines of each issue's chat, and their way to every region that has a part in it. */
export class Chat {
  readonly #state: State;
  readonly #events: Events;
  readonly #outbox: Outbox;
  readonly #peers: Peers;

  constructor(deps: { state: State; events: Events; outbox: Outbox; peers: Peers }) {
    this.#state = deps.state;
    this.#events = deps.events;
    this.#outbox = deps.outbox;
    this.#peers = deps.peers;
  }

  /**
   * Writes a line here. The same key by the same writer names the line written first, here or elsewhere, and writes nothing.
   * Needs `chatNeed(issueId)`. @throws Problem limit-reached
   */
  write(
    transaction: Transaction,
    line: Omit<ChatLine, 'n' | 'counter' | 'region' | 'at'>,
  ): { readonly line: StoredLine } | { readonly repeated: Pick<ChatLine, 'region' | 'n'> } {
    const chat = this.#chat(line.issueId);
    const known = chat.keys.find(([key]) => key === keyOf(line));
    if (known) return { repeated: { n: known[1], region: known[2] } };
    const region = this.#state.self;
    const n = (chat.seen[region] ?? 0) + 1;
    if (total(chat) >= limits.chatLines) {
      throw new Problem('limit-reached', `A chat holds at most ${limits.chatLines} lines.`, {
        reason: 'chat-full',
        values: { max: limits.chatLines },
      });
    }
    const written: ChatLine = { ...line, region, n, counter: chat.counter + 1, at: transaction.now };
    return { line: this.#keep(transaction, chat, written) };
  }

  /**
   * Takes in lines from a peer; those already here are passed over, and one whose predecessors are yet to come waits for
   * them: after an adoption a writer's new line may overtake the earlier ones. Returns the new ones. Needs
   * `chatNeed(issueId)`.
   */
  receive(transaction: Transaction, message: PeerMessageOf<'chat'>): readonly StoredLine[] {
    const fresh: StoredLine[] = [];
    const waiting = [...message.lines, ...(this.#chat(message.issueId).ahead ?? [])]
      .filter(({ issueId }) => issueId === message.issueId)
      .sort((a, b) => a.n - b.n);
    const ahead = new Map<string, ChatLine>();
    if (message.marks) this.mark(transaction, message.issueId, message.marks);
    for (const line of waiting) {
      const chat = this.#chat(message.issueId);
      const seen = chat.seen[line.region] ?? 0;
      if (line.n <= seen) continue;
      if (total(chat) + ahead.size >= limits.chatLines * 2) break;
      if (line.n === seen + 1) fresh.push(this.#keep(transaction, chat, line));
      else ahead.set(lineIdOf(line), asSent(line));
    }
    const { ahead: former = [], ...chat } = this.#chat(message.issueId);
    if (ahead.size > 0 || former.length > 0)
      transaction.put(this.#state.chats, message.issueId, {
        ...chat,
        ...(ahead.size > 0 && { ahead: [...ahead.values()] }),
      });
    return fresh;
  }

  /** Joins what is told of how far people have come. Returns whether any of it was news. Needs `chatNeed(issueId)`. */
  mark(transaction: Transaction, issueId: IssueId, told: Marks): boolean {
    const chat = this.#chat(issueId);
    const marks = joinedMarks(chat.marks ?? noMarks, told);
    if (marks === (chat.marks ?? noMarks)) return false;
    transaction.put(this.#state.chats, issueId, { ...chat, marks });
    // Their other pages count what is unread anew.
    const to = [...new Set([...this.#readers({ issueId }), ...told.map(({ reader }) => reader)])];
    this.#events.emit(transaction, { to, kind: 'read', issue: issueId, version: chat.counter });
    return true;
  }

  /** How far people have come, as far as is known here. Needs `chatNeed(issueId)`. */
  marks(issueId: IssueId): Marks {
    return this.#chat(issueId).marks ?? noMarks;
  }

  /** Tells a region that has a part in the issue how far its people have come. Needs `chatNeed(issueId)`. */
  sendMarks(transaction: Transaction, to: RegionId, issueId: IssueId): void {
    const marks = this.marks(issueId);
    if (to !== this.#state.self) this.#outbox.enqueueMarks(transaction, to, { type: 'read', issueId, marks });
  }

  /** The regions where its lines were written, and how many each. Needs `chatNeed(issueId)`. */
  writers(issueId: IssueId): ReadonlyMap<RegionId, number> {
    return new Map(Object.entries(this.#chat(issueId).seen).map(([id, n]) => [RegionId.parse(id), n]));
  }

  /**
   * How many lines somebody has not read, others' only, at most `unreadMax`; and since when the issue's user waits for a
   * word. For the user, notes do not count. Needs `chatNeed(issueId)` when it is called. @throws Problem store-unavailable
   */
  async glance(
    issueId: IssueId,
    reader: AccountId,
    isUser: boolean,
  ): Promise<{ readonly unread: number; readonly unansweredSince?: EpochMs | undefined }> {
    const { seen, marks = noMarks } = this.#chat(issueId);
    const read = marks.find((mark) => mark.reader === reader)?.read ?? {};
    const isAllRead = Object.entries(seen).every(([region, n]) => n <= (read[RegionId.parse(region)] ?? 0));
    if (isAllRead && (isUser || Object.keys(seen).length === 0)) return { unread: 0 };
    const { items } = await this.#state.ledger.store.query(
      'messages',
      'by_issue',
      { equals: [issueId] },
      { limit: unreadMax, reverse: true },
    );
    const lines = items.map(({ doc }) => doc as unknown as StoredLine);
    const unread = lines.filter(
      (line) => isUnread(line, reader, marks) && !(isUser && line.note !== undefined),
    );
    return { unread: unread.length, ...(!isUser && { unansweredSince: unansweredSince(lines) }) };
  }

  /** Sends lines to a region that has a part in the issue, with how far its people have come. Needs `chatNeed(issueId)`. */
  send(transaction: Transaction, to: RegionId, lines: readonly ChatLine[]): void {
    if (to === this.#state.self) return;
    for (let start = 0; start < lines.length; start += chatLinesMax) {
      const some = lines.slice(start, start + chatLinesMax).map(asSent);
      const [first] = some;
      if (!first) continue;
      const marks = this.marks(first.issueId);
      const message = PeerMessage.parse({
        type: 'chat',
        issueId: first.issueId,
        lines: some,
        ...(marks.length > 0 && { marks }),
      });
      this.#outbox.enqueue(transaction, { to, message });
    }
  }

  /** All lines of an issue in the order they arrived here. @throws Problem store-unavailable */
  async lines(issueId: IssueId): Promise<readonly StoredLine[]> {
    const lines: StoredLine[] = [];
    let after: string | undefined;
    do {
      const page = await this.#state.ledger.store.query(
        'messages',
        'by_issue',
        { equals: [issueId] },
        { limit: pageSize, ...(after !== undefined && { after }) },
      );
      lines.push(...page.items.map(({ doc }) => doc as unknown as StoredLine));
      after = page.next;
    } while (after !== undefined);
    return lines;
  }

  /** Lines that arrived after `arrival`, at most `limit`. @throws Problem store-unavailable */
  async linesAfter(
    issueId: IssueId,
    arrival: number,
    limit: number,
  ): Promise<{ readonly lines: readonly StoredLine[]; readonly hasMore: boolean }> {
    const page = await this.#state.ledger.store.query(
      'messages',
      'by_issue',
      { equals: [issueId], from: arrival + 1 },
      { limit },
    );
    return {
      lines: page.items.map(({ doc }) => doc as unknown as StoredLine),
      hasMore: page.next !== undefined,
    };
  }

  /** How many lines are known here: to see that `lines` missed none. Needs `chatNeed(issueId)`. */
  count(issueId: IssueId): number {
    return total(this.#chat(issueId));
  }

  #chat(issueId: IssueId): ChatState {
    return this.#state.chats.get(issueId) ?? { id: issueId, counter: 0, seen: {}, keys: [] };
  }

  #keep(transaction: Transaction, chat: ChatState, line: ChatLine): StoredLine {
    const key = keyOf(line);
    const keys = key === undefined ? chat.keys : [...chat.keys, [key, line.n, line.region] as const];
    const to = [...new Set(this.#readers(line))];
    const arrival = this.#events.emit(transaction, {
      to,
      kind: 'message',
      issue: line.issueId,
      version: line.counter,
    });
    const stored: StoredLine = { ...asSent(line), arrival };
    transaction.append('messages', lineIdOf(line), { ...stored });
    transaction.put(this.#state.chats, line.issueId, {
      ...chat,
      counter: Math.max(chat.counter, line.counter),
      seen: { ...chat.seen, [line.region]: line.n },
      keys: keys.slice(-keysKept),
    });
    return stored;
  }

  /**
   * Who is told of a new line here: the issue's user at its origin, its expert at its owner. While the origin is away its
   * user is told by whoever else has the line. Of a note the user hears nothing.
   */
  #readers({ issueId, note }: Pick<ChatLine, 'issueId' | 'note'>): AccountId[] {
    const issue = this.#state.issues.get(issueId);
    const users = [
      ...this.#state.entries.inGroup('issue', issueId).map((entry) => entry.issue),
      ...[this.#state.copies.get(issueId)].flatMap((copy) => copy ?? []),
    ]
      .filter(({ origin }) => origin !== this.#state.self && this.#peers.get(origin)?.state !== 'up')
      .map(({ userId }) => userId);
    const experts = this.#state.entries.inGroup('issue', issueId).flatMap((entry: Entry) => {
      const id = 'expert' in entry.phase ? entry.phase.expert.id : undefined;
      return id === undefined ? [] : [id];
    });
    if (note !== undefined) return experts;
    return issue ? [issue.userId, ...experts] : [...users, ...experts];
  }
}

/** A writer's own key of a line, among all writers'. */
function keyOf({ author, key }: Pick<ChatLine, 'author' | 'key'>): string | undefined {
  return key === undefined ? undefined : `${author.id} ${key}`;
}

function total({ seen }: ChatState): number {
  return Object.values(seen).reduce((sum, n) => sum + n, 0);
}

/** Without members that are undefined or belong to one region only. */
function asSent({
  issueId,
  region,
  n,
  counter,
  author,
  text,
  note,
  at,
  key,
  attachments,
}: ChatLine): ChatLine {
  return {
    issueId,
    region,
    n,
    counter,
    author,
    text,
    ...(note !== undefined && { note }),
    at,
    ...(key !== undefined && { key }),
    ...(attachments && { attachments }),
  };
}
