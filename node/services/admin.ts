import { z } from 'zod';
import { AccountId, IssueId } from '../core/ids.ts';
import { reassign } from '../core/issue-people.ts';
import { trustAt, trustMeasureDefault, trustPrior } from '../core/trust.ts';
import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import * as inputs from '../schemas/inputs.ts';
import type { AdoptionList, AdoptionView, DrainList, DrainView } from '../schemas/mesh-views.ts';
import type { ClusterList } from '../schemas/similar.ts';
import {
  AccountView,
  AdminExpertList,
  type AdminExpertView,
  type AuditList,
  type IssueList,
  IssueView,
  type SettingsView,
  TrustCurves,
} from '../schemas/views.ts';
import type { LearntWeightsList, WeightsPreview } from '../schemas/weights.ts';
import type { Verification } from '../schemas/words.ts';
import { accountView } from './account-view.ts';
import type { Accounts } from './accounts.ts';
import type { AdoptionCalls } from './adoption-calls.ts';
import type { Audit } from './audit.ts';
import type { ClusterCalls } from './cluster-calls.ts';
import type { Account, Settings } from './documents.ts';
import type { DrainCalls } from './drain-calls.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import type { IssueLists } from './issue-lists.ts';
import type { IssueViews } from './issue-views.ts';
import type { LearntWeightsViews } from './learnt-weights.ts';
import { wantedBy } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Presence } from './presence.ts';
import type { Ratings } from './ratings.ts';
import type { Retirements } from './retirements.ts';
import type { Actor, AdminCalls } from './services.ts';
import type { State } from './state.ts';
import { checkWeights, type WeightsPreviews } from './weights-preview.ts';
import type { Whereabouts } from './whereabouts.ts';

const AskedExperts = z.object({ query: inputs.ListExperts });
const Judged = z.object({
  id: AccountId,
  verification: z.enum(['verified', 'declined', 'suspended']),
  reason: z.string().max(500),
});
const Reassigned = z.object({ id: IssueId, input: inputs.Reassign });

/** Every expert of a region is answered; a region with more than this would want another way to look at them. */
const expertsMax = 1_000;

type Deps = {
  readonly state: State;
  readonly clusters: ClusterCalls;
  readonly adoptions: AdoptionCalls;
  readonly drains: DrainCalls;
  readonly retirements: Retirements;
  readonly accounts: Accounts;
  readonly ratings: Ratings;
  readonly presence: Presence;
  readonly handoff: Handoff;
  readonly views: IssueViews;
  readonly lists: IssueLists;
  readonly whereabouts: Whereabouts;
  readonly audit: Audit;
  readonly previews: WeightsPreviews;
  readonly learnt: LearntWeightsViews;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly clock: Clock;
};

