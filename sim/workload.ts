import { weekdays } from '../node/core/working-hours.ts';
import type { RegisterExpert } from '../node/schemas/inputs.ts';
import { categoriesDefault, Urgency } from '../node/schemas/words.ts';
import { isKept, type Kept } from './kept.ts';
import { meddle } from './people/admin.ts';
import { guard } from './people/careful.ts';
import { type ExpertHabits, serve } from './people/expert.ts';
import { openFiles } from './people/files.ts';
import { byLink } from './people/forgetful.ts';
import { openList, tellSeen } from './people/list.ts';
import { pry } from './people/nosy.ts';
import { type Person, pick } from './people/person.ts';
import { type IssuePlan, pursue } from './people/user.ts';
import type { SeededRandom } from './random.ts';
import type { SimulatedRegion } from './region.ts';
import { firstPassword, type World } from './world.ts';

/** Who lives in a simulated world, and how busy they are. */
export type WorkloadOptions = {
  readonly experts: number;
  readonly users: number;
  readonly issues: number;
  /** Issues are submitted over this long, evenly at random. */
  readonly arrivalsMs: number;
  /** Categories in use: few, so that they meet. */
  readonly categories: number;
  /** How long an expert works on one issue; human time compressed, when it is not given. */
  readonly service?: { readonly minMs: number; readonly maxMs: number };
  /** Nobody takes offers in this time (ms after the people have come). */
  readonly everybodyAway?: { readonly fromMs: number; readonly untilMs: number };
  /** Each person lists one of these, and writes in it; English, when there are none. */
  readonly languages?: readonly string[];
  /** Where people behave otherwise than usual. */
  readonly rates?: Partial<Rates>;
  /** Share of issues whose users write in the chat while they wait for an expert; none by default. */
  readonly writesWaiting?: number;
  /** Share of issues, and of experts, with files: one with the issue and with each line; none by default. */
  readonly files?: number;
  /** Experts who take no issues and pry into those of others; none by default. */
  readonly nosy?: number;
  /** Users who submit nothing, and change their passwords; none by default. */
  readonly careful?: number;
  /** The same for whom an admin makes links for new passwords; none by default. */
  readonly forgetful?: number;
  /** A share of the issues comes from users of one region, within this time. */
  readonly surge?: {
    readonly region: string;
    readonly share: number;
    readonly fromMs: number;
    readonly untilMs: number;
  };
};

/** How often people do what. Each is high enough to occur in a run of forty issues, now and then twice. */
const usualRates = {
  /** Signed in at a region that is not their home. */
  elsewhere: 0.3,
  /** Without a live connection. */
  polling: 0.3,
  doubled: 0.15,
  cancels: 0.08,
  escalates: 0.08,
  declines: 0.15,
  rates: 0.8,
  goesAway: 0.25,
  /** The expert who ignores most lets so many offers run out. */
  ignoresMost: 0.15,
  transfers: 0.08,
  raises: 0.1,
  /** Users who try what they may not do with the urgency. */
  pushes: 0,
  /** Issues that an expert finds less urgent. */
  lowers: 0.1,
  /** Experts who are away until half of the issues have come: newcomers beside old hands. */
  comesLate: 0,
  /** Experts who declare when they work. */
  keepsHours: 0,
  reopens: 0.08,
  /** Lets a solved issue help others; and takes that back. */
  helpsOthers: 0,
  takesBack: 0,
  /** Share of offers that are accepted at the very end of the countdown. */
  hesitates: 0,
  /** Experts who cannot decide whether they are there. */
  fumbles: 0,
  /** Share of experts' lines that are followed by a note, which users then look for. */
  notes: 0,
  /** Share of people who say how far they have read. */
  reads: 0,
};
type Rates = Readonly<typeof usualRates>;

/** Work of 5 to 60 s: human time compressed, so that one run holds many issues. */
const serviceDefault = { minMs: 5_000, maxMs: 60_000 };
const cancelsAfterMaxMs = 60_000;
const escalatesAfterMaxMs = 20_000;
const capacityMax = 3;
/** Between registration and the first sign-in: accounts reach the other regions within one comparison of registers. */
const settlingMs = 10_000;
const linesMax = 3;
/** Nobody has finished a run of the usual length sooner. */
const hoursMaxMinutes = 8;
const starsMax = 5;

