import { z } from 'zod';
import { claimOf, type Waiting } from '../core/claim.ts';
import { type AccountId, type EpochMs, IssueId, RegionId } from '../core/ids.ts';
import type { Entry, Issue } from '../core/model.ts';
import { regionsMax } from '../mesh/membership-settings.ts';
import type { Clock, IndexValue, Stored } from '../ports.ts';
import { Problem } from '../problem.ts';
import { ListAdminIssues, ListIssues } from '../schemas/inputs.ts';
import { type IssueList, IssueSummary } from '../schemas/views.ts';
import type { Chat } from './chat.ts';
import type { Copy } from './documents.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { type IssueViews, summaryOf } from './issue-views.ts';
import { limits } from './limits.ts';
import { regionNamed } from './naming.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';

/** Where the next page starts: below this change time, or at it with a smaller id. The same in every region. */
const Cursor = z.tuple([z.number(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

/** `copiesOf`: regions that cannot be asked, of whose issues copies will do. */
const Asked = z.object({ query: ListIssues, copiesOf: z.array(RegionId).max(regionsMax) });
const AskedByAdmin = z.object({ query: ListAdminIssues });
const Answer = z.object({ items: z.array(IssueSummary), hasMore: z.boolean() });
type Answer = z.infer<typeof Answer>;

const minuteMs = 60_000;

type Kept = (summary: IssueSummary, description: string) => boolean;

/** Lists of issues over all regions: each answers with its newest, and the newest of all make the page. */
export class IssueLists {
  readonly #state: State;
  readonly #views: IssueViews;
  readonly #chat: Chat;
  readonly #forward: Forward;
  readonly #peers: Peers;
  readonly #clock: Clock;

  constructor(deps: {
    state: State;
    views: IssueViews;
    chat: Chat;
    forward: Forward;
    peers: Peers;
    clock: Clock;
  }) {
    this.#clock = deps.clock;
    this.#chat = deps.chat;
    this.#state = deps.state;
    this.#views = deps.views;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#forward.offer('issues.list', Asked, (actor, { query, copiesOf }) =>
      this.#listHere(actor, query, copiesOf),
    );
    this.#forward.offer('issues.listCopies', Asked, (actor, { query, copiesOf }) =>
      this.#copiesHere(actor, query, copiesOf),
    );
    this.#forward.offer('admin.issues', AskedByAdmin, (actor, { query }) =>
      this.#adminListHere(actor, query),
    );
  }

  /** A person's own issues and work, wherever they are; of regions that cannot be asked, what others keep of theirs. */
  async list(actor: RemoteActor, query: ListIssues): Promise<IssueList> {
    cursorOf(query.after);
    const others = this.#peers.all().filter(({ isSelf }) => !isSelf);
    const away = others.filter(({ state }) => state !== 'up').map(({ region }) => region);
    const here = await this.#listHere(actor, query, away);
    const list = { name: 'issues.list', reply: Answer };
    const { replies, notAsked } = await this.#forward.askAll(list, actor, { query, copiesOf: away });
    const silent = others
      .filter(({ region, name }) => notAsked.includes(name) && !away.includes(region))
      .map(({ region }) => region);
    const copies = silent.length > 0 ? await this.#copiesAnywhere(actor, query, silent) : [];
    return merged([here, ...replies, ...copies], notAsked, query.limit);
  }

  /** A second round, for regions that counted as up and did not answer. */
  async #copiesAnywhere(
    actor: RemoteActor,
    query: ListIssues,
    copiesOf: readonly RegionId[],
  ): Promise<readonly Answer[]> {
    const here = await this.#copiesHere(actor, query, copiesOf);
    const command = { name: 'issues.listCopies', reply: Answer };
    const { replies } = await this.#forward.askAll(command, actor, { query, copiesOf });
    return [here, ...replies];
  }

  /** All issues of the mesh, for an admin. */
  async adminList(actor: RemoteActor, query: ListAdminIssues): Promise<IssueList> {
    cursorOf(query.after);
    const command = { name: 'admin.issues', reply: Answer };
    const region = query.region === undefined ? undefined : regionNamed(this.#peers, query.region);
    const joinedUp = (answers: readonly Answer[], notAsked: string[]): IssueList =>
      query.state === 'waiting'
        ? {
            items: waitingOf(answers, query.limit, this.#clock.now()),
            ...(notAsked.length > 0 && { notAsked }),
          }
        : merged(answers, notAsked, query.limit);
    if (region?.isSelf) return joinedUp([await this.#adminListHere(actor, query)], []);
    if (region) {
      try {
        const reply = await this.#forward.call(region.region, command, actor, { query });
        return joinedUp([reply], []);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'region-unreachable') throw error;
        return { items: [], notAsked: [region.name] };
      }
    }
    const here = await this.#adminListHere(actor, query);
    const { replies, notAsked } = await this.#forward.askAll(command, actor, { query });
    return joinedUp([here, ...replies], notAsked);
  }

  async #listHere(actor: RemoteActor, query: ListIssues, copiesOf: readonly RegionId[]): Promise<Answer> {
    const isKept = keptBy(query);
    const own =
      query.as === 'expert'
        ? none
        : await this.#scan('issues', 'by_user', [actor.accountId], query, isKept, ({ id, doc }) => {
            const issue = this.#state.issues.get(id) ?? (doc as unknown as Issue);
            return [this.#views.ofIssue(issue, 'user')];
          });
    const worked = query.as === 'user' ? none : await this.#worked(actor.accountId, query, isKept);
    const copies = copiesOf.length > 0 ? await this.#copiesHere(actor, query, copiesOf) : none;
    return this.#withGlances(actor.accountId, joined([own, worked, copies], query.limit));
  }

  /** With how many lines of each chat the person has not read, and how long its user waits. @throws Problem store-unavailable */
  async #withGlances(reader: AccountId, { items, hasMore }: Answer): Promise<Answer> {
    const ids = items.map(({ id }) => IssueId.parse(id));
    const glancing = await this.#state.ledger.read(
      // While the look waits for the disk nobody listens to them: one that fails then would end the process.
      () =>
        Promise.allSettled(
          items.map(({ id, role }) => this.#chat.glance(IssueId.parse(id), reader, role === 'user')),
        ),
      ids.map((id) => this.#state.chatNeed(id)),
    );
    const glances = glancing.map((glance) => {
      if (glance.status === 'rejected') throw glance.reason;
      return glance.value;
    });
    return {
      items: items.map((item, index) => {
        const { unread = 0, unansweredSince } = glances[index] ?? {};
        const isWaited = item.state === 'assigned' && unansweredSince !== undefined;
        return { ...item, unread, ...(isWaited && { unansweredSince }) };
      }),
      hasMore,
    };
  }

  /** What this region keeps of a user's issues of other regions, as their custodian. */
  async #copiesHere(actor: RemoteActor, query: ListIssues, copiesOf: readonly RegionId[]): Promise<Answer> {
    if (query.as === 'expert') return none;
    return this.#scan('copies', 'by_user', [actor.accountId], query, keptBy(query), ({ id, doc }) => {
      const copy = this.#state.copies.get(id) ?? (doc as unknown as Copy);
      return copiesOf.includes(copy.origin) ? [this.#views.ofCopy(copy)] : [];
    });
  }

  /** An expert's entries: each issue once, as its newest entry. */
  async #worked(expert: AccountId, query: ListIssues, isKept: Kept): Promise<Answer> {
    const seen = new Set<string>();
    return this.#scan('entries', 'by_expert', [expert], query, isKept, ({ id, doc }) => {
      const entry = this.#state.entries.get(id) ?? (doc as unknown as Entry);
      if (seen.has(entry.issueId)) return [];
      seen.add(entry.issueId);
      return [this.#views.ofEntry(entry, expert)];
    });
  }

  async #adminListHere(actor: RemoteActor, query: ListAdminIssues): Promise<Answer> {
    checkAdmin(actor);
    if (query.state === 'waiting') return this.#waitingHere(query);
    const isKept = askedByAdmin(query, this.#clock.now());
    return this.#scan('issues', 'by_change', [], query, isKept, ({ id, doc }) => [
      this.#views.ofIssue(this.#state.issues.get(id) ?? (doc as unknown as Issue), 'admin'),
    ]);
  }

  /** What waits here, the strongest claim first. It is one page: who waits furthest back is not what an admin looks for. */
  #waitingHere({ category, limit, ...rest }: ListAdminIssues): Promise<Answer> {
    return this.#state.ledger.read(() => {
      const now = this.#clock.now();
      const isAsked = askedByAdmin({ ...rest, limit }, now);
      const categories = category === undefined ? this.#state.issues.groupKeys('queued') : [category];
      const waiting = categories
        .flatMap((key) => this.#state.issues.inGroup('queued', key))
        .sort(byClaimAt(now));
      const items: IssueSummary[] = [];
      for (const issue of waiting) {
        const summary = summaryOf(this.#views.ofIssue(issue, 'admin'));
        if (isAsked(summary, issue.description)) items.push(summary);
        if (items.length === limit) break;
      }
      return { items, hasMore: false };
    });
  }

  /** Goes down an index by change time and keeps what fits, up to one page. @throws Problem store-unavailable */
  async #scan(
    collection: 'issues' | 'entries' | 'copies',
    index: string,
    equals: readonly IndexValue[],
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
    isKept: Kept,
    viewsOf: (stored: Stored) => ReturnType<IssueViews['ofIssue']>[],
  ): Promise<Answer> {
    const cursor = cursorOf(after);
    const items: IssueSummary[] = [];
    let next: string | undefined;
    let looked = 0;
    do {
      const page = await this.#state.ledger.store.query(
        collection,
        index,
        { equals, ...(cursor && { to: cursor[0] }) },
        { limit: 100, reverse: true, ...(next !== undefined && { after: next }) },
      );
      for (const stored of page.items) {
        for (const view of viewsOf(stored)) {
          const summary = summaryOf(view);
          if ((!cursor || isBelow(summary, cursor)) && isKept(summary, view.description)) items.push(summary);
        }
      }
      looked += page.items.length;
      next = page.next;
    } while (next !== undefined && items.length <= limit && looked < limits.searchedDocuments);
    items.sort(newestFirst);
    return { items: items.slice(0, limit), hasMore: items.length > limit || next !== undefined };
  }
}