/** What admins see and do, over all regions. Each change is written where the subject is at home, and in the audit log. */
export class Admin implements AdminCalls {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offer('admin.experts', AskedExperts, (actor, { query }) => this.#expertsHere(actor, query));
    forward.offer('admin.judge', Judged, (actor, { id, verification, reason }) =>
      this.#judgeHere(actor, id, verification, reason),
    );
    forward.offer('admin.reassign', Reassigned, (actor, { id, input }) =>
      this.#reassignHere(actor, id, input),
    );
    forward.offer('admin.trust', z.null(), (actor) => this.#trustHere(actor));
  }

  async clusters(actor: Actor): Promise<ClusterList> {
    checkAdmin(actor);
    return this.#deps.clusters.list(actor);
  }

  async experts(actor: Actor, query: inputs.ListExperts): Promise<AdminExpertList> {
    checkAdmin(actor);
    const here = await this.#expertsHere(actor, query);
    const { replies, notAsked } = await this.#deps.forward.askAll(
      { name: 'admin.experts', reply: AdminExpertList },
      actor,
      { query },
    );
    // A registration that has not reached this region yet could be seen but not judged; it comes within seconds.
    const all = [here, ...replies]
      .flatMap(({ items }) => items)
      .filter(({ account }) => this.#deps.state.accounts.get(account.id) !== undefined)
      .sort((a, b) => a.registeredAt - b.registeredAt || (a.account.id < b.account.id ? -1 : 1));
    const start =
      query.after === undefined ? 0 : all.findIndex(({ account }) => account.id === query.after) + 1;
    const items = all.slice(start, start + query.limit);
    const last = items.at(-1);
    return {
      items,
      ...(start + query.limit < all.length && last && { next: last.account.id }),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  verify(actor: Actor, id: AccountId, { reason }: inputs.OptionalReason): Promise<AccountView> {
    return this.#judge(actor, id, 'verified', reason);
  }

  decline(actor: Actor, id: AccountId, { reason }: inputs.Reason): Promise<AccountView> {
    return this.#judge(actor, id, 'declined', reason);
  }

  suspend(actor: Actor, id: AccountId, { reason }: inputs.Reason): Promise<AccountView> {
    return this.#judge(actor, id, 'suspended', reason);
  }

  async issues(actor: Actor, query: inputs.ListAdminIssues): Promise<IssueList> {
    checkAdmin(actor);
    return this.#deps.lists.adminList(actor, query);
  }

  async reassign(actor: Actor, id: IssueId, input: inputs.Reassign): Promise<IssueView> {
    checkAdmin(actor);
    const { state, whereabouts, forward } = this.#deps;
    const region = await whereabouts.inCharge(actor, id);
    return region === state.self
      ? this.#reassignHere(actor, id, input)
      : forward.call(region, { name: 'admin.reassign', reply: IssueView }, actor, { id, input });
  }

  async trust(actor: Actor): Promise<TrustCurves> {
    checkAdmin(actor);
    const here = await this.#trustHere(actor);
    const { replies, notAsked } = await this.#deps.forward.askAll(
      { name: 'admin.trust', reply: TrustCurves },
      actor,
      null,
    );
    return {
      items: [here, ...replies].flatMap(({ items }) => items),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  settings(actor: Actor): SettingsView {
    checkAdmin(actor);
    const {
      weights,
      categories,
      learnsWeights = false,
      trustMeasure = trustMeasureDefault,
      changedAt,
      changedBy,
    } = this.#deps.state.settings;
    return {
      weights: { ...weights },
      categories: [...categories],
      learnsWeights,
      trustMeasure,
      ...(changedAt !== undefined && { changedAt }),
      ...(changedBy !== undefined && { changedBy }),
    };
  }

  async updateSettings(actor: Actor, input: inputs.UpdateSettings): Promise<SettingsView> {
    checkAdmin(actor);
    const { weights, categories, learnsWeights, trustMeasure } = input;
    if (weights) checkWeights(weights);
    if (categories && !categories.includes('other')) {
      throw new Problem('invalid', 'The category "other" cannot be removed.', {
        errors: [
          { pointer: '/categories', detail: 'Keep "other": whoever does not know what to choose needs it.' },
        ],
      });
    }
    const { state, audit } = this.#deps;
    await state.ledger.run((transaction) => {
      const former = state.settings;
      transaction.put(state.settingsTable, 'mesh', {
        ...state.nextVersion(former),
        weights: weights ?? former.weights,
        categories: categories ? [...new Set(categories)] : former.categories,
        ...(learnsWeights !== undefined && { learnsWeights }),
        ...(trustMeasure && { trustMeasure }),
        changedAt: transaction.now,
        changedBy: actor.name,
      });
      audit.write(transaction, actor, 'settings', 'mesh', changeOf(former, input));
    });
    return this.settings(actor);
  }

  async previewWeights(actor: Actor, input: inputs.PreviewWeights): Promise<WeightsPreview> {
    checkAdmin(actor);
    return this.#deps.previews.preview(actor, input);
  }

  async learning(actor: Actor): Promise<LearntWeightsList> {
    checkAdmin(actor);
    return this.#deps.learnt.list(actor);
  }

  async adopt(actor: Actor, region: string, input: inputs.Adopt): Promise<AdoptionView> {
    checkAdmin(actor);
    return this.#deps.adoptions.adopt(actor, region, input);
  }

  async adoptions(actor: Actor): Promise<AdoptionList> {
    checkAdmin(actor);
    return this.#deps.adoptions.list(actor);
  }

  async drain(actor: Actor, region: string, input: inputs.Drain): Promise<DrainView> {
    checkAdmin(actor);
    return this.#deps.drains.drain(actor, region, input);
  }

  async stay(actor: Actor, region: string): Promise<void> {
    checkAdmin(actor);
    await this.#deps.drains.stay(actor, region);
  }

  async drains(actor: Actor): Promise<DrainList> {
    checkAdmin(actor);
    return this.#deps.drains.list(actor);
  }

  async retire(actor: Actor, region: string, input: inputs.Reason): Promise<void> {
    checkAdmin(actor);
    await this.#deps.retirements.retire(actor, region, input);
  }

  async unretire(actor: Actor, region: string): Promise<void> {
    checkAdmin(actor);
    await this.#deps.retirements.takeBack(actor, region);
  }

  async audit(actor: Actor, query: inputs.ListAudit): Promise<AuditList> {
    checkAdmin(actor);
    return this.#deps.audit.list(actor, query);
  }

  async #judge(
    actor: Actor,
    id: AccountId,
    verification: Verification,
    reason: string,
  ): Promise<AccountView> {
    checkAdmin(actor);
    const { state, forward } = this.#deps;
    const account = state.accounts.get(id);
    if (!account?.verification) throw new Problem('not-found', 'There is no such expert.');
    return account.home === state.self
      ? this.#judgeHere(actor, id, verification, reason)
      : forward.call(
          account.home,
          { name: 'admin.judge', reply: AccountView, unreachable: 'home-region-unreachable' },
          actor,
          { id, verification, reason },
        );
  }

  async #judgeHere(
    actor: RemoteActor,
    id: AccountId,
    verification: Verification,
    reason: string,
  ): Promise<AccountView> {
    checkAdmin(actor);
    const { state, presence, audit, peers } = this.#deps;
    return state.ledger.run((transaction) => {
      const account = state.accounts.get(id);
      if (!account?.verification) throw new Problem('not-found', 'There is no such expert.');
      const { verificationNote: _, ...rest } = account;
      const changed: Account = state.nextVersion({
        ...rest,
        verification,
        ...(reason && { verificationNote: reason }),
      });
      transaction.put(state.accounts, id, changed);
      if (verification !== 'verified') presence.dismiss(transaction, id);
      audit.write(transaction, actor, verification, `${account.name} (${account.email})`, reason);
      return accountView(changed, peers);
    });
  }

  async #reassignHere(actor: RemoteActor, id: IssueId, input: inputs.Reassign): Promise<IssueView> {
    checkAdmin(actor);
    const { state, handoff, views, whereabouts, audit } = this.#deps;
    const named = wantedBy(this.#deps, input);
    const wanted = Object.keys(named).length > 0 ? named : undefined;
    return state.ledger.run(
      (transaction) => {
        const issue = state.issues.get(id);
        if (!issue) throw new Problem('not-found', 'There is no such issue.');
        handoff.applyIssue(transaction, reassign(issue, wanted, input.reason, handoff.context(transaction)));
        audit.write(transaction, actor, 'reassign', issue.title, input.reason);
        return views.ofIssue(state.issues.get(id) ?? issue, 'admin');
      },
      await whereabouts.needsWithEntry(id),
    );
  }

  async #expertsHere(actor: RemoteActor, { status }: inputs.ListExperts): Promise<AdminExpertList> {
    checkAdmin(actor);
    const { state } = this.#deps;
    const wanted = state.profiles
      .values()
      .map(({ id }) => state.accounts.get(id))
      .filter((account): account is Account => account !== undefined)
      .filter(({ verification }) => status === undefined || verification === status)
      .slice(0, expertsMax);
    const items = await Promise.all(wanted.map((account) => this.#expertView(account)));
    return { items: items.flatMap((item) => item ?? []) };
  }

  async #expertView(account: Account): Promise<AdminExpertView | undefined> {
    const { state, accounts, peers } = this.#deps;
    const profile = state.profiles.get(account.id);
    if (!profile) return undefined;
    return {
      account: accountView(account, peers),
      profile: await accounts.profileView(profile),
      registeredAt: account.registeredAt,
      offers: { ...profile.offers },
      resolved: profile.resolved,
    };
  }

  async #trustHere(actor: RemoteActor): Promise<TrustCurves> {
    checkAdmin(actor);
    const { state, ratings, peers, clock } = this.#deps;
    const region = nameOf(peers, state.self);
    const verified = state.profiles
      .values()
      .map(({ id }) => state.accounts.get(id))
      .filter((account): account is Account => account?.verification === 'verified')
      .slice(0, expertsMax);
    const items = await Promise.all(
      verified.map(async ({ id, name, trust, registeredAt }) => {
        const given = await ratings.of(id, 'expert');
        const now = trustAt(trust, clock.now());
        return {
          expert: { id, name },
          region,
          trust: now,
          ratings: given.length,
          points: [
            { at: registeredAt, trust: trustPrior },
            ...given.map(({ at, after }) => ({ at, trust: after })).reverse(),
            { at: clock.now(), trust: now },
          ],
        };
      }),
    );
    return { items };
  }
}

/** What changed, for the audit log: name, former and new value. */
function changeOf(
  former: Settings,
  { weights, categories, learnsWeights, trustMeasure }: inputs.UpdateSettings,
): string {
  const changes = [
    ...(weights ? [`weights ${JSON.stringify(former.weights)} → ${JSON.stringify(weights)}`] : []),
    ...(learnsWeights !== undefined
      ? [`learns weights ${former.learnsWeights ?? false} → ${learnsWeights}`]
      : []),
    ...(categories ? [`categories ${former.categories.join(', ')} → ${categories.join(', ')}`] : []),
    ...(trustMeasure
      ? [`trust measure ${former.trustMeasure ?? trustMeasureDefault} → ${trustMeasure}`]
      : []),
  ];
  return changes.join('; ');
}
