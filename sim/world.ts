import { AccountId } from '../node/core/ids.ts';
import type { LogFields } from '../node/ports.ts';
import type { RegisterExpert, RegisterUser } from '../node/schemas/inputs.ts';
import { Client, type Deps as ClientDeps } from './client.ts';
import { VirtualClock } from './clock.ts';
import { becauseOf } from './complaint.ts';
import { type FinalRegion, readFinal } from './final.ts';
import type { Interference } from './interference.ts';
import type { LinkConditions } from './link.ts';
import { SimulatedNetwork } from './network.ts';
import { SeededRandom } from './random.ts';
import { SimulatedRegion } from './region.ts';
import type { DiskPace } from './slow-disk.ts';
import { Trace } from './trace.ts';

/** How far the machines' clocks are apart, and how differently they run: computers without good time service. */
const skewMaxMs = 2_000;
const driftMaxPpm = 50;
/** Nobody waits longer than this for a mesh of a few nodes to come up, or for a read of a store. */
const startMaxMs = 60_000;
/** The password of every person, the admin included, until they change it. */
export const firstPassword = 'a simulated password';
const adminEmail = 'admin@grapevine.test';

export type WorldOptions = {
  readonly seed: number | string;
  readonly regions: readonly string[];
  readonly conditions?: Partial<LinkConditions>;
  readonly disks?: DiskPace;
  /** Who may strike at any point of the run. */
  readonly interference?: Interference;
};

/**
 * Several regions with all that lies between them, from one seed. Nothing in it looks at a real clock, and nothing
 * moves unless `advance…` is called.
 */
export class World {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly network: SimulatedNetwork;
  readonly #regions: SimulatedRegion[];
  readonly #clients = new Set<Client>();
  /** By name. */
  readonly #experts = new Set<string>();
  readonly #disks: DiskPace | undefined;
  readonly #interference: Interference | undefined;

