import { serve } from '../people/expert.ts';
import { openFiles } from '../people/files.ts';
import { openList, tellSeen } from '../people/list.ts';
import type { Person } from '../people/person.ts';
import { pursue } from '../people/user.ts';
import type { World } from '../world.ts';
import type { Story } from './story.ts';

/** Between registration and the beginning: accounts reach the other regions within one comparison of registers. */
const settlingMs = 10_000;

/** The people of a story. */
export class Cast {
  readonly #world: World;
  readonly #story: Story;
  readonly #present: { readonly person: Person; readonly as: 'user' | 'expert' }[] = [];
  #openPlans = 0;

  constructor(world: World, story: Story) {
    this.#world = world;
    this.#story = story;
  }

  /** Whether every user has seen every issue through. */
  get isDone(): boolean {
    return this.#openPlans === 0;
  }

  /** Registers everyone. Needs time to pass; resolves when the story can begin. */
  async gather(): Promise<void> {
    const { users, experts } = this.#story;
    const world = this.#world;
    const atHome = (name: string, home: string) => world.client(name, world.region(home));
    await Promise.all([
      ...users.map(({ name, home }) => world.registerUser(atHome(name, home))),
      ...experts.map(({ name, home, categories, capacity = 1 }) =>
        world.registerExpert(atHome(name, home), {
          categories: [...categories],
          qualifications: `Years with ${categories.join(' and ')}.`,
          capacity,
        }),
      ),
      world.verifyExperts(experts.length),
    ]);
    await world.sleep(settlingMs);
  }

  /** Lets everyone begin. */
  begin(): void {
    const { users, experts } = this.#story;
    for (const { name, home, at = home, habits } of experts) {
      const person = this.#person(name, at, true);
      this.#present.push({ person, as: 'expert' });
      void serve(person, habits);
    }
    for (const { name, home, at = home, isPolling, issues } of users) {
      const person = this.#person(name, at, isPolling !== true);
      this.#present.push({ person, as: 'user' });
      this.#openPlans += issues.length;
      for (const plan of issues)
        void this.#world
          .sleep(plan.atMs)
          .then(() => pursue({ ...person, random: person.random.fork(plan.title) }, plan))
          .then(() => {
            this.#openPlans -= 1;
          });
    }
  }

  get #hasFiles(): boolean {
    const { users, experts } = this.#story;
    return (
      users.some(({ issues }) => issues.some(({ hasFiles }) => hasFiles)) ||
      experts.some(({ habits }) => habits.sendsFiles)
    );
  }

  /** Everybody opens their list once more, and all files there are. Needs time to pass; resolves when all have seen theirs, which may be never. */
  async lookAround(): Promise<void> {
    await Promise.all(
      this.#present.map(async ({ person, as }) => {
        const { client, world } = person;
        const list = await openList(client, as);
        if (list === undefined) return;
        tellSeen(world.trace, client, as, list);
        if (this.#hasFiles) for (const { id } of list.items) await openFiles(client, person, id);
      }),
    );
  }

  #person(name: string, at: string, isLive: boolean): Person {
    const world = this.#world;
    const client = world.client(name, world.region(at));
    if (isLive) void client.stayConnected();
    return { client, random: world.random.fork(`life of ${name}`), world, isLive };
  }
}
