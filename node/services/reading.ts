import { z } from 'zod';
import { chatRegionsOf } from '../core/custody.ts';
import { AccountId, IssueId, type RegionId } from '../core/ids.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Mark, Position } from '../core/reading.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import { MarkRead } from '../schemas/reading.ts';
import type { Carrier } from './carrier.ts';
import type { Chat } from './chat.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Live } from './live.ts';
import { notFound } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Actor, ReadingCalls } from './services.ts';
import type { State } from './state.ts';
import type { Whereabouts } from './whereabouts.ts';

const typingMethod = 'chat.typing';
/** That somebody types is told at most so often: pages say it again every three seconds while it goes on. */
const typingMs = 2_000;
/** What is older than this is no news any more. */
const typingRequestMs = 2_000;
const typersMax = 10_000;

const About = z.object({ id: IssueId, input: z.unknown() });
const Typing = z.object({
  issueId: IssueId,
  by: z.object({ id: AccountId, name: z.string().max(200) }),
  role: z.enum(['user', 'expert']),
});
type Typing = z.infer<typeof Typing>;

type Deps = {
  readonly state: State;
  readonly chat: Chat;
  readonly whereabouts: Whereabouts;
  readonly carrier: Carrier;
  readonly live: Pick<Live, 'tellTyping'>;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Log;
};

/** Who reads an issue's chat, in which role, and which other regions hear of it. */
type Reader = { readonly role: Mark['role']; readonly tell: readonly RegionId[] };

/**
 * What the people of an issue do with its chat besides writing: how far they have come is kept and told to all regions that
 * have a part in it; that they are typing is told to the other side once, and forgotten.
 */
