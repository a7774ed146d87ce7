import { z } from 'zod';
import { AccountId, type RegionId } from '../core/ids.ts';
import { newTrust } from '../core/trust.ts';
import type { Clock, LocalTimes, Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { RegisterExpert, RegisterUser } from '../schemas/inputs.ts';
import { AccountView } from '../schemas/views.ts';
import type { Role } from '../schemas/words.ts';
import { accountView } from './account-view.ts';
import type { Account, Creation, Profile } from './documents.ts';
import type { Draining } from './draining.ts';
import type { Forward } from './forward.ts';
import { newProfile } from './moving.ts';
import { checkCategories, checkTimeZone, regionNamed } from './naming.ts';
import type { Peers } from './peers.ts';
import { emailTaken, type Reservations } from './reservations.ts';
import type { Idempotency } from './services.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** A registration as it is forwarded: with its idempotency key. */
const Forwarded = { once: z.string().max(200).optional() };
const ForwardedUser = z.object({ ...Forwarded, input: RegisterUser });
const ForwardedExpert = z.object({ ...Forwarded, input: RegisterExpert });

type Deps = {
  readonly state: State;
  readonly reservations: Reservations;
  readonly forward: Forward;
  readonly draining: Draining;
  readonly peers: Peers;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly localTimes: LocalTimes;
};

/** How accounts come to be: at their home region, one for each e-mail address. */
export class Registration {
  readonly #deps: Deps;
  /** Registrations under way, so that a double click waits for the first instead of meeting its reservation. */
  readonly #underWay = new Map<
    string,
    { readonly request: string; readonly account: Promise<AccountView> }
  >();

  constructor(deps: Deps) {
    this.#deps = deps;
    const { forward } = deps;
    forward.offerToAnyone('accounts.registerUser', ForwardedUser, ({ input, once }) =>
      this.registerUser({ ...input, region: undefined }, once === undefined ? undefined : { key: once }),
    );
    forward.offerToAnyone('accounts.registerExpert', ForwardedExpert, ({ input, once }) =>
      this.registerExpert({ ...input, region: undefined }, once === undefined ? undefined : { key: once }),
    );
  }

  registerUser(input: RegisterUser, once?: Idempotency): Promise<AccountView> {
    return this.#register('registerUser', input, ['user'], undefined, once);
  }

  async registerExpert(input: RegisterExpert, once?: Idempotency): Promise<AccountView> {
    checkCategories(this.#deps.state, input.categories);
    checkTimeZone(this.#deps, input.workingHours);
    const { categories, qualifications, yearsOfExperience, links, resume, capacity, workingHours } = input;
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
        quiz: {},
        ...(workingHours && { workingHours }),
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
    const { password, region: _, ...told } = input;
    const request = secrets.digest('registration', name, JSON.stringify(told));
    const former = state.creations.get(creationId);
    const underWay = this.#underWay.get(creationId);
    const known = former ?? underWay;
    if (known && known.request !== request) throw keyReused();
    if (known) {
      const id = former?.accountId ?? AccountId.parse((await underWay?.account)?.id);
      return this.#repeated(id, password);
    }
    const account = this.#registerHere(input, roles, profile, { id: creationId, request });
    this.#underWay.set(creationId, { request, account });
    return account.finally(() => this.#underWay.delete(creationId));
  }

  /** The first answer again, for who knows the password that was given with it. */
  async #repeated(id: AccountId, password: string): Promise<AccountView> {
    const { state, secrets, peers } = this.#deps;
    const account = state.accounts.get(id);
    if (!account || !(await secrets.verifyPassword(account.passwordHash, password))) throw keyReused();
    return accountView(account, peers);
  }

  async #registerHere(
    input: RegisterUser,
    roles: Role[],
    profile: Omit<Profile, 'id'> | undefined,
    creation: Pick<Creation, 'id' | 'request'> | undefined,
  ): Promise<AccountView> {
    const { state, secrets, reservations, draining } = this.#deps;
    draining.checkStays();
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
        if (creation) {
          transaction.put(state.creations, creation.id, {
            ...creation,
            email,
            accountId: created.id,
            at: transaction.now,
          });
        }
        return created;
      });
      return accountView(account, this.#deps.peers);
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

  /** @throws Problem invalid */
  #home(region: string | undefined): RegionId {
    const { state, peers } = this.#deps;
    if (region === undefined) return state.self;
    return regionNamed(peers, region).region;
  }
}

/** 24 characters of base64url: 144 random bits, and still possible to type. */
const generatedPasswordLength = 24;

function keyReused(): Problem {
  return new Problem('idempotency-key-reused', 'This idempotency key was used for another registration.');
}
