import { z } from 'zod';
import { accept, checkOffer } from '../core/entry.ts';
import { type AccountId, OfferId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import { Problem } from '../problem.ts';
import { OptionalReason } from '../schemas/inputs.ts';
import { IssueView, OfferList } from '../schemas/views.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import type { IssueViews } from './issue-views.ts';
import type { Presence } from './presence.ts';
import type { Actor, OfferCalls } from './services.ts';
import type { State } from './state.ts';

const About = z.object({ id: OfferId });
const Rejection = z.object({ id: OfferId, input: OptionalReason });

/** An expert's offers. They live at the expert's home; asked elsewhere, this region passes the answer on. */
export class Offers implements OfferCalls {
  readonly #state: State;
  readonly #handoff: Handoff;
  readonly #presence: Presence;
  readonly #views: IssueViews;
  readonly #forward: Forward;

  constructor(deps: {
    state: State;
    handoff: Handoff;
    presence: Presence;
    views: IssueViews;
    forward: Forward;
  }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#presence = deps.presence;
    this.#views = deps.views;
    this.#forward = deps.forward;
    this.#forward.offer('offers.list', z.null(), (actor) => this.#listHere(actor));
    this.#forward.offer('offers.accept', About, (actor, { id }) => this.#acceptHere(actor, id));
    this.#forward.offer('offers.reject', Rejection, (actor, { id, input }) =>
      this.#rejectHere(actor, id, input),
    );
  }

  async list(actor: Actor): Promise<OfferList> {
    const home = this.#home(actor);
    return home === this.#state.self
      ? this.#listHere(actor)
      : this.#forward.call(home, { name: 'offers.list', reply: OfferList }, actor, null);
  }

  async accept(actor: Actor, id: OfferId): Promise<IssueView> {
    const home = this.#home(actor);
    return home === this.#state.self
      ? this.#acceptHere(actor, id)
      : this.#forward.call(home, { name: 'offers.accept', reply: IssueView }, actor, { id });
  }

  async reject(actor: Actor, id: OfferId, input: OptionalReason): Promise<void> {
    const home = this.#home(actor);
    if (home === this.#state.self) await this.#rejectHere(actor, id, input);
    else await this.#forward.call(home, { name: 'offers.reject', reply: z.null() }, actor, { id, input });
  }

  #listHere(actor: RemoteActor): Promise<OfferList> {
    return this.#state.ledger.read(() => {
      const seats = this.#state.entries.inGroup('seat', actor.accountId);
      const items = seats.flatMap((entry) => this.#views.offer(entry, actor.accountId) ?? []);
      return { items };
    });
  }

  #acceptHere(actor: RemoteActor, id: OfferId): Promise<IssueView> {
    return this.#state.ledger.run((transaction) => {
      const entry = this.#entry(id);
      // Accepting twice is what a double click does.
      if (entry && isAcceptedBy(entry, id, actor.accountId))
        return this.#views.ofEntry(entry, actor.accountId);
      const step = accept(entry, id, actor.accountId, this.#handoff.context(transaction));
      this.#presence.answeredInTime(transaction, actor.accountId, 'accepted');
      this.#handoff.applyEntry(transaction, step);
      return this.#views.ofEntry(step.entry, actor.accountId);
    });
  }

  #rejectHere(actor: RemoteActor, id: OfferId, { reason }: OptionalReason): Promise<null> {
    return this.#state.ledger.run((transaction) => {
      const entry = this.#entry(id);
      checkOffer(entry, id, actor.accountId);
      this.#presence.answeredInTime(transaction, actor.accountId, 'rejected');
      if (entry) this.#handoff.pass(transaction, entry, { kind: 'rejected', note: reason });
      return null;
    });
  }

  #entry(id: OfferId): Entry | undefined {
    return this.#state.entries.inGroup('offer', id)[0];
  }

  #home({ accountId }: Actor): Entry['issue']['origin'] {
    const account = this.#state.accounts.get(accountId);
    if (!account?.roles.includes('expert')) throw new Problem('forbidden', 'Only experts get offers.');
    return account.home;
  }
}

function isAcceptedBy({ phase }: Entry, offerId: OfferId, expert: AccountId): boolean {
  return phase.at === 'assigned' && phase.expert.id === expert && phase.offerId === offerId;
}
