import { z } from 'zod';
import type { AccountId } from '../core/ids.ts';
import { trustAt, trustPrior } from '../core/trust.ts';
import type { Assistant, Clock, LocalTimes, Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type RegisterExpert, type RegisterUser, SetPresence, UpdateMe } from '../schemas/inputs.ts';
import { type AccountView, ExpertProfile, type MeView, PresenceView } from '../schemas/views.ts';
import { accountView } from './account-view.ts';
import type { Account, Profile } from './documents.ts';
import type { Experts } from './experts.ts';
import type { Forward, RemoteActor } from './forward.ts';
import { checkCategories, checkTimeZone, checkWritesAccounts } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Presence } from './presence.ts';
import type { Ratings } from './ratings.ts';
import type { Registration } from './registration.ts';
import type { AccountCalls, Actor, Idempotency } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** What the home says after a change of an account: the credential version tells whether the password changed. */
const Updated = z.object({ credentialVersion: z.int() });

const Mine = z.object({ standing: z.number(), expert: ExpertProfile.optional() });

type Deps = {
  readonly state: State;
  readonly experts: Experts;
  readonly presence: Presence;
  readonly ratings: Ratings;
  readonly registration: Registration;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly localTimes: LocalTimes;
  readonly timing: Timing;
  readonly assistant: Pick<Assistant, 'model'> | undefined;
};

