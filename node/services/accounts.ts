import { z } from 'zod';
import { newAvailability } from '../core/availability.ts';
import { AccountId, type RegionId } from '../core/ids.ts';
import { nothingLearnt } from '../core/skill.ts';
import { newTrust, trustAt, trustPrior } from '../core/trust.ts';
import type { Clock, Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { RegisterExpert, RegisterUser, SetPresence, UpdateMe } from '../schemas/inputs.ts';
import { AccountView, ExpertProfile, type MeView, PresenceView } from '../schemas/views.ts';
import type { Role } from '../schemas/words.ts';
import type { Account, Profile } from './documents.ts';
import type { Experts } from './experts.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Transaction } from './ledger.ts';
import { regionNamed } from './naming.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Presence } from './presence.ts';
import type { Ratings } from './ratings.ts';
import { emailTaken, type Reservations } from './reservations.ts';
import type { AccountCalls, Actor, Idempotency } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** A registration as it is forwarded: with its idempotency key. */
const Forwarded = { once: z.string().max(200).optional() };
const ForwardedUser = z.object({ ...Forwarded, input: RegisterUser });
const ForwardedExpert = z.object({ ...Forwarded, input: RegisterExpert });

/** What the home says after a change of an account: the credential version tells whether the password changed. */
const Updated = z.object({ credentialVersion: z.int() });

const Mine = z.object({ standing: z.number(), expert: ExpertProfile.optional() });

type Deps = {
  readonly state: State;
  readonly experts: Experts;
  readonly presence: Presence;
  readonly ratings: Ratings;
  readonly reservations: Reservations;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly timing: Timing;
};

/** Registration and profiles. Only an account's home region writes it; other regions pass the request on. */
export class Accounts implements AccountCalls {
  readonly #deps: Deps;
  /** Registrations under way, so that a double click waits for the first instead of meeting its reservation. */
  readonly #underWay = new Map<string, { readonly email: string; readonly account: Promise<AccountView> }>();

  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offerToAnyone('accounts.registerUser', ForwardedUser, ({ input, once }) =>
      this.registerUser({ ...input, region: undefined }, once === undefined ? undefined : { key: once }),
    );
    forward.offerToAnyone('accounts.registerExpert', ForwardedExpert, ({ input, once }) =>
      this.registerExpert({ ...input, region: undefined }, once === undefined ? undefined : { key: once }),
    );
    forward.offer('accounts.mine', z.null(), (actor) => this.#mine(actor.accountId));
    forward.offer('accounts.updateMe', UpdateMe, (actor, input) => this.#update(actor, input));
    forward.offer('accounts.setPresence', SetPresence, (actor, input) =>
      this.#setPresence(actor.accountId, input),
    );
  }

  registerUser(input: RegisterUser, once?: Idempotency): Promise<AccountView> {
    return this.#register('registerUser', input, ['user'], undefined, once);
  }

  async registerExpert(input: RegisterExpert, once?: Idempotency): Promise<AccountView> {
    this.#checkCategories(input.categories);
    const { categories, qualifications, yearsOfExperience, links, resume, capacity } = input;
    // An expert can be stuck, too: the account also works as a user's.
    return this.#register(
      'registerExpert',
      input,
      ['user', 'expert'],
      newProfile({
        categories: [...new Set(categories)],
        qualifications,
        yearsOfExperience,
        links,
        resume,
        capacity,
      }),
      once,
    );
  }

  /**
   * An admin, or nothing when the mesh has one already: made at a founding node's first start.
   * The password is generated unless given; it is returned this once.
   */
  async createAdmin(email: string, password: string | undefined): Promise<string | undefined> {
    const { state, secrets } = this.#deps;
    if (state.admins().length > 0) return undefined;
    const chosen = password ?? secrets.token().slice(0, generatedPasswordLength);
    const passwordHash = await secrets.hashPassword(chosen);
    await state.ledger.run((transaction) => {
      this.#create(transaction, { name: 'Admin', email, roles: ['admin'], languages: ['en'], passwordHash });
    });
    return chosen;
  }

  async me(actor: Actor): Promise<MeView> {
    const { state, forward, peers } = this.#deps;
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
      account: this.view(account),
      here: nameOf(peers, state.self),
      ...(homeUrl !== undefined && { homeUrl }),
      standing: mine.standing,
      ...(mine.expert && { expert: mine.expert }),
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
    if (input.password) {
      // The session that changed the password goes on; all others end.
      await state.ledger.run((transaction) => {
        const session = state.sessions.get(actor.sessionId);
        if (session) transaction.put(state.sessions, session.id, { ...session, credentialVersion });
      });
    }
    return this.me(actor);
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

  /** An account as its owner and admins see it. */
  view(account: Account): AccountView {
    const { id, name, email, roles, home, languages, verification, verificationNote } = account;
    return {
      id,
      name,
      email,
      roles,
      region: nameOf(this.#deps.peers, home),
      languages,
      ...(verification && { verification }),
      ...(verificationNote && { verificationNote }),
    };
  }

  /** What only the home region can say of an expert. @throws StoreUnavailable */
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
      quiz: { ...profile.quiz },
      trust: trustAt(account.trust, clock.now()),
      availability: profile.availability.value,
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

  async #register(
    name: 'registerUser' | 'registerExpert',
    input: RegisterUser,
    roles: Role[],
    profile: Omit<Profile, 'id'> | undefined,
    once: Idempotency | undefined,
  ): Promise<AccountView> {
    const home = this.#home(input.region);
    const { state, forward, secrets } = this.#deps;
    if (home !== state.self) {
      return forward.call(
        home,
        { name: `accounts.${name}`, reply: AccountView, unreachable: 'home-region-unreachable' },
        undefined,
        { input, once: once?.key },
      );
    }
    if (!once) return this.#registerHere(input, roles, profile, undefined);
    const creationId = secrets.digest('creation', once.key);
    const former = state.creations.get(creationId);
    const underWay = this.#underWay.get(creationId);
    const knownEmail = former?.email ?? underWay?.email;
    if (knownEmail !== undefined && knownEmail !== input.email) {
      throw new Problem('idempotency-key-reused', 'This idempotency key was used for another registration.');
    }
    if (former) return this.view(this.#account(former.accountId));
    if (underWay) return underWay.account;
    const account = this.#registerHere(input, roles, profile, creationId);
    this.#underWay.set(creationId, { email: input.email, account });
    return account.finally(() => this.#underWay.delete(creationId));
  }

  async #registerHere(
    input: RegisterUser,
    roles: Role[],
    profile: Omit<Profile, 'id'> | undefined,
    creationId: string | undefined,
  ): Promise<AccountView> {
    const { state, secrets, reservations } = this.#deps;
    const { email } = input;
    const release = await reservations.reserve(email);
    try {
      const passwordHash = await secrets.hashPassword(input.password);
      const account = await state.ledger.run((transaction) => {
        const created = this.#create(transaction, {
          name: input.name,
          email,
          roles,
          languages: input.languages,
          passwordHash,
        });
        if (profile) transaction.put(state.profiles, created.id, { ...profile, id: created.id });
        if (creationId !== undefined) {
          transaction.put(state.creations, creationId, {
            id: creationId,
            email,
            accountId: created.id,
            at: transaction.now,
          });
        }
        return created;
      });
      return this.view(account);
    } finally {
      release();
    }
  }

  /** @throws Problem email-taken */
  #create(
    transaction: Transaction,
    input: Pick<Account, 'name' | 'email' | 'roles' | 'languages' | 'passwordHash'>,
  ): Account {
    const { state, secrets } = this.#deps;
    if (state.accounts.inGroup('email', input.email).length > 0) throw emailTaken();
    const account: Account = {
      ...input,
      id: AccountId.parse(secrets.id()),
      home: state.self,
      credentialVersion: 1,
      ...(input.roles.includes('expert') && { verification: 'pending' as const }),
      trust: newTrust(transaction.now),
      standing: newTrust(transaction.now),
      registeredAt: transaction.now,
      version: { counter: 1, writer: state.self },
    };
    transaction.put(state.accounts, account.id, account);
    return account;
  }

  async #update(actor: RemoteActor, input: UpdateMe): Promise<z.infer<typeof Updated>> {
    const { state, secrets } = this.#deps;
    const { password, name, languages, ...expertise } = input;
    const id = actor.accountId;
    let passwordHash: string | undefined;
    if (password) {
      const { passwordHash: current } = this.#account(id);
      if (!(await secrets.verifyPassword(current, password.current))) {
        throw new Problem('invalid', 'The current password is wrong.', {
          errors: [{ pointer: '/password/current', detail: 'This is not your current password.' }],
        });
      }
      passwordHash = await secrets.hashPassword(password.next);
    }
    if (expertise.categories) this.#checkCategories(expertise.categories);
    return state.ledger.run((transaction) => {
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
      if (profile && Object.keys(expertise).length > 0) {
        transaction.put(state.profiles, id, { ...profile, ...withoutUndefined(expertise) });
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
        throw new Problem('forbidden', 'You can go online once an admin has verified you.');
      }
      if (wanted === 'online') presence.arrive(transaction, id);
      else presence.leave(transaction, id, 'chosen');
      return wanted === 'online'
        ? { presence: wanted, countsUntil: clock.now() + timing.presenceMs }
        : { presence: wanted };
    });
  }

  /** @throws Problem invalid */
  #home(region: string | undefined): RegionId {
    const { state, peers } = this.#deps;
    if (region === undefined) return state.self;
    return regionNamed(peers, region).region;
  }

  /** @throws Problem invalid */
  #checkCategories(categories: readonly string[]): void {
    const { categories: known } = this.#deps.state.settings;
    const unknown = categories.find((category) => !known.includes(category));
    if (unknown === undefined) return;
    throw new Problem('invalid', `There is no category "${unknown}".`, {
      errors: [{ pointer: '/categories', detail: `Choose among ${known.join(', ')}.` }],
    });
  }
}

/** 24 characters of base64url: 144 random bits, and still possible to type. */
const generatedPasswordLength = 24;

function newProfile(
  expertise: Pick<
    Profile,
    'categories' | 'qualifications' | 'yearsOfExperience' | 'links' | 'resume' | 'capacity'
  >,
): Omit<Profile, 'id'> {
  return {
    ...expertise,
    quiz: {},
    quizAttempts: {},
    learnt: nothingLearnt,
    availability: newAvailability,
    presence: 'away',
    timedOutInRow: 0,
    offers: { offered: 0, accepted: 0, rejected: 0, timedOut: 0 },
    resolved: 0,
  };
}

/** What was given; members left out keep their value. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
