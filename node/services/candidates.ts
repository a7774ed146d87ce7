import { z } from 'zod';
import type { Asking } from '../core/eligible.ts';
import { AccountId, IssueId } from '../core/ids.ts';
import { namedMax } from '../core/issue-record.ts';
import { reads } from '../core/language.ts';
import { trustAt } from '../core/trust.ts';
import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import { CandidateList, type CandidateView, candidatesMax, FindCandidates } from '../schemas/candidates.ts';
import { Category, Language } from '../schemas/words.ts';
import type { Experts } from './experts.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { IssueViews } from './issue-views.ts';
import { notFound } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Actor, CandidateCalls } from './services.ts';
import type { State } from './state.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What another region is told of the issue: enough to say who may be asked, and not what it says. */
const Asked = z.object({
  userId: AccountId,
  category: Category,
  language: Language.optional(),
  barred: z.array(AccountId).max(namedMax),
  /** Who has it now. */
  but: AccountId.optional(),
  q: z.string().max(100).optional(),
});
type Asked = z.infer<typeof Asked>;

const About = z.object({ id: IssueId, query: FindCandidates });

type Deps = {
  readonly state: State;
  readonly experts: Experts;
  readonly views: IssueViews;
  readonly whereabouts: Whereabouts;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly clock: Clock;
};

/** Who can be named when an issue is passed on: experts of all regions who are online, have a free seat, and know the category. */
export class Candidates implements CandidateCalls {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('candidates.of', About, (actor, { id, query }) => this.#ofHere(actor, id, query));
    deps.forward.offer('candidates.here', Asked, async (actor, asked) => {
      if (!actor.roles.includes('expert') && !actor.roles.includes('admin'))
        throw new Problem('forbidden', 'Only experts and admins may ask who is free.');
      return { items: this.#freeHere(asked) };
    });
  }

  async of(actor: Actor, id: IssueId, query: FindCandidates): Promise<CandidateList> {
    const { state, whereabouts, forward } = this.#deps;
    const region = await whereabouts.inCharge(actor, id);
    const command = { name: 'candidates.of', reply: CandidateList };
    return region === state.self
      ? this.#ofHere(actor, id, query)
      : forward.call(region, command, actor, { id, query });
  }

  /** @throws Problem not-found; wrong-state for who cannot pass it on */
  async #ofHere(actor: RemoteActor, id: IssueId, { q }: FindCandidates): Promise<CandidateList> {
    const { issue, but } = await this.#issueOf(actor, id);
    const { userId, category, language, barred } = issue;
    const asked: Asked = {
      userId,
      category,
      ...(language && { language }),
      barred: [...barred],
      ...(but && { but }),
      ...(q && { q }),
    };
    const { replies, notAsked } = await this.#deps.forward.askAll(
      { name: 'candidates.here', reply: CandidateList },
      actor,
      asked,
    );
    const items = [...this.#freeHere(asked), ...replies.flatMap((reply) => reply.items)];
    return {
      items: items.sort(byFit).slice(0, candidatesMax),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  async #issueOf(
    actor: RemoteActor,
    id: IssueId,
  ): Promise<{ readonly issue: Asking; readonly but?: AccountId }> {
    const { state, views, whereabouts } = this.#deps;
    const found = await whereabouts.entryFor(actor.accountId, id);
    return state.ledger.read(() => {
      const entry = found && (state.entries.get(found.id) ?? found);
      const issue = state.issues.get(id);
      if (entry && views.ofEntry(entry, actor.accountId).can.includes('transfer'))
        return { issue: entry.issue, but: actor.accountId };
      if (issue && actor.roles.includes('admin')) return { issue };
      if (entry)
        throw new Problem('wrong-state', 'You are not working on this issue now.', {
          reason: 'not-working-on-it',
        });
      throw notFound();
    }, whereabouts.needs(id));
  }

  #freeHere(asked: Asked): CandidateView[] {
    const { state, experts, peers, clock } = this.#deps;
    const region = nameOf(peers, state.self);
    return experts
      .freeFor(asked)
      .flatMap(({ id, freeSeats }) => {
        const account = state.accounts.get(id);
        if (!account || id === asked.but || !isMeant(asked.q, account.name, region)) return [];
        const trust = trustAt(account.trust, clock.now());
        const readsIt = asked.language === undefined || reads(account.languages, asked.language);
        return [{ expert: { id, name: account.name, trust }, region, freeSeats, readsIt }];
      })
      .sort(byFit)
      .slice(0, candidatesMax);
  }
}

/** Who reads it first, then whom people trust most; by id where that says nothing, so that every region shows one order. */
function byFit(a: CandidateView, b: CandidateView): number {
  if (a.readsIt !== b.readsIt) return a.readsIt ? -1 : 1;
  return b.expert.trust - a.expert.trust || (a.expert.id < b.expert.id ? -1 : 1);
}

/** Every word stands somewhere in the name or the region. */
function isMeant(q: string | undefined, ...texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