/** Somebody with a home, and with a stream of chance of their own. */
type Inhabitant = { readonly person: Person; readonly home: SimulatedRegion; readonly own: SeededRandom };

/** The people of a world, registered and at work. */
export class Workload {
  readonly #world: World;
  readonly #options: WorkloadOptions;
  readonly #rates: Rates;
  readonly #kept: Kept;
  readonly #present: { readonly person: Person; readonly as: 'user' | 'expert' }[] = [];
  #openPlans = 0;

  /** People who are not kept never come, and users without a kept issue have no reason to. */
  constructor(world: World, options: WorkloadOptions, kept: Kept = {}) {
    this.#world = world;
    this.#options = options;
    this.#rates = { ...usualRates, ...options.rates };
    this.#kept = kept;
  }

  /** Whether every user has seen every issue through. */
  get isDone(): boolean {
    return this.#openPlans === 0;
  }

  /** Registers everyone, and lets them begin. Needs time to pass; resolves when all are there. */
  async begin(): Promise<void> {
    const random = this.#world.random.fork('workload');
    const categories = categoriesDefault.slice(0, this.#options.categories);
    const experts = Array.from({ length: this.#options.experts }, (_, index) =>
      this.#inhabitant(`Expert ${index + 1}`, index, random.fork(`expert ${index}`)),
    ).filter((_, index) => isKept(this.#kept.experts, index));
    const everyUser = Array.from({ length: this.#options.users }, (_, index) =>
      this.#inhabitant(`User ${index + 1}`, index, random.fork(`user ${index}`)),
    );
    const nosy = Array.from({ length: this.#options.nosy ?? 0 }, (_, index) =>
      this.#inhabitant(`Nosy ${index + 1}`, index, this.#world.random.fork(`nosy ${index}`)),
    );
    const careful = Array.from({ length: this.#options.careful ?? 0 }, (_, index) =>
      this.#inhabitant(`Careful ${index + 1}`, index, this.#world.random.fork(`careful ${index}`)),
    );
    const forgetful = Array.from({ length: this.#options.forgetful ?? 0 }, (_, index) =>
      this.#inhabitant(`Forgetful ${index + 1}`, index, this.#world.random.fork(`forgetful ${index}`)),
    );
    const issues = this.#assignments(random, categories, everyUser);
    const users =
      this.#kept.issues === undefined
        ? everyUser
        : everyUser.filter((one) => issues.some(({ user }) => user === one));
    await Promise.all([
      ...this.#registrations([...experts, ...nosy], categories),
      ...[...users, ...careful, ...forgetful].map(({ person, home }) =>
        this.#world.registerUser(
          this.#world.client(person.client.name, home),
          this.#languagesOf(person.client.name),
        ),
      ),
      this.#world.verifyExperts(experts.length + nosy.length),
    ]);
    await this.#world.sleep(settlingMs);
    this.#putToWork(experts);
    for (const { person } of users) {
      this.#present.push({ person, as: 'user' });
      if (person.isLive) void person.client.stayConnected();
    }
    for (const { person } of nosy) void pry(person, this.#options.arrivalsMs * 2);
    for (const { person } of careful) void guard(person, firstPassword, this.#options.arrivalsMs * 2);
    for (const { person } of forgetful)
      void guard(person, firstPassword, this.#options.arrivalsMs * 2, byLink);
    void meddle(this.#world, random.fork('admin'), this.#options.arrivalsMs);
    this.#openPlans = issues.length;
    for (const { user, plan, own } of issues) void this.#carryOut({ ...user.person, random: own }, plan);
  }

  /** Everybody opens their list once more. Needs time to pass; resolves when all have seen theirs, which may be never. */
  async lookAround(): Promise<void> {
    const { trace } = this.#world;
    await Promise.all(
      this.#present.map(async ({ person, as }) => {
        const { client } = person;
        const list = await openList(client, as);
        if (list === undefined) return;
        if (this.#options.files !== undefined)
          for (const { id } of list.items) await openFiles(client, person, id);
        tellSeen(trace, client, as, list);
      }),
    );
  }

  /** Experts come to a region that has joined, and begin to work there. Needs time to pass. */
  async settle(region: SimulatedRegion, count: number): Promise<void> {
    const random = this.#world.random.fork(`people of ${region.name}`);
    const categories = categoriesDefault.slice(0, this.#options.categories);
    const experts = Array.from({ length: count }, (_, index) => {
      const own = random.fork(`expert ${index}`);
      const name = `Expert ${index + 1} of ${region.name}`;
      return { person: this.#person(name, region, own), home: region, own };
    });
    await Promise.all([...this.#registrations(experts, categories), this.#world.verifyExperts(count)]);
    await this.#world.sleep(settlingMs);
    this.#putToWork(experts);
  }

  #registrations(experts: readonly Inhabitant[], categories: readonly string[]): Promise<void>[] {
    return experts.map(({ person, home, own }) =>
      this.#world.registerExpert(this.#world.client(person.client.name, home), {
        ...expertiseOf(own, categories),
        ...hoursOf(own.fork('hours'), this.#rates.keepsHours),
        languages: this.#languagesOf(person.client.name),
      }),
    );
  }

  #languagesOf(name: string): string[] {
    const { languages = ['en'] } = this.#options;
    return [pick(this.#world.random.fork(`language of ${name}`), languages)];
  }

  #putToWork(experts: readonly Inhabitant[]): void {
    for (const { person, own } of experts) {
      this.#present.push({ person, as: 'expert' });
      if (person.isLive) void person.client.stayConnected();
      void serve(person, this.#habitsOf(own));
    }
  }

  /** Who submits what. Every issue has its own chance, so that leaving one out leaves the others as they are. */
  #assignments(
    random: SeededRandom,
    categories: readonly string[],
    users: readonly Inhabitant[],
  ): { readonly user: Inhabitant; readonly plan: IssuePlan; readonly own: SeededRandom }[] {
    const { issues, surge } = this.#options;
    return Array.from({ length: issues }, (_, index) => {
      const own = random.fork(`issue ${index}`);
      const plan = planOf(own, index, categories, this.#options, this.#rates);
      const user = pick(own, users);
      if (surge === undefined || !own.chance(surge.share)) return { user, plan, own };
      const local = users.filter(({ home }) => home.name === surge.region);
      const atMs = own.between(surge.fromMs, surge.untilMs);
      return { user: pick(own, local), plan: { ...plan, atMs }, own };
    }).filter((_, index) => isKept(this.#kept.issues, index));
  }

  #inhabitant(name: string, index: number, own: SeededRandom): Inhabitant {
    const home = this.#regionOf(index);
    return { person: this.#person(name, home, own), home, own };
  }

  async #carryOut(user: Person, plan: IssuePlan): Promise<void> {
    await this.#world.sleep(plan.atMs);
    await pursue(user, plan);
    this.#openPlans -= 1;
  }

  #habitsOf(random: SeededRandom): ExpertHabits {
    const { everybodyAway } = this.#options;
    const habits = habitsOf(random, this.#options, this.#rates);
    return everybodyAway === undefined ? habits : { ...habits, away: everybodyAway };
  }

  /** Evenly spread, so that no region is without people. */
  #regionOf(index: number): SimulatedRegion {
    const { regions } = this.#world;
    const region = regions[index % regions.length];
    if (region === undefined) throw new Error('A world without regions has no people.');
    return region;
  }

  #person(name: string, home: SimulatedRegion, random: SeededRandom): Person {
    const at = random.chance(this.#rates.elsewhere) ? pick(random, this.#world.regions) : home;
    const isLive = !random.chance(this.#rates.polling);
    const client = this.#world.client(name, at);
    return { client, random: random.fork('life'), world: this.#world, isLive };
  }
}

const expertiseOf = (random: SeededRandom, categories: readonly string[]) => {
  const known = new Set([pick(random, categories), pick(random, categories)]);
  return {
    categories: [...known],
    qualifications: `Years with ${[...known].join(' and ')}.`,
    capacity: 1 + Math.floor(random.next() * capacityMax),
  };
};

/** From a stream of its own, for most scenarios do without. Worlds begin at midnight: most hours begin or end in a run. */
const hoursOf = (
  random: SeededRandom,
  rate: number,
): { workingHours?: NonNullable<RegisterExpert['workingHours']> } => {
  if (!random.chance(rate)) return {};
  const minute = () => String(Math.floor(random.between(0, hoursMaxMinutes))).padStart(2, '0');
  const shift = { days: [...weekdays], from: `00:${minute()}`, to: `00:${minute()}` };
  return { workingHours: { timeZone: 'UTC', shifts: [shift] } };
};

const habitsOf = (
  random: SeededRandom,
  { arrivalsMs, service = serviceDefault, files = 0 }: WorkloadOptions,
  rates: Rates,
): ExpertHabits => {
  const fromMs = random.between(0, arrivalsMs);
  return {
    rejectRate: random.between(0, 0.2),
    ignoreRate: random.between(0, rates.ignoresMost),
    serviceMinMs: service.minMs,
    serviceMaxMs: service.maxMs,
    linesMax,
    notesRate: rates.notes,
    // From a stream of its own, for most scenarios do without.
    saysRead: random.fork('reads').chance(rates.reads),
    sendsFiles: random.fork('files').chance(files),
    ratesUserRate: 0.5,
    transferRate: rates.transfers,
    lowersRate: rates.lowers,
    hesitationRate: rates.hesitates,
    // From a stream of its own, for most scenarios do without.
    isFumbling: random.fork('fumbles').chance(rates.fumbles),
    away: awayOf(random, arrivalsMs, fromMs, rates),
  };
};

const awayOf = (
  random: SeededRandom,
  arrivalsMs: number,
  fromMs: number,
  rates: Rates,
): ExpertHabits['away'] => {
  const usual = random.chance(rates.goesAway)
    ? { fromMs, untilMs: fromMs + random.between(0, arrivalsMs / 2) }
    : undefined;
  // From a stream of its own, for in most scenarios nobody does.
  return random.fork('late').chance(rates.comesLate) ? { fromMs: 0, untilMs: arrivalsMs / 2 } : usual;
};

const planOf = (
  random: SeededRandom,
  index: number,
  categories: readonly string[],
  { arrivalsMs, writesWaiting = 0, files = 0 }: WorkloadOptions,
  rates: Rates,
): IssuePlan => ({
  title: `Issue ${index + 1}`,
  category: pick(random, categories),
  urgency: pick(random, Urgency.options),
  atMs: random.between(0, arrivalsMs),
  isDoubled: random.chance(rates.doubled),
  cancelsAfterMs: random.chance(rates.cancels) ? random.between(0, cancelsAfterMaxMs) : undefined,
  escalatesAfterMs: random.chance(rates.escalates) ? random.between(0, escalatesAfterMaxMs) : undefined,
  lines: Math.floor(random.next() * (linesMax + 1)),
  // From a stream of its own, for most scenarios do without.
  waitingLines: random.fork('waiting').chance(writesWaiting) ? linesMax : 0,
  declines: random.chance(rates.declines) ? 1 : 0,
  isRaised: random.chance(rates.raises),
  // From a stream of its own, for most scenarios do without.
  pushes: random.fork('pushes').chance(rates.pushes),
  reopens: random.chance(rates.reopens) ? 1 : 0,
  looksForNotes: rates.notes > 0,
  saysRead: random.fork('reads').chance(rates.reads),
  hasFiles: random.fork('files').chance(files),
  helpsOthers: random.fork('helps').chance(rates.helpsOthers),
  takesBack: random.fork('takes back').chance(rates.takesBack),
  stars: random.chance(rates.rates) ? 1 + Math.floor(random.next() * starsMax) : undefined,
});