const keptBy =
  ({ state, category, q }: ListIssues): Kept =>
  (summary, description) =>
    (category === undefined || summary.category === category) &&
    isInState(summary, state) &&
    matches(q, summary.title, description, summary.resolution?.text ?? '', namedTo(summary));

/** Experts look for whom they helped. */
const namedTo = ({ role, user }: IssueSummary): string => (role === 'expert' ? user.name : '');

/** What an admin's filters let through. */
const askedByAdmin =
  ({ state, category, urgency, q, waitingMinutes }: ListAdminIssues, now: EpochMs): Kept =>
  (summary, description) =>
    (category === undefined || summary.category === category) &&
    (urgency === undefined || summary.urgency === urgency) &&
    (waitingMinutes === undefined ||
      (isUnaccepted(summary) && now - summary.submittedAt > waitingMinutes * minuteMs)) &&
    isInAdminState(summary, state) &&
    matches(q, summary.title, description);

const isUnaccepted = ({ state }: IssueSummary): boolean =>
  state === 'waiting' || state === 'offered' || state === 'forwarding';

function isInAdminState(summary: IssueSummary, wanted: ListAdminIssues['state']): boolean {
  switch (wanted) {
    case 'waiting':
      return summary.state === 'waiting';
    case 'working':
      return summary.state === 'assigned';
    case 'answered':
      return summary.state === 'resolved';
    case 'open':
    case 'closed':
    case undefined:
      return isInState(summary, wanted);
  }
}

