import { z } from 'zod';
import { AccountId } from '../core/ids.ts';
import { Problem } from '../problem.ts';
import { type ListAccounts, SetAdmin } from '../schemas/admin-inputs.ts';
import type { PersonList } from '../schemas/admin-views.ts';
import { AccountView } from '../schemas/views.ts';
import { accountView } from './account-view.ts';
import { type Audit, changesBetween } from './audit.ts';
import type { Account } from './documents.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { checkWritesAccounts } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';

const AdminSet = z.object({ id: AccountId, input: SetAdmin });

type Deps = {
  readonly state: State;
  readonly audit: Audit;
  readonly forward: Forward;
  readonly peers: Peers;
};

/** Everyone who has an account in the mesh, and who of them is an admin. */
export class People {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('admin.setAdmin', AdminSet, (actor, { id, input }) => this.#setHere(actor, id, input));
  }

  /** From this region's own replica, by name: every region knows everyone. */
  list({ q, role, after, limit }: ListAccounts): PersonList {
    const { state, peers } = this.#deps;
    const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const isMeant = ({ name, email, home, roles }: Account) => {
      if (role !== undefined && !roles.includes(role)) return false;
      if (words.length === 0) return true;
      const text = `${name}\n${email}\n${nameOf(peers, home)}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const all = state.accounts
      .values()
      .filter(isMeant)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const items = all.slice(start, start + limit);
    const last = items.at(-1);
    return {
      items: items.map((account) => ({
        ...accountView(account, peers),
        registeredAt: account.registeredAt,
      })),
      ...(start + limit < all.length && last && { next: last.id }),
    };
  }

  /** @throws Problem not-found, wrong-state for oneself, home-region-unreachable */
  async setAdmin(actor: RemoteActor, id: AccountId, input: SetAdmin): Promise<AccountView> {
    const { state, forward } = this.#deps;
    const account = state.accounts.get(id);
    if (!account)
      throw new Problem('not-found', 'There is no such account.', { reason: 'account-not-found' });
    return account.home === state.self
      ? this.#setHere(actor, id, input)
      : forward.call(
          account.home,
          { name: 'admin.setAdmin', reply: AccountView, unreachable: 'home-region-unreachable' },
          actor,
          { id, input },
        );
  }

  async #setHere(actor: RemoteActor, id: AccountId, { isAdmin, reason }: SetAdmin): Promise<AccountView> {
    checkAdmin(actor);
    // Whoever takes the role from others keeps it: so the mesh is never without an admin.
    if (id === actor.accountId)
      throw new Problem('wrong-state', 'Nobody changes their own role. Ask another admin to.', {
        reason: 'own-role',
      });
    const { state, audit, peers } = this.#deps;
    return state.ledger.run((transaction) => {
      checkWritesAccounts(state, peers);
      // They may have lost it since they asked: of two who take it from each other one must keep it.
      checkAdmin({ ...actor, roles: state.accounts.get(actor.accountId)?.roles ?? [] });
      const account = state.accounts.get(id);
      if (!account)
        throw new Problem('not-found', 'There is no such account.', { reason: 'account-not-found' });
      if (account.roles.includes('admin') === isAdmin) return accountView(account, peers);
      const others = account.roles.filter((role) => role !== 'admin');
      const roles: Account['roles'] = isAdmin ? [...others, 'admin'] : others.length > 0 ? others : ['user'];
      const changed: Account = state.nextVersion({ ...account, roles });
      transaction.put(state.accounts, id, changed);
      audit.write(
        transaction,
        actor,
        'roles',
        `${account.name} (${account.email})`,
        reason,
        changesBetween({ roles: account.roles }, { roles }),
      );
      return accountView(changed, peers);
    });
  }
}

/** Names as code units order them: the same in every region. */
const keyOf = ({ name, id }: Account) => `${name.toLowerCase()} ${id}`;