/** People's accounts and profiles. Only an account's home region writes it; other regions pass the request on. */
export class Accounts implements AccountCalls {
  readonly #deps: Deps;
  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offer('accounts.mine', z.null(), (actor) => this.#mine(actor.accountId));
    forward.offer('accounts.updateMe', UpdateMe, (actor, input) => this.#update(actor, input));
    forward.offer('accounts.endCredentials', z.null(), (actor) => this.#raiseCredentials(actor));
    forward.offer('accounts.setPresence', SetPresence, (actor, input) =>
      this.#setPresence(actor.accountId, input),
    );
  }

  registerUser(input: RegisterUser, once?: Idempotency): Promise<AccountView> {
    return this.#deps.registration.registerUser(input, once);
  }

  registerExpert(input: RegisterExpert, once?: Idempotency): Promise<AccountView> {
    return this.#deps.registration.registerExpert(input, once);
  }

  async me(actor: Actor): Promise<MeView> {
    const { state, forward, peers, assistant } = this.#deps;
    const account = this.#account(actor.accountId);
    const isHome = account.home === state.self;
    const mine = isHome
      ? await this.#mine(actor.accountId)
      : await forward
          .call(account.home, { name: 'accounts.mine', reply: Mine }, actor, null)
          // With the home away, what is replicated still shows.
          .catch(() => ({ standing: trustAt(account.standing, this.#deps.clock.now()), expert: undefined }));
    const homeUrl = isHome ? undefined : peers.get(account.home)?.url;
    return {
      account: accountView(account, peers),
      here: nameOf(peers, state.self),
      ...(homeUrl !== undefined && { homeUrl }),
      standing: mine.standing,
      ...(mine.expert && { expert: mine.expert }),
      ...(assistant && { assistant: { model: assistant.model } }),
      sessionExpiresAt: actor.sessionExpiresAt,
    };
  }

  async updateMe(actor: Actor, input: UpdateMe): Promise<MeView> {
    const { state, forward } = this.#deps;
    const { home } = this.#account(actor.accountId);
    const { credentialVersion } =
      home === state.self
        ? await this.#update(actor, input)
        : await forward.call(
            home,
            { name: 'accounts.updateMe', reply: Updated, unreachable: 'home-region-unreachable' },
            actor,
            input,
          );
    // The session that changed the password goes on; all others end.
    if (input.password) await this.#goOn(actor, credentialVersion);
    return this.me(actor);
  }

  /** Ends all sessions but the one that asks, at every region, as a new password does. @throws Problem home-region-unreachable */
  async endCredentials(actor: Actor): Promise<void> {
    const { state, forward } = this.#deps;
    const { home } = this.#account(actor.accountId);
    const command = {
      name: 'accounts.endCredentials',
      reply: Updated,
      unreachable: 'home-region-unreachable',
    } as const;
    if (home === state.self) {
      await this.#raiseCredentials(actor, actor.sessionId);
      return;
    }
    const { credentialVersion } = await forward.call(home, command, actor, null);
    await this.#goOn(actor, credentialVersion);
  }

  async #goOn({ sessionId }: Actor, credentialVersion: number): Promise<void> {
    const { state } = this.#deps;
    await state.ledger.run((transaction) => {
      const session = state.sessions.get(sessionId);
      if (session) transaction.put(state.sessions, session.id, { ...session, credentialVersion });
    });
  }

  /** A session of this region may go on: it is not dead in between. */
  #raiseCredentials({ accountId }: RemoteActor, goesOn?: string): Promise<z.infer<typeof Updated>> {
    const { state } = this.#deps;
    return state.ledger.run((transaction) => {
      checkWritesAccounts(state, this.#deps.peers);
      const account = this.#account(accountId);
      const credentialVersion = account.credentialVersion + 1;
      transaction.put(state.accounts, accountId, state.nextVersion({ ...account, credentialVersion }));
      const session = goesOn === undefined ? undefined : state.sessions.get(goesOn);
      if (session) transaction.put(state.sessions, session.id, { ...session, credentialVersion });
      return { credentialVersion };
    });
  }

  async setPresence(actor: Actor, input: SetPresence): Promise<PresenceView> {
    const { state, forward } = this.#deps;
    const { home } = this.#account(actor.accountId);
    return home === state.self
      ? this.#setPresence(actor.accountId, input)
      : forward.call(
          home,
          { name: 'accounts.setPresence', reply: PresenceView, unreachable: 'home-region-unreachable' },
          actor,
          input,
        );
  }

  /** What only the home region can say of an expert. @throws Problem store-unavailable */
  async profileView(profile: Profile): Promise<ExpertProfile> {
    const { experts, ratings, clock } = this.#deps;
    const account = this.#account(profile.id);
    const given = await ratings.of(profile.id, 'expert');
    return {
      categories: [...profile.categories],
      qualifications: profile.qualifications,
      yearsOfExperience: profile.yearsOfExperience,
      links: [...profile.links],
      resume: profile.resume,
      capacity: profile.capacity,
      ...(profile.workingHours && { workingHours: profile.workingHours }),
      quiz: { ...profile.quiz },
      trust: trustAt(account.trust, clock.now()),
      availability: profile.availability.value,
      ...(experts.isOutsideHours(profile, clock.now()) && { isOutsideHours: true }),
      load: experts.loadOf(profile.id),
      presence: profile.presence,
      ...(profile.awayBecause && { awayBecause: profile.awayBecause }),
      ratings: given.map(({ after: _, ...rating }) => rating),
      trustOverTime: [
        { at: account.registeredAt, trust: trustPrior },
        ...given.map(({ at, after }) => ({ at, trust: after })).reverse(),
        { at: clock.now(), trust: trustAt(account.trust, clock.now()) },
      ],
    };
  }

  /** @throws Problem not-found */
  #account(id: AccountId): Account {
    const account = this.#deps.state.accounts.get(id);
    if (!account) throw new Problem('not-found', 'This account does not exist.');
    return account;
  }

  async #mine(id: AccountId): Promise<z.infer<typeof Mine>> {
    const { state, clock } = this.#deps;
    const profile = state.profiles.get(id);
    return {
      standing: trustAt(this.#account(id).standing, clock.now()),
      ...(profile && { expert: await this.profileView(profile) }),
    };
  }

  async #update(actor: RemoteActor, input: UpdateMe): Promise<z.infer<typeof Updated>> {
    const { state, secrets } = this.#deps;
    const { password, name, languages, workingHours, ...expertise } = input;
    const id = actor.accountId;
    let passwordHash: string | undefined;
    if (password) {
      const { passwordHash: current } = this.#account(id);
      if (!(await secrets.verifyPassword(current, password.current))) {
        throw new Problem('invalid', 'The current password is wrong.', {
          errors: [
            {
              pointer: '/password/current',
              detail: 'This is not your current password.',
              reason: 'not-the-password',
            },
          ],
        });
      }
      passwordHash = await secrets.hashPassword(password.next);
    }
    if (expertise.categories) checkCategories(this.#deps.state, expertise.categories);
    checkTimeZone(this.#deps, workingHours);
    return state.ledger.run((transaction) => {
      checkWritesAccounts(state, this.#deps.peers);
      const account = this.#account(id);
      const changed: Account = state.nextVersion({
        ...account,
        ...(name !== undefined && { name }),
        ...(languages !== undefined && { languages }),
        ...(passwordHash !== undefined && { passwordHash, credentialVersion: account.credentialVersion + 1 }),
      });
      if (name !== undefined || languages !== undefined || passwordHash !== undefined) {
        transaction.put(state.accounts, id, changed);
      }
      const profile = state.profiles.get(id);
      if (profile && (Object.keys(expertise).length > 0 || workingHours !== undefined)) {
        const { workingHours: former, ...rest } = profile;
        const hours = workingHours === undefined ? former : (workingHours ?? undefined);
        transaction.put(state.profiles, id, {
          ...rest,
          ...withoutUndefined(expertise),
          ...(hours && { workingHours: hours }),
        });
      }
      return { credentialVersion: changed.credentialVersion };
    });
  }

  #setPresence(id: AccountId, { presence: wanted }: SetPresence): Promise<PresenceView> {
    const { state, presence, clock, timing } = this.#deps;
    return state.ledger.run((transaction) => {
      const account = this.#account(id);
      if (!state.profiles.get(id)) throw new Problem('forbidden', 'Only experts go online.');
      if (wanted === 'online' && account.verification !== 'verified') {
        throw new Problem('forbidden', 'You can go online once an admin has verified you.', {
          reason: 'not-verified-yet',
        });
      }
      if (wanted === 'online') presence.arrive(transaction, id);
      else presence.leave(transaction, id, 'chosen');
      return wanted === 'online'
        ? { presence: wanted, countsUntil: clock.now() + timing.presenceMs }
        : { presence: wanted };
    });
  }
}

/** What was given; members left out keep their value. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
