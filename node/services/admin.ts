import { z } from 'zod';
import { type AccountId, IssueId } from '../core/ids.ts';
import { reassign } from '../core/issue-people.ts';
import { trustAt, trustPrior } from '../core/trust.ts';
import type { Clock } from '../ports.ts';
import { Problem, toldOf } from '../problem.ts';
import type * as asked from '../schemas/admin-inputs.ts';
import type * as told from '../schemas/admin-views.ts';
import type { AuditList } from '../schemas/audit.ts';
import * as inputs from '../schemas/inputs.ts';
import type { AdoptionList, AdoptionView, DrainList, DrainView } from '../schemas/mesh-views.ts';
import type { PasswordLinkView } from '../schemas/password-links.ts';
import type { ExpertPerformance } from '../schemas/performance.ts';
import type { ClusterList } from '../schemas/similar.ts';
import {
  type AccountView,
  type AdminExpertList,
  type IssueList,
  IssueView,
  type SettingsView,
  TrustCurves,
} from '../schemas/views.ts';
import type { LearntWeightsList, WeightsPreview } from '../schemas/weights.ts';
import type { AdoptionCalls } from './adoption-calls.ts';
import type { Audit } from './audit.ts';
import type { ClusterCalls } from './cluster-calls.ts';
import type { Account } from './documents.ts';
import type { DrainCalls } from './drain-calls.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import type { IssueLists } from './issue-lists.ts';
import type { IssueViews } from './issue-views.ts';
import type { Judging } from './judging.ts';
import type { LearntWeightsViews } from './learnt-weights.ts';
import type { Moves } from './moves.ts';
import { wantedBy } from './naming.ts';
import type { PasswordLinks } from './password-links.ts';
import { nameOf, type Peers } from './peers.ts';
import type { People } from './people.ts';
import type { Performances } from './performance.ts';
import type { Ratings } from './ratings.ts';
import type { Retirements } from './retirements.ts';
import type { SeriesCalls } from './series-calls.ts';
import type { Actor, AdminCalls } from './services.ts';
import type { SettingsCalls } from './settings-calls.ts';
import type { State } from './state.ts';
import type { WeightsPreviews } from './weights-preview.ts';
import type { Whereabouts } from './whereabouts.ts';

const Reassigned = z.object({ id: IssueId, input: inputs.Reassign });

/** Curves told by one region; with more experts than this, one looks at single ones. */
const curvesMax = 1_000;

type Deps = {
  readonly state: State;
  readonly clusters: ClusterCalls;
  readonly adoptions: AdoptionCalls;
  readonly drains: DrainCalls;
  readonly retirements: Retirements;
  readonly judging: Judging;
  readonly people: People;
  readonly passwordLinks: Pick<PasswordLinks, 'make'>;
  readonly performances: Performances;
  readonly moves: Moves;
  readonly series: SeriesCalls;
  readonly settings: SettingsCalls;
  readonly ratings: Ratings;
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
    return this.#deps.judging.experts(actor, query);
  }

  verify(actor: Actor, id: AccountId, { reason }: inputs.OptionalReason): Promise<AccountView> {
    return this.#deps.judging.judge(actor, id, 'verify', reason);
  }

  decline(actor: Actor, id: AccountId, { reason }: inputs.Reason): Promise<AccountView> {
    return this.#deps.judging.judge(actor, id, 'decline', reason);
  }

  suspend(actor: Actor, id: AccountId, { reason }: inputs.Reason): Promise<AccountView> {
    return this.#deps.judging.judge(actor, id, 'suspend', reason);
  }

  async giveVerdicts(actor: Actor, input: asked.GiveVerdicts): Promise<told.VerdictResults> {
    checkAdmin(actor);
    return this.#deps.judging.judgeAll(actor, input);
  }

  async performance(actor: Actor, id: AccountId): Promise<ExpertPerformance> {
    checkAdmin(actor);
    return this.#deps.performances.of(actor, id);
  }

  async accounts(actor: Actor, query: asked.ListAccounts): Promise<told.PersonList> {
    checkAdmin(actor);
    return this.#deps.people.list(query);
  }

  async setAdmin(actor: Actor, id: AccountId, input: asked.SetAdmin): Promise<AccountView> {
    checkAdmin(actor);
    return this.#deps.people.setAdmin(actor, id, input);
  }

  async makePasswordLink(actor: Actor, id: AccountId, input: inputs.Reason): Promise<PasswordLinkView> {
    checkAdmin(actor);
    return this.#deps.passwordLinks.make(actor, id, input);
  }

  async moves(actor: Actor, query: asked.ListMoves): Promise<told.MoveList> {
    checkAdmin(actor);
    return this.#deps.moves.list(actor, query);
  }

  async series(actor: Actor, query: asked.AskSeries): Promise<told.Series> {
    checkAdmin(actor);
    return this.#deps.series.list(actor, query);
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

  /** Each by itself, so that one which cannot be moved keeps no other. */
  async reassignMany(actor: Actor, { ids, ...input }: asked.ReassignMany): Promise<told.ReassignResults> {
    checkAdmin(actor);
    const items = await Promise.all(
      [...new Set(ids)].map(async (id) => {
        try {
          const { title } = await this.reassign(actor, id, input);
          return { id, isDone: true, title };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          return { id, isDone: false, problem: toldOf(error) };
        }
      }),
    );
    return { items };
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
    return this.#deps.settings.view();
  }

  async updateSettings(actor: Actor, input: inputs.UpdateSettings): Promise<SettingsView> {
    checkAdmin(actor);
    return this.#deps.settings.update(actor, input);
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

  async audit(actor: Actor, query: asked.ListAudit): Promise<AuditList> {
    checkAdmin(actor);
    return this.#deps.audit.list(actor, query);
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

  async #trustHere(actor: RemoteActor): Promise<TrustCurves> {
    checkAdmin(actor);
    const { state, ratings, peers, clock } = this.#deps;
    const region = nameOf(peers, state.self);
    const verified = state.profiles
      .values()
      .map(({ id }) => state.accounts.get(id))
      .filter((account): account is Account => account?.verification === 'verified')
      .slice(0, curvesMax);
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
