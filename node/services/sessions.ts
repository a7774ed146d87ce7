import type { EpochMs } from '../core/ids.ts';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { SignIn } from '../schemas/inputs.ts';
import type { SessionView } from '../schemas/views.ts';
import { accountView } from './account-view.ts';
import type { Account } from './documents.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { Presence } from './presence.ts';
import type { Actor, SessionCalls } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Sign-in. A session is an opaque token, kept as its digest, valid at the region that opened it. */
export class Sessions implements SessionCalls {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #presence: Pick<Presence, 'heard'>;
  readonly #secrets: Secrets;
  readonly #timing: Timing;
  readonly #now: () => EpochMs;
  /** Made at the start: made at the first wrong e-mail, its time would tell. */
  readonly #dummyHash: Promise<string>;

  constructor(deps: {
    state: State;
    peers: Peers;
    presence: Pick<Presence, 'heard'>;
    secrets: Secrets;
    timing: Timing;
    now: () => EpochMs;
  }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#presence = deps.presence;
    this.#secrets = deps.secrets;
    this.#timing = deps.timing;
    this.#now = deps.now;
    this.#dummyHash = deps.secrets.hashPassword(deps.secrets.token());
  }

  async open({ email, password }: SignIn): Promise<SessionView> {
    const account = await this.#verified(email, password);
    if (!account) throw new Problem('wrong-credentials', 'E-mail or password is wrong.');
    const token = this.#secrets.token();
    const id = this.#idOf(token);
    const expiresAt = await this.#state.ledger.run((transaction) => {
      this.#endOldest(account, (session) => transaction.remove(this.#state.sessions, session));
      const session = {
        id,
        accountId: account.id,
        credentialVersion: account.credentialVersion,
        expiresAt: transaction.now + this.#timing.sessionMs,
      };
      transaction.put(this.#state.sessions, id, session);
      return session.expiresAt;
    });
    return { token, expiresAt, account: accountView(account, this.#peers) };
  }

  async authenticate(token: string): Promise<Actor | undefined> {
    const session = this.#state.sessions.get(this.#idOf(token));
    if (!session || session.expiresAt <= this.#now()) return undefined;
    const account = this.#state.accounts.get(session.accountId);
    if (!account || account.credentialVersion > session.credentialVersion) return undefined;
    this.#presence.heard(account.id);
    return {
      accountId: account.id,
      name: account.name,
      roles: account.roles,
      sessionId: session.id,
      sessionExpiresAt: session.expiresAt,
    };
  }

  async close(actor: Actor): Promise<void> {
    await this.#state.ledger.run((transaction) => transaction.remove(this.#state.sessions, actor.sessionId));
  }

  /** Removes sessions that have expired. */
  async sweep(): Promise<void> {
    await this.#state.ledger.run((transaction) => {
      for (const { id, expiresAt } of this.#state.sessions.values()) {
        if (expiresAt <= transaction.now) transaction.remove(this.#state.sessions, id);
      }
    });
  }

  /**
   * The account that e-mail and password fit. Two accounts can share an address that was registered on both sides of
   * a partition. Without any, a hash of nothing is checked, so that the time does not tell.
   */
  async #verified(email: string, password: string): Promise<Account | undefined> {
    const accounts = this.#state.accounts.inGroup('email', email);
    if (accounts.length === 0) {
      await this.#secrets.verifyPassword(await this.#dummyHash, password);
      return undefined;
    }
    for (const account of accounts) {
      if (await this.#secrets.verifyPassword(account.passwordHash, password)) return account;
    }
    return undefined;
  }

  #endOldest(account: Account, end: (id: string) => void): void {
    const open = this.#state.sessions
      .inGroup('account', account.id)
      .sort((a, b) => a.expiresAt - b.expiresAt);
    for (const { id } of open.slice(0, Math.max(0, open.length - limits.sessionsPerAccount + 1))) end(id);
  }

  #idOf(token: string): string {
    return this.#secrets.digest('session', token);
  }
}
