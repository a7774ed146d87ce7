import { z } from 'zod';
import { EntryRecord } from '../core/entry-record.ts';
import { Term } from '../core/epoch.ts';
import { AccountId, IssueId, type RegionId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import type { Doc } from '../ports.ts';
import { Time } from '../schemas/words.ts';
import type { Adopter } from './adopter.ts';
import { asJson } from './as-json.ts';
import type { Chat } from './chat.ts';
import { Expertise } from './documents.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import { ratingIdOf } from './ratings.ts';
import { eachPage } from './reader.ts';
import { joined, ReplyShelf } from './reply-shelf.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Method of the mesh by which a region that leaves hands over what belongs to its people. */
const method = 'adoption.belongings';

const Count = z.int().min(0);

/** Of an expert's profile what is lasting: not whether they are there, nor a quiz they have open. */
const ProfileSent = Expertise.extend({
  id: AccountId,
  quizAttempts: z.record(z.string().max(64), z.array(Time).max(1_000)),
  learnt: z.object({ terms: z.record(z.string().max(200), z.number()), at: Time }),
  availability: z.object({ value: z.number().min(0).max(1) }),
  offers: z.object({ offered: Count, accepted: Count, rejected: Count, timedOut: Count }),
  resolved: Count,
});

const RatingSent = z.object({
  issueId: IssueId,
  title: z.string().max(1_000),
  of: AccountId,
  as: z.enum(['expert', 'user']),
  by: z.object({ id: AccountId, name: z.string().max(200) }),
  stars: z.int().min(1).max(5),
  comment: z.string().max(10_000),
  at: Time,
  after: z.number().min(0).max(1),
  weight: z.number().min(0).max(1).optional(),
});

/** A page of them, of one kind. */
const Handed = z.object({
  term: Term,
  profiles: z.array(ProfileSent).max(limits.belongingsAtOnce).default([]),
  ratings: z.array(RatingSent).max(limits.belongingsAtOnce).default([]),
  entries: z.array(EntryRecord).max(limits.belongingsAtOnce).default([]),
  /** Canned replies: a full shelf takes most of a message. */
  shelf: ReplyShelf.optional(),
});
type Handed = z.infer<typeof Handed>;

/** A page as it is in the store: what of it travels, the schema says at the other end. */
type Sent = { readonly term: Term; readonly shelf?: object } & {
  readonly [kind in 'profiles' | 'ratings' | 'entries']?: readonly object[];
};

/**
 * What belongs to the people of a region that leaves and is in no issue of its own: what its experts have learnt and how
 * they answered, their canned replies, how people were rated, and what the experts did for other regions. Who goes on for
 * the region gets it before the region says that it has told all.
 */
export class Belongings {
  readonly #state: State;
  readonly #adopter: Adopter;
  readonly #chat: Chat;
  readonly #peers: Peers;
  readonly #timing: Timing;

  constructor(deps: { state: State; adopter: Adopter; chat: Chat; peers: Peers; timing: Timing }) {
    const { state, adopter, chat, peers, timing } = deps;
    this.#adopter = adopter;
    this.#state = state;
    this.#chat = chat;
    this.#peers = peers;
    this.#timing = timing;
  }

  /** From now on it is taken in; before, nothing can be kept: whoever hands it over tries again. */
  start(): void {
    this.#peers.handle(method, async (from, body) => {
      await this.#take(from, Handed.parse(body));
      return null;
    });
  }

  /** Hands all of it over, page by page; again after a failure. @throws MeshError, Problem store-unavailable */
  async send(to: RegionId, term: Term): Promise<void> {
    await this.#pages('profiles', async (docs) => this.#hand(to, { term, profiles: docs }));
    await this.#pages('ratings', async (docs) => this.#hand(to, { term, ratings: docs }));
    await this.#pages('entries', async (docs) => {
      // Of this region's own issues the heir makes them anew.
      const entries = docs
        .map((doc) => doc as unknown as Entry)
        .filter((entry) => entry.phase.at === 'done' && !this.#isOwn(entry));
      await this.#hand(to, { term, entries });
      for (const { issueId } of entries) {
        const lines = await this.#chat.lines(issueId);
        await this.#state.ledger.run(
          (transaction) => this.#chat.send(transaction, to, lines),
          [this.#state.chatNeed(issueId)],
        );
      }
    });
    const { store } = this.#state.ledger;
    await eachPage(store, { collection: 'replies', limit: 1 }, async ([item]) => {
      if (item) await this.#hand(to, { term, shelf: item.doc });
    });
  }

  #isOwn(entry: Entry): boolean {
    const adoption = this.#state.adoptionOf(this.#state.self);
    return adoption !== undefined && this.#state.isTakenBy(adoption, entry);
  }

  async #hand(to: RegionId, page: Sent): Promise<void> {
    const { term: _, shelf, ...kinds } = page;
    if (!shelf && Object.values(kinds).every((docs) => docs?.length === 0)) return;
    await this.#peers.request(to, method, asJson(page), this.#timing.forwardMs);
  }

  #pages(
    collection: 'profiles' | 'ratings' | 'entries',
    act: (docs: readonly Doc[]) => Promise<void>,
  ): Promise<void> {
    const from = { collection, limit: limits.belongingsAtOnce };
    return eachPage(this.#state.ledger.store, from, (items) => act(items.map(({ doc }) => doc)));
  }

  /** Taken in once: whatever is here already is newer, or the same. */
  async #take(from: RegionId, { term, profiles, ratings, entries, shelf }: Handed): Promise<void> {
    const state = this.#state;
    const needs = [
      ...ratings.map(({ issueId, as }) => ({ table: state.ratings, id: ratingIdOf(issueId, as) })),
      ...entries.flatMap(({ id, issueId }) => [
        state.entryNeed(id),
        state.issueNeed(issueId),
        state.chatNeed(issueId),
      ]),
      ...(shelf ? [{ table: state.replies, id: shelf.id }] : []),
    ];
    await state.ledger.run((transaction) => {
      const taking = state.takings.get(from);
      if (taking?.term !== term || !taking.isAgreed || taking.state !== 'asking') return;
      for (const sent of profiles) {
        const here = state.profiles.get(sent.id);
        if (here) transaction.put(state.profiles, sent.id, { ...here, ...sent });
      }
      for (const rating of ratings) {
        const id = ratingIdOf(rating.issueId, rating.as);
        if (!state.ratings.get(id)) transaction.put(state.ratings, id, rating);
      }
      for (const entry of entries) {
        if (state.entries.get(entry.id)) continue;
        transaction.put(state.entries, entry.id, entry);
        this.#adopter.hear(transaction, entry.issueId);
      }
      if (shelf) {
        const here = state.replies.get(shelf.id) ?? { id: shelf.id, replies: [] };
        transaction.put(state.replies, shelf.id, joined(here, shelf));
      }
    }, needs);
  }
}
