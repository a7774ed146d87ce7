/**
 * Whole regions of services in virtual time, for tests: the production code over a simulated network, disks in memory
 * and secrets from a seed. Nothing here waits for the machine's clock.
 */
import { isDeepStrictEqual } from 'node:util';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { SimulatedNetwork } from '../../sim/network.ts';
import { SeededRandom } from '../../sim/random.ts';
import { createSimulatedSecrets } from '../../sim/secrets.ts';
import { AccountId, IssueId, OfferId } from '../core/ids.ts';
import { type AddressBook, createMemoryBook } from '../mesh/book.ts';
import { Membership } from '../mesh/membership.ts';
import type { Blobs, Cancel, Embedder, Languages, Log, Store } from '../ports.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { RegisterExpert, RegisterUser, SubmitIssue } from '../schemas/inputs.ts';
import type { AdoptionView } from '../schemas/mesh-views.ts';
import type { IssueView, LiveEvent, OfferView } from '../schemas/views.ts';
import { MemoryDisk } from '../store/memory.ts';
import { startServices } from './create.ts';
import type { RunningServices, ServicesDeps } from './deps.ts';
import { collections } from './documents.ts';
import type { Actor, Services } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Virtual time that anything a person waits for may take; beyond, the test fails instead of hanging. */
const patienceMs = 30_000;
export const testPassword = 'correct horse battery';

/** One region's process: `restart` makes the next one on the same disk. */
export type TestRegion = {
  readonly name: string;
  readonly services: Services;
  readonly running: RunningServices;
  readonly state: State;
  readonly membership: Membership;
  readonly disk: MemoryDisk;
  readonly store: Store;
  readonly blobs: Blobs;
};

export type TestExpert = { readonly actor: Actor; readonly leave: Cancel; readonly events: LiveEvent[] };

const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Documents are plain JSON: what would be another document after a round trip must not reach a store. */
const strict = (store: Store): Store => ({
  get: (collection, id) => store.get(collection, id),
  query: (collection, index, range, options) => store.query(collection, index, range, options),
  close: () => store.close(),
  commit: (changes) => {
    for (const change of changes) {
      if (change.kind === 'remove') continue;
      const kept: unknown = JSON.parse(JSON.stringify(change.doc));
      if (!isDeepStrictEqual(kept, { ...change.doc }))
        throw new Error(`${change.collection}/${change.id} is not plain JSON`);
    }
    return store.commit(changes);
  },
});

type WorldOptions = {
  readonly seed?: string;
  readonly timing?: Partial<Timing>;
  readonly wrapStore?: (store: Store) => Store;
  /** Whether regions are measured each minute. */
  readonly isMeasured?: boolean;
  /** Asked by every region. */
  readonly assistant?: ServicesDeps['assistant'];
  readonly attachmentLimits?: ServicesDeps['attachmentLimits'];
  /** What tells languages apart; nothing unless said. */
  readonly languages?: Languages;
  /** The sentence model of each region, asked for at each start; none unless said. */
  readonly embedderOf?: (name: string) => Embedder | undefined;
};

/** A few regions; start them with `start`, people with `user` and `expert`, time with `run`, `until` and `pass`. */
export class TestWorld {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly network: SimulatedNetwork;
  readonly #timing: Partial<Timing>;
  readonly #wrap: (store: Store) => Store;
  readonly #embedderOf: (name: string) => Embedder | undefined;
  readonly #assistant: ServicesDeps['assistant'];
  readonly #isMeasured: boolean;
  readonly #attachmentLimits: Pick<ServicesDeps, 'attachmentLimits'>;
  readonly #languages: Languages | undefined;
  readonly #regions = new Map<string, TestRegion>();
  readonly #halts = new Map<string, () => void>();
  readonly #books = new Map<string, AddressBook>();
  readonly #boots = new Map<string, number>();
  readonly #disks = new Map<string, MemoryDisk>();
  #people = 0;

