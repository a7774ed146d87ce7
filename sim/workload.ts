import { categoriesDefault, Urgency } from '../node/schemas/words.ts';
import { meddle } from './people/admin.ts';
import { type ExpertHabits, serve } from './people/expert.ts';
import { pry } from './people/nosy.ts';
import { type Person, pick } from './people/person.ts';
import { type IssuePlan, pursue } from './people/user.ts';
import type { SeededRandom } from './random.ts';
import type { SimulatedRegion } from './region.ts';
import type { World } from './world.ts';

/** Who lives in a simulated world, and how busy they are. */
export type WorkloadOptions = {
  readonly experts: number;
  readonly users: number;
  readonly issues: number;
  /** Issues are submitted over this long, evenly at random. */
  readonly arrivalsMs: number;
  /** Categories in use: few, so that they meet. */
  readonly categories: number;
  /** Nobody takes offers in this time (ms after the people have come). */
  readonly everybodyAway?: { readonly fromMs: number; readonly untilMs: number };
  /** Where people behave otherwise than usual. */
  readonly rates?: Partial<Rates>;
  /** Share of issues whose users write in the chat while they wait for an expert; none by default. */
  readonly writesWaiting?: number;
  /** Experts who take no issues and pry into those of others; none by default. */
  readonly nosy?: number;
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
  transfers: 0.08,
  raises: 0.1,
  reopens: 0.08,
};
type Rates = Readonly<typeof usualRates>;

/** Work of 5 to 60 s: human time compressed, so that one run holds many issues. */
const serviceMinMs = 5_000;
const serviceMaxMs = 60_000;
const cancelsAfterMaxMs = 60_000;
const escalatesAfterMaxMs = 20_000;
const capacityMax = 3;
/** Between registration and the first sign-in: accounts reach the other regions within one comparison of registers. */
const settlingMs = 10_000;
const linesMax = 3;
const starsMax = 5;

/** The people of a world, registered and at work. */
export class Workload {
  readonly #world: World;
  readonly #options: WorkloadOptions;
  readonly #rates: Rates;
  #openPlans = 0;

  constructor(world: World, options: WorkloadOptions) {
    this.#world = world;
    this.#options = options;
    this.#rates = { ...usualRates, ...options.rates };
  }

  /** Whether every user has seen every issue through. */
  get isDone(): boolean {
    return this.#openPlans === 0;
  }

  /** Registers everyone, and lets them begin. Needs time to pass; resolves when all are there. */
  async begin(): Promise<void> {
    const random = this.#world.random.fork('workload');
    const categories = categoriesDefault.slice(0, this.#options.categories);
    const experts = Array.from({ length: this.#options.experts }, (_, index) => {
      const own = random.fork(`expert ${index}`);
      const home = this.#regionOf(index);
      return { person: this.#person(`Expert ${index + 1}`, home, own), home, own };
    });
    const users = Array.from({ length: this.#options.users }, (_, index) => {
      const own = random.fork(`user ${index}`);
      const home = this.#regionOf(index);
      return { person: this.#person(`User ${index + 1}`, home, own), home, own };
    });
    const nosy = Array.from({ length: this.#options.nosy ?? 0 }, (_, index) => {
      const own = this.#world.random.fork(`nosy ${index}`);
      const home = this.#regionOf(index);
      return { person: this.#person(`Nosy ${index + 1}`, home, own), home, own };
    });
    await Promise.all([
      ...[...experts, ...nosy].map(({ person, home, own }) =>
        this.#world.registerExpert(
          this.#world.client(person.client.name, home),
          expertiseOf(own, categories),
        ),
      ),
      ...users.map(({ person, home }) =>
        this.#world.registerUser(this.#world.client(person.client.name, home)),
      ),
      this.#world.verifyExperts(experts.length + nosy.length),
    ]);
    await this.#world.sleep(settlingMs);
    for (const { person, own } of experts) {
      if (person.isLive) void person.client.stayConnected();
      void serve(person, this.#habitsOf(own));
    }
    for (const { person } of users) if (person.isLive) void person.client.stayConnected();
    for (const { person } of nosy) void pry(person, this.#options.arrivalsMs * 2);
    void meddle(this.#world, random.fork('admin'), this.#options.arrivalsMs);
    this.#openPlans = this.#options.issues;
    for (let index = 0; index < this.#options.issues; index += 1) {
      const own = random.fork(`issue ${index}`);
      const plan = planOf(own, index, categories, this.#options, this.#rates);
      const user = pick(random, users).person;
      const { surge } = this.#options;
      if (surge !== undefined && random.chance(surge.share)) {
        const local = users.filter(({ home }) => home.name === surge.region);
        const atMs = random.between(surge.fromMs, surge.untilMs);
        void this.#carryOut(pick(random, local).person, { ...plan, atMs });
      } else void this.#carryOut(user, plan);
    }
  }

  async #carryOut(user: Person, plan: IssuePlan): Promise<void> {
    await this.#world.sleep(plan.atMs);
    await pursue(user, plan);
    this.#openPlans -= 1;
  }

  #habitsOf(random: SeededRandom): ExpertHabits {
    const { arrivalsMs, everybodyAway } = this.#options;
    const habits = habitsOf(random, arrivalsMs, this.#rates);
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
    return { client: this.#world.client(name, at), random: random.fork('life'), world: this.#world, isLive };
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

const habitsOf = (random: SeededRandom, arrivalsMs: number, rates: Rates): ExpertHabits => {
  const fromMs = random.between(0, arrivalsMs);
  return {
    rejectRate: random.between(0, 0.2),
    ignoreRate: random.between(0, 0.15),
    serviceMinMs,
    serviceMaxMs,
    linesMax,
    ratesUserRate: 0.5,
    transferRate: rates.transfers,
    away: random.chance(rates.goesAway)
      ? { fromMs, untilMs: fromMs + random.between(0, arrivalsMs / 2) }
      : undefined,
  };
};

const planOf = (
  random: SeededRandom,
  index: number,
  categories: readonly string[],
  { arrivalsMs, writesWaiting = 0 }: WorkloadOptions,
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
  reopens: random.chance(rates.reopens) ? 1 : 0,
  stars: random.chance(rates.rates) ? 1 + Math.floor(random.next() * starsMax) : undefined,
});
