import { AccountId } from '../node/core/ids.ts';
import type { ServicesDeps } from '../node/services/deps.ts';
import type { Actor, Services } from '../node/services/services.ts';
import { VirtualClock } from './clock.ts';
import type { CommitWatch } from './commit-watch.ts';
import type { Plan, PlannedExpert } from './compare-workload.ts';
import type { LinkConditions } from './link.ts';
import { SimulatedNetwork } from './network.ts';
import { qualificationsOf } from './oracle.ts';
import type { SeededRandom } from './random.ts';
import { type Process, SimulatedRegion } from './region.ts';

/** Somebody signed in at a region. */
export type SignedIn = { readonly services: Services; readonly actor: Actor };

/** A mesh that is up, with everyone of a plan registered, signed in and, if an expert, online. */
export type PeopledMesh = {
  readonly clock: VirtualClock;
  /** By their index in the plan. */
  readonly experts: readonly SignedIn[];
  /** The users of each region. */
  readonly users: readonly (readonly SignedIn[])[];
};

/** Also the password of every person: nobody here attacks. */
const password = 'a simulated password';
/** A user may submit 60 issues in an hour and have 5 critical ones open; here nobody comes near it. */
const issuesPerUser = 6;
/** A mesh of tens of regions is whole within some rounds of comparing with a random peer, every 5 s. */
const startMaxMs = 300_000;
/** How often it is looked whether the mesh is whole: looking at what each thinks of each takes long. */
const lookMs = 1_000;
/** Until the last changes of the start, and the conditions, are everywhere. */
const settlingMs = 15_000;

type Options = {
  readonly plan: Plan;
  readonly services: Pick<ServicesDeps, 'policy' | 'timing'>;
  /** Of the links, once the mesh is up. */
  readonly conditions: Partial<LinkConditions>;
  readonly random: SeededRandom;
  readonly watch: CommitWatch;
};

/**
 * Starts the regions of a plan. Everyone registers while their region is still alone: with hundreds of people, asking
 * every region about every e-mail and telling each of every account one by one would take longer than the run.
 */
export const startPeopledMesh = async ({
  plan,
  services,
  conditions,
  random,
  watch,
}: Options): Promise<PeopledMesh> => {
  const clock = new VirtualClock();
  const network = new SimulatedNetwork({ clock, random: random.fork('network') });
  const [founder = ''] = plan.regions;
  const regions = plan.regions.map(
    (name, index) =>
      new SimulatedRegion(
        { name, peers: index === 0 ? [] : [`sim://${founder}`], clockError: {}, services },
        { clock, network, random, trace: watch },
      ),
  );
  network.partition(...regions.map(({ id }) => [id]));
  const processes = await finish(clock, Promise.all(regions.map((region) => region.start())));
  const peopled = processes.map((process, index) => people(process, index, plan));
  const sites = await finish(clock, Promise.all(peopled));
  network.heal();
  const accounts = sites.reduce((sum, { users, experts }) => sum + users.length + experts.length + 1, 0);
  const isWhole = () =>
    processes.every(({ running }) => {
      const all = running.peers.all();
      return (
        running.state.accounts.size === accounts &&
        all.length === regions.length &&
        all.every(({ state }) => state === 'up')
      );
    });
  while (!isWhole()) {
    if (clock.monotonicMs() > startMaxMs) throw new Error('The regions did not find each other.');
    await clock.advance(lookMs);
  }
  network.setConditions(conditions);
  await clock.advance(settlingMs);
  const experts = sites.flatMap((site) => site.experts);
  return { clock, experts, users: sites.map(({ users }) => users) };
};

/** Registers and signs in the people of one region. */
const people = async (
  { running, services }: Process,
  region: number,
  { experts, issues }: Plan,
): Promise<{ experts: SignedIn[]; users: SignedIn[] }> => {
  const adminEmail = `admin-${region}@grapevine.test`;
  await running.registration.createAdmin(adminEmail, password);
  const admin = await signIn(services, adminEmail);
  const isHere = (one: { readonly region: number }) => one.region === region;
  const userCount = Math.ceil(issues.filter(isHere).length / issuesPerUser);
  const users = Array.from({ length: userCount }, (_, index) =>
    registerUser(services, `User ${region} ${index}`),
  );
  const own = experts.filter(isHere).map((expert) => registerExpert(services, expert, admin));
  return { users: await Promise.all(users), experts: await Promise.all(own) };
};

const registerUser = async (services: Services, name: string): Promise<SignedIn> => {
  const about = registration(name);
  await services.accounts.registerUser(about);
  return { services, actor: await signIn(services, about.email) };
};

const registerExpert = async (services: Services, expert: PlannedExpert, admin: Actor): Promise<SignedIn> => {
  const { name, categories, capacity } = expert;
  const about = registration(name);
  const { id } = await services.accounts.registerExpert({
    ...about,
    categories: [...categories],
    qualifications: qualificationsOf(expert),
    capacity,
    yearsOfExperience: 5,
    links: [],
    resume: '',
  });
  await services.admin.verify(admin, AccountId.parse(id), { reason: '' });
  const actor = await signIn(services, about.email);
  await services.accounts.setPresence(actor, { presence: 'online' });
  return { services, actor };
};

const signIn = async ({ sessions }: Services, email: string): Promise<Actor> => {
  const { token } = await sessions.open({ email, password });
  const actor = await sessions.authenticate(token);
  if (actor === undefined) throw new Error(`The new session of ${email} is not known.`);
  return actor;
};

const registration = (name: string) => ({
  name,
  email: `${name.replaceAll(' ', '-').toLowerCase()}@grapevine.test`,
  password,
  region: undefined,
  languages: ['en'],
});

/** Lets time pass until it settles. @throws what it throws */
const finish = async <T>(clock: VirtualClock, promise: Promise<T>): Promise<T> => {
  let isSettled = false;
  const settled = promise.finally(() => {
    isSettled = true;
  });
  settled.catch(() => {});
  if (!(await clock.advanceUntil(() => isSettled, startMaxMs)))
    throw new Error(`Not done after ${startMaxMs} virtual ms.`);
  return settled;
};
