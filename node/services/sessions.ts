import type { EpochMs } from '../core/ids.ts';
import type { Cancel, Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { SignIn } from '../schemas/inputs.ts';
import type { SessionView } from '../schemas/views.ts';
import { accountView } from './account-view.ts';
import type { Account, Session } from './documents.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { Presence } from './presence.ts';
import type { Actor, OpenedFrom, SessionCalls } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** When a session was used last is stored at most so often: people are told the day and the hour. */
const lastUsedStoredMs = 3_600_000;

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
  readonly #listeners = new Set<(sessionId: string) => void>();
  /** When each was used last, since the start. */
  readonly #usedAt = new Map<string, EpochMs>();

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

  async open({ email, password }: SignIn, from?: OpenedFrom): Promise<SessionView> {
    const account = await this.#verified(email, password);
    if (!account) throw new Problem('wrong-credentials', 'E-mail or password is wrong.');
    return this.openFor(account, from);
  }

  /** A session of somebody who has shown who they are. @throws Problem store-unavailable */
  async openFor(account: Account, from?: OpenedFrom, ticket?: string): Promise<SessionView> {
    const token = this.#secrets.token();
    const id = this.#idOf(token);
    const expiresAt = await this.#state.ledger.run((transaction) => {
      this.#endOldest(account, (session) => transaction.remove(this.#state.sessions, session));
      const session = {
        id,
        accountId: account.id,
        credentialVersion: account.credentialVersion,
        expiresAt: transaction.now + this.#timing.sessionMs,
        openedAt: transaction.now,
        ...(from && { device: from.device }),
        ...(ticket !== undefined && { ticket }),
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
    this.#usedAt.set(session.id, this.#now());
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

  onEnded(listener: (sessionId: string) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends sessions by their ids, and tells whoever has a socket open for them. @throws Problem store-unavailable */
  async end(ids: readonly string[]): Promise<void> {
    await this.#state.ledger.run((transaction) => {
      for (const id of ids) transaction.remove(this.#state.sessions, id);
    });
    for (const id of ids) for (const listener of this.#listeners) listener(id);
  }

  /** Whether it still opens anything. */
  isGood({ accountId, credentialVersion, expiresAt }: Session): boolean {
    const account = this.#state.accounts.get(accountId);
    return account !== undefined && account.credentialVersion <= credentialVersion && expiresAt > this.#now();
  }

  lastUsedAt({ id, lastUsedAt, openedAt }: Session): EpochMs | undefined {
    return this.#usedAt.get(id) ?? lastUsedAt ?? openedAt;
  }

  /** Removes sessions that have expired, and stores of the others when they were used, if that has changed much. */
  async sweep(): Promise<void> {
    await this.#state.ledger.run((transaction) => {
      const { sessions } = this.#state;
      for (const session of sessions.values()) {
        const { id, expiresAt, lastUsedAt = session.openedAt ?? 0 } = session;
        const usedAt = this.#usedAt.get(id) ?? 0;
        if (expiresAt <= transaction.now) transaction.remove(sessions, id);
        else if (usedAt - lastUsedAt >= lastUsedStoredMs)
          transaction.put(sessions, id, { ...session, lastUsedAt: usedAt });
      }
      for (const id of this.#usedAt.keys()) if (!sessions.get(id)) this.#usedAt.delete(id);
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