  constructor(options: WorldOptions = {}) {
    const { seed = 'services', timing = {}, wrapStore = (store) => store } = options;
    this.#embedderOf = options.embedderOf ?? (() => undefined);
    this.random = new SeededRandom(seed);
    this.network = new SimulatedNetwork({ clock: this.clock, random: this.random.fork('network') });
    this.#timing = timing;
    this.#wrap = wrapStore;
    this.#assistant = options.assistant;
    this.#isMeasured = options.isMeasured === true;
    const { attachmentLimits } = options;
    this.#attachmentLimits = attachmentLimits ? { attachmentLimits } : {};
    this.#languages = options.languages;
  }

  /** Starts regions that all see each other up. */
  static async of<N extends string>(
    names: readonly N[],
    options: WorldOptions = {},
  ): Promise<TestWorld & { readonly regions: Record<N, TestRegion> }> {
    const world = new TestWorld(options);
    for (const name of names) await world.start(name);
    await world.allUp();
    return world as TestWorld & { readonly regions: Record<N, TestRegion> };
  }

  /** The running process of each region, by name. */
  get regions(): Record<string, TestRegion> {
    return Object.fromEntries(this.#regions);
  }

  /**
   * Starts a region, or starts it again on its disk; the operator may say that it is a backup. On a machine of another
   * name than its own it has an empty disk and an identity of its own.
   */
  async start(name: string, { isBackup = false, machine = name } = {}): Promise<TestRegion> {
    const [first = name] = [...this.#books.keys()].filter((other) => other !== machine && other !== name);
    const disk = this.#disks.get(machine) ?? this.#newDisk();
    this.#disks.set(machine, disk);
    const store = this.#wrap(strict(disk.open(collections)));
    const blobs = disk.openBlobs();
    const clock = this.clock.forNode();
    const bootEpoch = (this.#boots.get(machine) ?? 0) + 1;
    this.#boots.set(machine, bootEpoch);
    const random = this.random.fork(`${machine} ${bootEpoch}`);
    const book = this.#books.get(machine) ?? createMemoryBook();
    this.#books.set(machine, book);
    const mesh = this.network.createMesh(machine);
    const membership = new Membership(
      { name, url: `http://${name.toLowerCase()}.test`, bootEpoch, version: '0.1.0' },
      { mesh, clock, random, log: silentLog, book },
    );
    await mesh.start();
    await this.run(membership.start({ peers: first === name ? [] : [`sim://${first}`] }));
    const running = await this.run(
      startServices({
        self: mesh.self,
        store,
        blobs,
        mesh,
        membership,
        clock,
        random,
        secrets: createSimulatedSecrets(random.fork('secrets')),
        log: silentLog,
        timing: this.#timing,
        isBackup,
        embedder: this.#embedderOf(name),
        assistant: this.#assistant,
        isMeasured: this.#isMeasured,
        ...this.#attachmentLimits,
        ...(this.#languages && { languages: this.#languages }),
      }),
    );
    const { services, state } = running;
    const region: TestRegion = { name, services, running, state, membership, disk, store, blobs };
    this.#regions.set(name, region);
    this.#halts.set(name, () => {
      clock.halt();
      this.network.crash(mesh.self);
      disk.crash();
    });
    return region;
  }

  /** Kills a region's process; what was not committed is lost. */
  crash(name: string): void {
    this.#halts.get(name)?.();
    this.#halts.delete(name);
  }

  /** Kills regions, until those that still run no longer count on them: nobody reaches them, and they may be adopted. */
  async lose(...names: string[]): Promise<void> {
    for (const name of names) this.crash(name);
    const running = [...this.#regions.values()].filter(({ name }) => this.#halts.has(name));
    for (const region of running) await this.gone(region, ...names);
  }

  /** An admin at a region lets it adopt a lost one; forced, without those that do not answer. */
  adopt(at: TestRegion, admin: Actor, name: string, { isForced = false } = {}): Promise<AdoptionView> {
    return this.run(at.services.admin.adopt(admin, name, { reason: 'It burnt down.', isForced }));
  }

  async restart(name: string): Promise<TestRegion> {
    this.crash(name);
    const region = await this.start(name);
    await this.allUp();
    return region;
  }

  /** Until every running region sees every other one up. */
  async allUp(): Promise<void> {
    const regions = [...this.#regions.values()];
    await this.until(
      () =>
        regions.every(({ membership }) => {
          const members = membership.members();
          return members.length === regions.length && members.every(({ state }) => state === 'up');
        }),
      120_000,
    );
  }

  /** Until these regions no longer count on the others (suspected or down). */
  async gone(at: TestRegion, ...names: string[]): Promise<void> {
    await this.until(() => names.every((name) => at.membership.byName(name)?.state !== 'up'));
  }

  /** Lets time pass until the promise settles. */
  async run<T>(promise: Promise<T>, withinMs = patienceMs): Promise<T> {
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    promise.then(settle, settle);
    if (!(await this.clock.advanceUntil(() => isSettled, withinMs))) {
      throw new Error(`Not settled after ${withinMs} ms.`);
    }
    return promise;
  }

  async until(condition: () => boolean, withinMs = patienceMs): Promise<void> {
    if (await this.clock.advanceUntil(condition, withinMs)) return;
    throw new Error(`After ${withinMs} ms still not: ${condition}`);
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** The code of the problem that a call ends with; a function is one that lets time pass by itself. */
  async refused(work: Promise<unknown> | (() => Promise<unknown>)): Promise<ProblemCode> {
    const outcome = (promise: Promise<unknown>): Promise<unknown> =>
      promise.then(
        () => undefined,
        (reason: unknown) => reason,
      );
    const error = await (typeof work === 'function' ? outcome(work()) : this.run(outcome(work)));
    if (error instanceof Problem) return error.code;
    throw error ?? new Error('It was not refused.');
  }

  async admin(region: TestRegion): Promise<Actor> {
    await this.run(region.running.registration.createAdmin('admin@example.org', testPassword));
    return this.signIn(region, 'admin@example.org');
  }

  async user(region: TestRegion, name = 'Ursula'): Promise<Actor> {
    const email = this.#email(name);
    const input = RegisterUser.parse({ name, email, password: testPassword });
    await this.run(region.services.accounts.registerUser(input));
    return this.signIn(region, email);
  }

  /** A verified expert who is online, with a page open unless `isPresent` is false. */
  async expert(
    region: TestRegion,
    name = 'Egon',
    more: {
      categories?: string[];
      capacity?: number;
      qualifications?: string;
      languages?: string[];
      isOnline?: boolean;
      isPresent?: boolean;
      isVerified?: boolean;
    } = {},
  ): Promise<TestExpert> {
    const { categories = ['network'], capacity = 3, qualifications = '', languages = ['en'] } = more;
    const { isOnline = true, isPresent = true, isVerified = true } = more;
    const email = this.#email(name);
    const input = RegisterExpert.parse({
      name,
      email,
      password: testPassword,
      categories,
      capacity,
      qualifications,
      languages,
    });
    const { id } = await this.run(region.services.accounts.registerExpert(input));
    const { services } = region;
    if (isVerified) {
      await this.run(services.admin.verify(anAdmin, AccountId.parse(id), { reason: '' }));
    }
    const actor = await this.signIn(region, email);
    if (isOnline) await this.run(services.accounts.setPresence(actor, { presence: 'online' }));
    const events: LiveEvent[] = [];
    const leave = isPresent
      ? await this.run(services.live.subscribe(actor, undefined, (event) => events.push(event)))
      : () => undefined;
    return { actor, leave, events };
  }

  async signIn(region: TestRegion, email: string, password = testPassword): Promise<Actor> {
    const { token } = await this.run(region.services.sessions.open({ email, password }));
    const actor = await this.run(region.services.sessions.authenticate(token));
    if (!actor) throw new Error(`${email} has no session.`);
    return actor;
  }

  async submit(region: TestRegion, actor: Actor, more: object = {}, key?: string): Promise<IssueId> {
    const input = SubmitIssue.parse({
      title: 'No connection',
      description: 'The printer cannot be reached.',
      category: 'network',
      ...more,
    });
    const once = key === undefined ? undefined : { key };
    return IssueId.parse((await this.run(region.services.issues.submit(actor, input, once))).id);
  }

  /** Submits, and goes on when the region has it: before its custodian does, and so before the answer. */
  async submitUnanswered(region: TestRegion, actor: Actor): Promise<IssueId> {
    const input = SubmitIssue.parse({ title: 'No connection', description: 'None.', category: 'network' });
    const { issues } = region.state;
    const before = new Set(issues.values().map(({ id }) => id));
    const isNew = ({ id }: { id: IssueId }) => !before.has(id);
    // A crash may leave it unanswered for ever.
    void region.services.issues.submit(actor, input);
    await this.until(() => issues.values().some(isNew));
    await this.run(region.state.ledger.settled());
    const issue = issues.values().find(isNew);
    if (!issue) throw new Error('The issue was not stored.');
    return issue.id;
  }

  view(region: TestRegion, actor: Actor, id: IssueId): Promise<IssueView> {
    return this.run(region.services.issues.get(actor, id));
  }

  /** The expert's open offer, once there is one. */
  async offer(region: TestRegion, { accountId }: Actor, withinMs = patienceMs): Promise<OfferId> {
    const open = () =>
      region.state.entries.inGroup('seat', accountId).find(({ phase }) => phase.at === 'offered');
    await this.until(() => open() !== undefined, withinMs);
    const phase = open()?.phase;
    if (phase?.at !== 'offered') throw new Error('The offer has gone.');
    await this.run(region.state.ledger.settled());
    return OfferId.parse(phase.offerId);
  }

  offers(region: TestRegion, actor: Actor): Promise<readonly OfferView[]> {
    return this.run(region.services.offers.list(actor)).then(({ items }) => items);
  }

  async accept(region: TestRegion, actor: Actor): Promise<void> {
    const id = await this.offer(region, actor);
    await this.run(region.services.offers.accept(actor, id));
  }

  async reject(region: TestRegion, actor: Actor): Promise<void> {
    const id = await this.offer(region, actor);
    await this.run(region.services.offers.reject(actor, id, { reason: 'not now' }));
  }

  /** From the open offer to the confirmed issue. */
  async solve(
    at: { region: TestRegion; expert: Actor },
    of: { region: TestRegion; user: Actor; id: IssueId },
  ): Promise<void> {
    await this.accept(at.region, at.expert);
    await this.run(at.region.services.issues.resolve(at.expert, of.id, { text: 'Restart it.' }));
    await this.until(() => of.region.state.issues.get(of.id)?.phase.at === 'resolved');
    await this.run(of.region.services.issues.confirm(of.user, of.id));
  }

  /** Until no message between regions waits, and nothing is half handed over. */
  async quiet(withinMs = 60_000): Promise<void> {
    const isQuiet = () =>
      [...this.#regions.values()].every(
        ({ state }) =>
          state.outbox.size === 0 &&
          state.issues
            .values()
            .every(
              ({ phase }) =>
                phase.at !== 'proposing' &&
                !(phase.at === 'placed' && (phase.wish !== undefined || phase.stage === 'held')),
            ) &&
          state.entries.values().every(({ phase }) => phase.at !== 'held'),
      );
    await this.until(isQuiet, withinMs);
    for (const { state } of this.#regions.values()) await this.run(state.ledger.settled());
  }

  /** What must hold of an issue at any moment: at most one region with somebody asked or working, one live state. */
  checkSingle(id: IssueId): void {
    const origins = [...this.#regions.values()].flatMap(({ state }) => state.issues.get(id) ?? []);
    assert.ok(origins.length <= 1, 'an issue has one origin');
    const active = [...this.#regions.values()].flatMap(({ state }) =>
      state.entries
        .inGroup('issue', id)
        .filter(({ phase }) => phase.at === 'offered' || phase.at === 'assigned'),
    );
    assert.ok(active.length <= 1, `${active.length} experts are active on one issue`);
  }

  #newDisk(): MemoryDisk {
    // A commit takes a moment, so that a crash can come between.
    const wait = () =>
      new Promise<void>((resolve) => {
        this.clock.after(commitMs, resolve);
      });
    return new MemoryDisk({ delay: wait });
  }

  #email(name: string): string {
    this.#people += 1;
    return `${name.toLowerCase()}${this.#people}@example.org`;
  }
}

/** A sync of a good disk, ms. */
const commitMs = 1;

/** An admin's word at the services' door: routes have checked the session before. */
const anAdmin: Actor = {
  accountId: AccountId.parse('test-admin'),
  name: 'Ada',
  roles: ['admin'],
  sessionId: 'test',
  sessionExpiresAt: Number.MAX_SAFE_INTEGER,
};