const none: Answer = { items: [], hasMore: false };

function joined(answers: readonly Answer[], limit: number): Answer {
  const items = answers.flatMap((answer) => answer.items).sort(newestFirst);
  return {
    items: items.slice(0, limit),
    hasMore: items.length > limit || answers.some(({ hasMore }) => hasMore),
  };
}

/** Orders issues by claim, the strongest first. Regions' clocks differ a little; it is only for showing. */
function byClaimAt(now: EpochMs) {
  const claim = ({ urgency, submittedAt }: Waiting) => claimOf({ urgency, submittedAt }, now);
  return (a: Waiting, b: Waiting): number => claim(b) - claim(a);
}

function waitingOf(answers: readonly Answer[], limit: number, now: EpochMs): IssueSummary[] {
  const all = answers.flatMap(({ items }) => items);
  return all.sort(byClaimAt(now)).slice(0, limit);
}

/**
 * One page of what all regions answered. An issue that several know of is shown as its user sees it, from its origin rather
 * than from a copy; of two copies, the newer.
 */
function merged(answers: readonly Answer[], notAsked: string[], limit: number): IssueList {
  const byId = new Map<string, IssueSummary>();
  for (const item of answers.flatMap((answer) => answer.items)) {
    const other = byId.get(item.id);
    if (!other || isBetter(item, other)) byId.set(item.id, item);
  }
  const items = [...byId.values()].sort(newestFirst).slice(0, limit);
  const last = items.at(-1);
  const hasMore = byId.size > limit || answers.some((answer) => answer.hasMore);
  return {
    items,
    ...(hasMore &&
      last && { next: Buffer.from(JSON.stringify([last.changedAt, last.id])).toString('base64url') }),
    ...(notAsked.length > 0 && { notAsked }),
  };
}

function isBetter(item: IssueSummary, other: IssueSummary): boolean {
  if (item.role !== other.role) return item.role === 'user';
  if (item.isCopy !== other.isCopy) return other.isCopy === true;
  // Within a user's records the version only grows, whatever the clocks say.
  return item.role === 'user' ? item.version > other.version : item.changedAt > other.changedAt;
}

/** @throws Problem bad-request */
function cursorOf(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new Problem('bad-request', 'The cursor is not one of this list. Start again without it.');
  }
}

function newestFirst(a: IssueSummary, b: IssueSummary): number {
  return b.changedAt - a.changedAt || (a.id < b.id ? 1 : -1);
}

function isBelow({ changedAt, id }: IssueSummary, [time, last]: Cursor): boolean {
  return changedAt < time || (changedAt === time && id < last);
}

function isInState({ state }: IssueSummary, wanted: 'open' | 'closed' | undefined): boolean {
  const isClosed = state === 'closed' || state === 'cancelled';
  return wanted === undefined || (wanted === 'closed') === isClosed;
}

/** Every word of the query stands somewhere in the text. */
function matches(query: string | undefined, ...texts: string[]): boolean {
  if (!query) return true;
  const text = texts.join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