export class Reading implements ReadingCalls {
  readonly #deps: Deps;
  /** When each person's typing on an issue was told last. */
  readonly #toldMs = new Map<string, number>();
  #cancel: Cancel = () => undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('issues.markRead', About, (actor, { id, input }) =>
      this.#markHere(actor, id, MarkRead.parse(input)),
    );
    deps.forward.offer('issues.typing', About, (actor, { id }) => this.#typingHere(actor, id));
  }

  start(): void {
    this.#cancel = this.#deps.peers.handle(typingMethod, async (from, body) => {
      this.#onTyping(from, Typing.parse(body));
      return null;
    });
  }

  stop(): void {
    this.#cancel();
  }

  async markRead(actor: Actor, id: IssueId, input: MarkRead): Promise<void> {
    const call = { name: 'markRead', input, reply: z.null() };
    await this.#deps.carrier.orStandIn(actor, id, 'chat', call, () => this.#markHere(actor, id, input));
  }

  async typing(actor: Actor, id: IssueId): Promise<void> {
    const call = { name: 'typing', input: {}, reply: z.null() };
    await this.#deps.carrier.orStandIn(actor, id, 'chat', call, () => this.#typingHere(actor, id));
  }

  /** @throws Problem not-found for who has no part in it; who is merely asked leaves no mark */
  async #markHere(actor: RemoteActor, id: IssueId, { lines, isSeen }: MarkRead): Promise<null> {
    const { state, chat, whereabouts } = this.#deps;
    const found = await whereabouts.entryFor(actor.accountId, id);
    await state.ledger.run(
      (transaction) => {
        const reader = this.#readerOf(actor.accountId, id, found && (state.entries.get(found.id) ?? found));
        if (!reader) return;
        const position = this.#positionOf(id, lines);
        const mark: Mark = {
          reader: actor.accountId,
          role: reader.role,
          delivered: position,
          read: isSeen ? position : {},
        };
        if (!chat.mark(transaction, id, [mark])) return;
        for (const region of reader.tell) chat.sendMarks(transaction, region, id);
      },
      [
        state.chatNeed(id),
        state.copyNeed(id),
        ...whereabouts.needs(id),
        ...(found ? [state.entryNeed(found.id)] : []),
      ],
    );
    return null;
  }

  /** What a page says by names; beyond the lines that are here nobody can have read. Needs `chatNeed(id)`. */
  #positionOf(id: IssueId, lines: MarkRead['lines']): Position {
    const { chat, peers } = this.#deps;
    const known = [...chat.writers(id)].map(([region, newest]) => [
      region,
      Math.min(newest, lines[nameOf(peers, region)] ?? 0),
    ]);
    return Object.fromEntries(known.filter(([, n]) => n !== 0));
  }

  #readerOf(account: AccountId, id: IssueId, entry: Entry | undefined): Reader | undefined {
    const { state } = this.#deps;
    const issue = state.issues.get(id);
    if (issue?.userId === account) return { role: 'user', tell: chatRegionsOf(issue) };
    if (entry) {
      if (entry.workedById !== account) return undefined;
      return { role: 'expert', tell: issue ? chatRegionsOf(issue) : [state.originOf(entry)] };
    }
    return this.#readerElsewhere(account, id);
  }

  /** Its user, while its origin cannot be reached: where it is worked on, or where its copy is. */
  #readerElsewhere(account: AccountId, id: IssueId): Reader {
    const { state } = this.#deps;
    const worked = state.entries.inGroup('issue', id).find(({ issue }) => issue.userId === account);
    if (worked) return { role: 'user', tell: [state.originOf(worked)] };
    const copy = state.copies.get(id)?.issue;
    if (copy?.userId !== account) throw notFound();
    const origin = state.originOf({ issue: copy, epoch: copy.epoch });
    return { role: 'user', tell: [...new Set([origin, state.workerOf(copy) ?? origin])] };
  }

  async #typingHere({ accountId, name }: RemoteActor, issueId: IssueId): Promise<null> {
    const { state } = this.#deps;
    if (!this.#isNews(`${accountId} ${issueId}`)) return null;
    const by = { id: accountId, name };
    const issue = state.issues.get(issueId);
    const working = state.entries.inGroup('issue', issueId);
    if (issue?.userId === accountId) {
      this.#pass(ownerOf(issue), { issueId, by, role: 'user' });
    } else if (working.some(({ issue: { userId } }) => userId === accountId)) {
      this.#pass(state.self, { issueId, by, role: 'user' });
    } else {
      const entry = working.find(({ workedById }) => workedById === accountId);
      if (entry) this.#pass(state.originOf(entry), { issueId, by, role: 'expert' });
    }
    return null;
  }

  #isNews(key: string): boolean {
    const nowMs = this.#deps.clock.monotonicMs();
    if (nowMs - (this.#toldMs.get(key) ?? Number.NEGATIVE_INFINITY) < typingMs) return false;
    if (this.#toldMs.size >= typersMax) this.#toldMs.clear();
    this.#toldMs.set(key, nowMs);
    return true;
  }

  /** To the region of the other side, once: should it be lost, it was only a courtesy. */
  #pass(to: RegionId | undefined, typing: Typing): void {
    const { state, peers, log } = this.#deps;
    if (to === undefined) return;
    if (to === state.self) {
      this.#tell(typing);
      return;
    }
    peers
      .request(to, typingMethod, typing, typingRequestMs)
      .catch((error: unknown) => log.debug({ region: to, error }, 'That somebody types could not be told.'));
  }

  #onTyping(from: RegionId, typing: Typing): void {
    const { state } = this.#deps;
    const issue = state.issues.get(typing.issueId);
    const isTheirs =
      typing.role === 'expert'
        ? issue !== undefined && ownerOf(issue) === from
        : state.entries.inGroup('issue', typing.issueId).some((entry) => state.originOf(entry) === from);
    if (isTheirs) this.#tell(typing);
  }

  #tell({ issueId, by, role }: Typing): void {
    const { state, live } = this.#deps;
    const issue = state.issues.get(issueId);
    const others =
      role === 'expert'
        ? [issue?.userId]
        : state.entries
            .inGroup('issue', issueId)
            .map(({ phase, workedById }) => (phase.at === 'closed' ? undefined : workedById));
    for (const to of new Set(others)) {
      if (to !== undefined && to !== by.id) live.tellTyping(to, { issue: issueId, by });
    }
  }
}

function ownerOf({ phase }: Issue): RegionId | undefined {
  return 'owner' in phase ? phase.owner : undefined;
}
