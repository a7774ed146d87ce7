import { z } from 'zod';
import { AccountId } from '../core/ids.ts';
import { Problem, toldOf } from '../problem.ts';
import type { GiveVerdicts } from '../schemas/admin-inputs.ts';
import type { VerdictResults } from '../schemas/admin-views.ts';
import { ListExperts } from '../schemas/inputs.ts';
import { AccountView, AdminExpertList, type AdminExpertView } from '../schemas/views.ts';
import { Verification } from '../schemas/words.ts';
import { accountView } from './account-view.ts';
import type { Accounts } from './accounts.ts';
import { type Audit, changesBetween } from './audit.ts';
import type { Account } from './documents.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { checkWritesAccounts } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Presence } from './presence.ts';
import type { State } from './state.ts';

const AskedExperts = z.object({ query: ListExperts });
const Judged = z.object({ id: AccountId, verification: Verification, reason: z.string().max(500) });

/** Every expert of a region is answered; a region with more than this would want another way to look at them. */
const expertsMax = 1_000;

const verifications = {
  verify: 'verified',
  decline: 'declined',
  suspend: 'suspended',
  reconsider: 'pending',
} as const satisfies Record<GiveVerdicts['verdict'], Verification>;

type Deps = {
  readonly state: State;
  readonly accounts: Accounts;
  readonly presence: Presence;
  readonly audit: Audit;
  readonly forward: Forward;
  readonly peers: Peers;
};

/** Who may help: registrations and experts of every region, and what admins decide on them, at the home of each. */
export class Judging {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offer('admin.experts', AskedExperts, (actor, { query }) => this.#expertsHere(actor, query));
    forward.offer('admin.judge', Judged, (actor, { id, verification, reason }) =>
      this.#judgeHere(actor, id, verification, reason),
    );
  }

  async experts(actor: RemoteActor, query: ListExperts): Promise<AdminExpertList> {
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

  /** @throws Problem not-found, home-region-unreachable */
  async judge(
    actor: RemoteActor,
    id: AccountId,
    verdict: GiveVerdicts['verdict'],
    reason: string,
  ): Promise<AccountView> {
    checkAdmin(actor);
    const { state, forward } = this.#deps;
    const verification = verifications[verdict];
    const account = state.accounts.get(id);
    if (!account?.verification)
      throw new Problem('not-found', 'There is no such expert.', { reason: 'expert-not-found' });
    return account.home === state.self
      ? this.#judgeHere(actor, id, verification, reason)
      : forward.call(
          account.home,
          { name: 'admin.judge', reply: AccountView, unreachable: 'home-region-unreachable' },
          actor,
          { id, verification, reason },
        );
  }

  /** Each by itself: who cannot be decided on now keeps nobody else waiting, and is named with the reason. */
  async judgeAll(actor: RemoteActor, { ids, verdict, reason }: GiveVerdicts): Promise<VerdictResults> {
    const items = await Promise.all(
      [...new Set(ids)].map(async (id) => {
        const { name } = this.#deps.state.person(id);
        try {
          return { id, name, isDone: true, account: await this.judge(actor, id, verdict, reason) };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          return { id, name, isDone: false, problem: toldOf(error) };
        }
      }),
    );
    return { items };
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
      checkWritesAccounts(state, peers);
      const account = state.accounts.get(id);
      if (!account?.verification)
        throw new Problem('not-found', 'There is no such expert.', { reason: 'expert-not-found' });
      const { verificationNote: _, ...rest } = account;
      const changed: Account = state.nextVersion({
        ...rest,
        verification,
        ...(reason && { verificationNote: reason }),
      });
      transaction.put(state.accounts, id, changed);
      if (verification !== 'verified') presence.dismiss(transaction, id);
      const subject = `${account.name} (${account.email})`;
      const changes = changesBetween(judgedOf(account), judgedOf(changed));
      audit.write(transaction, actor, verification, subject, reason, changes);
      return accountView(changed, peers);
    });
  }

  async #expertsHere(actor: RemoteActor, { status, q }: ListExperts): Promise<AdminExpertList> {
    checkAdmin(actor);
    const { state, peers } = this.#deps;
    const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const isMeant = ({ id, name, email, home }: Account) => {
      const { categories = [], qualifications = '' } = state.profiles.get(id) ?? {};
      const text = [name, email, nameOf(peers, home), ...categories, qualifications].join('\n').toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const wanted = state.profiles
      .values()
      .map(({ id }) => state.accounts.get(id))
      .filter((account): account is Account => account !== undefined)
      .filter(({ verification }) => status === undefined || verification === status)
      .filter((account) => words.length === 0 || isMeant(account))
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
}

const judgedOf = ({ verification, verificationNote }: Account) => ({ verification, verificationNote });
