import { z } from 'zod';
import { AccountId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import { quantileOf } from '../core/quantile.ts';
import { trustAt, trustPrior } from '../core/trust.ts';
import { workTimesOf } from '../core/work-times.ts';
import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import { ExpertPerformance, type TimeTaken } from '../schemas/performance.ts';
import type { Account } from './documents.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Ratings } from './ratings.ts';
import type { State } from './state.ts';

/** Issues whose times are looked at, the newest: half a year of a busy expert, some 20 ms to read. */
const entriesMax = 500;
/** Ratings that are counted, the newest: what is older has nearly no part in trust any more. */
const ratingsMax = 500;
/** Shown with their words; the distribution says the rest. */
const ratingsShown = 20;

const Asked = z.object({ id: AccountId });

type Deps = {
  readonly state: State;
  readonly ratings: Ratings;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly clock: Clock;
};

/** How each expert has done, told by their home from what it keeps anyway: nothing is counted for this alone. */
export class Performances {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('admin.performance', Asked, (actor, { id }) => this.#here(actor, id));
  }

  /** @throws Problem not-found, home-region-unreachable */
  async of(actor: RemoteActor, id: AccountId): Promise<ExpertPerformance> {
    const { state, forward } = this.#deps;
    const { home } = this.#expert(id);
    return home === state.self
      ? this.#here(actor, id)
      : forward.call(
          home,
          { name: 'admin.performance', reply: ExpertPerformance, unreachable: 'home-region-unreachable' },
          actor,
          { id },
        );
  }

  #expert(id: AccountId): Account {
    const account = this.#deps.state.accounts.get(id);
    if (!account?.verification)
      throw new Problem('not-found', 'There is no such expert.', { reason: 'expert-not-found' });
    return account;
  }

  async #here(actor: RemoteActor, id: AccountId): Promise<ExpertPerformance> {
    checkAdmin(actor);
    const { state, ratings, peers, clock } = this.#deps;
    const account = this.#expert(id);
    const profile = state.profiles.get(id);
    if (!profile) throw new Problem('not-found', 'There is no such expert.', { reason: 'expert-not-found' });
    const [times, given] = await Promise.all([this.#times(id), ratings.of(id, 'expert', ratingsMax)]);
    const stars = [1, 2, 3, 4, 5].map((of) => given.filter((rating) => rating.stars === of).length);
    const sum = given.reduce((total, rating) => total + rating.stars, 0);
    const trust = trustAt(account.trust, clock.now());
    return {
      expert: { id, name: account.name },
      region: nameOf(peers, state.self),
      ...(account.verification && { verification: account.verification }),
      registeredAt: account.registeredAt,
      presence: profile.presence,
      load: state.entries.countInGroup('seat', id),
      capacity: profile.capacity,
      offers: { ...profile.offers },
      resolved: profile.resolved,
      toAccept: taken(times.flatMap(({ acceptMs }) => acceptMs ?? [])),
      toResolve: taken(times.flatMap(({ resolveMs }) => resolveMs ?? [])),
      stars,
      ...(given.length > 0 && { averageStars: sum / given.length }),
      ratings: given.slice(0, ratingsShown).map(({ after: _, ...rating }) => rating),
      trust,
      trustOverTime: [
        // Older ratings are not read: the curve then begins with the first that is.
        ...(given.length < ratingsMax ? [{ at: account.registeredAt, trust: trustPrior }] : []),
        ...given.map(({ at, after }) => ({ at, trust: after })).reverse(),
        { at: clock.now(), trust },
      ],
    };
  }

  async #times(id: AccountId) {
    const page = await this.#deps.state.ledger.store.query(
      'entries',
      'by_expert',
      { equals: [id] },
      { limit: entriesMax, reverse: true },
    );
    return page.items.map(({ doc }) => workTimesOf((doc as unknown as Entry).timeline, id));
  }
}

function taken(values: readonly number[]): TimeTaken {
  const [medianMs, p90Ms] = [quantileOf(values, 0.5), quantileOf(values, 0.9)];
  return {
    count: values.length,
    ...(medianMs !== undefined && { medianMs }),
    ...(p90Ms !== undefined && { p90Ms }),
  };
}