  constructor({ seed, regions, conditions, disks, interference }: WorldOptions) {
    this.#disks = disks;
    this.#interference = interference;
    this.random = new SeededRandom(seed);
    this.trace = new Trace(() => this.clock.monotonicMs());
    const silent = () => {};
    const complain = (fields: LogFields, message: string) => {
      const because = becauseOf(fields.error);
      const what = `${message} ${JSON.stringify({ ...fields, error: String(fields.error) })}`;
      this.trace.add({ kind: 'complained', by: 'network', what, ...(because && { because }) });
    };
    this.network = new SimulatedNetwork({
      clock: this.clock,
      random: this.random.fork('network'),
      log: { debug: silent, info: silent, warn: silent, error: complain },
      ...(conditions !== undefined && { conditions }),
      ...(interference !== undefined && { interference }),
    });
    const machines = this.random.fork('machines');
    this.#regions = regions.map((name, index) =>
      this.#newRegion(name, index === 0 ? [] : [`sim://${regions[0]}`], machines),
    );
  }

  /** Those that have been founded or have joined, whether or not they run now. */
  get regions(): readonly SimulatedRegion[] {
    return this.#regions;
  }

  /** A further region joins by way of the one that founded the mesh. Resolves when it serves; needs time to pass. */
  async join(name: string): Promise<SimulatedRegion> {
    const [founder] = this.#regions;
    if (founder === undefined) throw new Error('A world without regions has no mesh to join.');
    const region = this.#newRegion(name, [`sim://${founder.name}`], this.random.fork(`machine of ${name}`));
    this.#regions.push(region);
    await region.start();
    return region;
  }

  #newRegion(name: string, peers: readonly string[], machine: SeededRandom): SimulatedRegion {
    const clockError = {
      skewMs: machine.between(-skewMaxMs, skewMaxMs),
      driftPpm: machine.between(-driftMaxPpm, driftMaxPpm),
    };
    const { clock, network, random, trace } = this;
    const [disk, interference] = [this.#disks, this.#interference];
    return new SimulatedRegion(
      { name, peers, clockError, ...(disk !== undefined && { disk }) },
      { clock, network, random, trace, ...(interference !== undefined && { interference }) },
    );
  }

  /** @throws Error when there is no region of that name */
  region(name: string): SimulatedRegion {
    const region = this.regions.find((one) => one.name === name);
    if (region === undefined) throw new Error(`There is no region ${name} in this world.`);
    return region;
  }

  /** Starts all regions, waits until each sees all, and makes the admin at the first. */
  async start(): Promise<void> {
    for (const region of this.regions) await this.finish(region.start());
    const isWhole = () =>
      this.regions.every(({ process }) => {
        const seen = process?.services.mesh.view().regions ?? [];
        return seen.length === this.regions.length && seen.every(({ state }) => state === 'up');
      });
    if (!(await this.clock.advanceUntil(isWhole, startMaxMs)))
      throw new Error('The regions did not find each other.');
    const founder = this.regions[0]?.process;
    if (founder !== undefined)
      await this.finish(founder.running.registration.createAdmin(adminEmail, firstPassword));
  }

  /** Ends a region's process; see `SimulatedRegion.crash`. */
  crash(name: string, how: { isSilent?: boolean; detectedAfterMs?: number } = {}): void {
    this.region(name).crash(how);
  }

  /** Starts a crashed region on its disk, unless it has left. Resolves when it serves; needs time to pass. */
  async restart(name: string, how: { isBackup?: boolean } = {}): Promise<void> {
    const region = this.region(name);
    if (!region.hasLeft) await region.start(how);
  }

  /** Resolves when that much virtual time has passed, if somebody advances it. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(ms, resolve));
  }

  /** Lets time pass until the promise settles. @throws what it throws; Error when it takes too long */
  async finish<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    // Whoever awaits `finish` hears of a failure; until then it must not count as unheard.
    settled.catch(() => {});
    if (!(await this.clock.advanceUntil(() => isSettled, startMaxMs)))
      throw new Error(`Not done after ${startMaxMs} virtual ms.`);
    return settled;
  }

  /** A person's page at a region: with the credentials they register with, whether or not they have yet. */
  client(name: string, region: SimulatedRegion): Client {
    const client = new Client(
      name,
      region,
      { email: emailOf(name), password: firstPassword },
      this.#clientDeps(name),
    );
    this.#clients.add(client);
    return client;
  }

  /** Everybody hears that a region is lost: work there may be somebody else's from now on, or gone with it. */
  tellOfLoss(): void {
    for (const client of this.#clients) client.hearOfLoss();
  }

  /** Experts hear that a region leaves: what they do not finish in time is somebody else's. Users lose nothing by it. */
  tellExpertsOfLeaving(): void {
    for (const client of this.#clients) if (this.#experts.has(client.name)) client.hearOfLoss();
  }

  /** Whoever has a page open at one region opens it at another. */
  movePeople(from: SimulatedRegion, to: SimulatedRegion): void {
    for (const client of this.#clients) if (client.region === from) client.moveTo(to);
  }

  /** An admin goes on with an adoption without these: whoever works there may find that somebody else does, too. */
  tellOfGoingOn(lost: string, without: readonly string[]): void {
    const idOf = (name: string) => this.region(name).id;
    this.trace.add({ kind: 'went-on', lost: idOf(lost), without: without.map(idOf) });
    this.tellOfLoss();
  }

  /** Registers a user through a client of their home region. */
  async registerUser(client: Client, languages = ['en']): Promise<void> {
    const input: RegisterUser = { ...registration(client.name), languages };
    const key = client.newKey();
    await client.insistAsStranger(
      'register',
      key,
      ({ accounts }) => accounts.registerUser(input, { key }),
      ({ id }) => id,
    );
  }

  /** Registers an expert, who then waits for an admin. */
  async registerExpert(
    client: Client,
    expertise: Pick<RegisterExpert, 'categories' | 'qualifications' | 'capacity' | 'workingHours'> & {
      languages?: string[];
    },
  ): Promise<void> {
    this.#experts.add(client.name);
    const input: RegisterExpert = {
      ...registration(client.name),
      ...expertise,
      yearsOfExperience: 5,
      links: [],
      resume: '',
    };
    const key = client.newKey();
    await client.insistAsStranger(
      'register',
      key,
      ({ accounts }) => accounts.registerExpert(input, { key }),
      ({ id }) => id,
    );
  }

  /** Has the admin verify registrations as they come in, until so many are verified. */
  async verifyExperts(count: number): Promise<void> {
    const admin = this.admin();
    for (let verified = 0; verified < count; await admin.sleep(registrationLookMs)) {
      const list = await admin.look('registrations', (services, actor) =>
        services.admin.experts(actor, { status: 'pending', limit: 100 }),
      );
      const verdicts = (list?.items ?? []).map(({ account }) => {
        const id = AccountId.parse(account.id);
        return admin.insist('verify', id, (services, actor) =>
          services.admin.verify(actor, id, { reason: '' }),
        );
      });
      verified += (await Promise.all(verdicts)).filter((account) => account !== undefined).length;
    }
  }

  /** What the stores hold now. All regions must be up. */
  async final(): Promise<readonly FinalRegion[]> {
    return Promise.all(
      this.regions.flatMap(({ id, name, process }) =>
        process === undefined ? [] : [readFinal(id, name, process.store, process.blobs)],
      ),
    );
  }

  /** What regions that have left the mesh still have on their disks. */
  async left(): Promise<readonly FinalRegion[]> {
    const all = await Promise.all(this.regions.map((region) => region.left()));
    return all.flatMap((region) => region ?? []);
  }

  /** A page of the admin: at the region that founded the mesh, unless told. */
  admin(at = this.regions[0]): Client {
    if (at === undefined) throw new Error('A world without regions has no admin.');
    const client = new Client(
      'admin',
      at,
      { email: adminEmail, password: firstPassword },
      this.#clientDeps('admin'),
    );
    this.#clients.add(client);
    return client;
  }

  #clientDeps(name: string): ClientDeps {
    const { clock, trace } = this;
    const interference = this.#interference;
    const random = this.random.fork(`client ${name}`);
    return { clock, random, trace, ...(interference !== undefined && { interference }) };
  }
}

/** How often the admin looks at the registrations. */
const registrationLookMs = 500;

const emailOf = (name: string): string => `${name.replaceAll(' ', '-').toLowerCase()}@grapevine.test`;

const registration = (name: string): RegisterUser => ({
  name,
  email: emailOf(name),
  password: firstPassword,
  region: undefined,
  languages: ['en'],
});
