import { z } from 'zod';
import { AccountId } from '../core/ids.ts';
import type { Clock, Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { Reason } from '../schemas/inputs.ts';
import {
  type ChoosePassword,
  type PasswordLinkOwner,
  PasswordLinkView,
  type ReadPasswordLink,
} from '../schemas/password-links.ts';
import type { SessionView } from '../schemas/views.ts';
import type { Audit } from './audit.ts';
import type { Account, PasswordLink } from './documents.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { checkWritesAccounts } from './naming.ts';
import type { Peers } from './peers.ts';
import type { OpenedFrom, PasswordLinkCalls } from './services.ts';
import type { Sessions } from './sessions.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

const MakeLink = z.object({ id: AccountId, input: Reason });
/** Where the pages let somebody choose a password; the code follows in the fragment, which no server is sent. */
const pagePath = '/new_password';
/** What gives an admin a new password (`operator.ts`). */
const operatorCommand = 'grapevine admin reset-password';

type Deps = {
  readonly state: State;
  readonly sessions: Pick<Sessions, 'openFor'>;
  readonly audit: Audit;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly timing: Pick<Timing, 'passwordLinkMs'>;
};

/**
 * The way back for who has forgotten their password: an admin makes a link and passes it on, and whoever opens it chooses
 * a new one. Only the account's home keeps the link, as the digest of its code, and until it expires.
 */
export class PasswordLinks implements PasswordLinkCalls {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('admin.makePasswordLink', MakeLink, (actor, { id, input }) =>
      this.#makeHere(actor, id, input),
    );
  }

  /** @throws Problem not-found, wrong-state for oneself and for admins, home-region-unreachable */
  async make(actor: RemoteActor, id: AccountId, input: Reason): Promise<PasswordLinkView> {
    const { state, forward } = this.#deps;
    const { home } = this.#account(id);
    return home === state.self
      ? this.#makeHere(actor, id, input)
      : forward.call(
          home,
          {
            name: 'admin.makePasswordLink',
            reply: PasswordLinkView,
            unreachable: 'home-region-unreachable',
          },
          actor,
          { id, input },
        );
  }

  async read({ code }: ReadPasswordLink): Promise<PasswordLinkOwner> {
    const link = this.#link(code);
    const account = link && this.#openedBy(link);
    if (!link || !account) throw refused();
    return { name: account.name, email: account.email, expiresAt: link.expiresAt };
  }

  async choose({ code, password }: ChoosePassword, from?: OpenedFrom): Promise<SessionView> {
    const link = this.#link(code);
    if (!link) throw refused();
    const account = (await this.#change(link, password)) ?? (await this.#changedTo(link, password));
    if (!account) throw refused();
    return this.#deps.sessions.openFor(account, from);
  }

  /** Removes those that have expired. */
  sweep(transaction: Transaction): void {
    const { passwordLinks } = this.#deps.state;
    for (const { id, expiresAt } of passwordLinks.values())
      if (expiresAt <= transaction.now) transaction.remove(passwordLinks, id);
  }

  async #makeHere(actor: RemoteActor, id: AccountId, { reason }: Reason): Promise<PasswordLinkView> {
    checkAdmin(actor);
    if (id === actor.accountId)
      throw new Problem('wrong-state', 'You change your own password in your profile.', {
        reason: 'own-password',
      });
    const { state, audit, peers, secrets, timing } = this.#deps;
    const code = secrets.token();
    const expiresAt = await state.ledger.run((transaction) => {
      checkWritesAccounts(state, peers);
      // They may have lost the role since they asked.
      checkAdmin({ ...actor, roles: state.accounts.get(actor.accountId)?.roles ?? [] });
      const account = this.#account(id);
      checkIsNoAdmin(account);
      for (const former of state.passwordLinks.inGroup('account', id))
        transaction.remove(state.passwordLinks, former.id);
      const link: PasswordLink = {
        id: this.#idOf(code),
        accountId: id,
        credentialVersion: account.credentialVersion,
        expiresAt: transaction.now + timing.passwordLinkMs,
      };
      transaction.put(state.passwordLinks, link.id, link);
      audit.write(transaction, actor, 'password-link', `${account.name} (${account.email})`, reason);
      return link.expiresAt;
    });
    const url = new URL(pagePath, peers.self.url);
    url.hash = code;
    return { url: url.href, expiresAt };
  }

  /** The account with its new password; undefined when the link does not open it (any more). */
  async #change(link: PasswordLink, password: string): Promise<Account | undefined> {
    const { state, peers, secrets } = this.#deps;
    if (!this.#openedBy(link)) return undefined;
    const passwordHash = await secrets.hashPassword(password);
    return state.ledger.run((transaction) => {
      checkWritesAccounts(state, peers);
      const account = state.passwordLinks.get(link.id) && this.#openedBy(link);
      if (!account) return undefined;
      const credentialVersion = account.credentialVersion + 1;
      const changed = state.nextVersion({ ...account, passwordHash, credentialVersion });
      transaction.put(state.accounts, account.id, changed);
      return changed;
    });
  }

  /**
   * The account, if this link gave it just this password and nothing has changed since: whoever pressed twice, or never got
   * the answer, is let in. They know the password, so that the used link opens no more to them than signing in does.
   */
  async #changedTo(link: PasswordLink, password: string): Promise<Account | undefined> {
    const { state, secrets } = this.#deps;
    const account = state.accounts.get(link.accountId);
    if (account?.credentialVersion !== link.credentialVersion + 1) return undefined;
    return (await secrets.verifyPassword(account.passwordHash, password)) ? account : undefined;
  }

  #link(code: string): PasswordLink | undefined {
    const link = this.#deps.state.passwordLinks.get(this.#idOf(code));
    return link && link.expiresAt > this.#deps.clock.now() ? link : undefined;
  }

  /**
   * Whose password it can change: as long as that is what it was when the link was made, so that a link is used up by its
   * own use and by any other new password. Who has become an admin since, or has moved to another home, is not opened.
   */
  #openedBy({ accountId, credentialVersion }: PasswordLink): Account | undefined {
    const { state } = this.#deps;
    const account = state.accounts.get(accountId);
    const isOpen =
      account?.credentialVersion === credentialVersion &&
      account.home === state.self &&
      !account.roles.includes('admin');
    return isOpen ? account : undefined;
  }

  /** @throws Problem not-found */
  #account(id: AccountId): Account {
    const account = this.#deps.state.accounts.get(id);
    if (!account)
      throw new Problem('not-found', 'There is no such account.', { reason: 'account-not-found' });
    return account;
  }

  #idOf(code: string): string {
    return this.#deps.secrets.digest('password link', code);
  }
}

/** With a link an admin could act under the name of another. @throws Problem wrong-state */
function checkIsNoAdmin({ roles }: Account): void {
  if (roles.includes('admin'))
    throw new Problem(
      'wrong-state',
      `An admin gets a new password from the operator, on the machine of their home region: ${operatorCommand}`,
      { reason: 'admin-password', values: { command: operatorCommand } },
    );
}

/** The same whether it was never there, has expired, was used or ended otherwise. */
function refused(): Problem {
  return new Problem(
    'link-refused',
    'This link has expired, was used already, or another one was made since. Ask an admin for a new one.',
  );
}
