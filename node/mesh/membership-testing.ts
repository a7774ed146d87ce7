import { VirtualClock } from '../../sim/clock.ts';
import type { LinkConditions } from '../../sim/link.ts';
import { SimulatedNetwork } from '../../sim/network.ts';
import { SeededRandom } from '../../sim/random.ts';
import type { Log, LogFields, Mesh } from '../ports.ts';
import { type AddressBook, createMemoryBook } from './book.ts';
import { Membership } from './membership.ts';
import type { MemberState } from './membership-roster.ts';

export type TestNode = {
  readonly name: string;
  readonly mesh: Mesh;
  readonly membership: Membership;
  /** Lines of `warn` and `error`. */
  readonly complaints: string[];
  readonly conflicts: string[];
  /** Regions by name, as they came up. */
  readonly arrivals: string[];
  /** Ends the process without a word. */
  crash(how?: { isSilent?: boolean }): void;
  /** Says goodbye and stops. */
  leave(): Promise<void>;
};

/** Memberships of several nodes over a simulated network in virtual time. */
export class TestMesh {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly network: SimulatedNetwork;
  readonly #books = new Map<string, AddressBook>();
  /** The last boot epoch of each host. */
  readonly bootEpochs = new Map<string, number>();

  constructor({ seed = 'membership', ...conditions }: Partial<LinkConditions> & { seed?: string } = {}) {
    this.random = new SeededRandom(seed);
    this.network = new SimulatedNetwork({
      clock: this.clock,
      random: this.random.fork('network'),
      conditions,
    });
  }

  /**
   * Starts a node, or starts it again with the book it had. `host` is its identity on the network, the same as its
   * region's name unless said otherwise.
   */
  async start(
    name: string,
    options: { peers?: string[]; host?: string; address?: string } = {},
  ): Promise<TestNode> {
    const { peers = [], host = name, address } = options;
    const clock = this.clock.forNode();
    const mesh = this.network.createMesh(host, address);
    const book = this.#books.get(host) ?? createMemoryBook();
    this.#books.set(host, book);
    const bootEpoch = (this.bootEpochs.get(host) ?? 0) + 1;
    this.bootEpochs.set(host, bootEpoch);
    const [complaints, conflicts, arrivals]: string[][] = [[], [], []];
    const log = logTo(complaints ?? []);
    const random = this.random.fork(`${host} ${bootEpoch}`);
    const membership = new Membership(
      { name, url: `http://localhost/${encodeURIComponent(host)}`, bootEpoch, version: '0.1.0' },
      { mesh, clock, random, log, book },
    );
    membership.onConflict((sentence) => conflicts?.push(sentence));
    membership.onUp((region) => arrivals?.push(membership.member(region)?.record.name ?? region));
    await mesh.start();
    await membership.start({ peers });
    return {
      name,
      mesh,
      membership,
      complaints: complaints ?? [],
      conflicts: conflicts ?? [],
      arrivals: arrivals ?? [],
      crash: (how = {}) => {
        clock.halt();
        this.network.crash(mesh.self, how);
      },
      leave: () =>
        this.#finish(
          membership.stop().then(async () => {
            clock.halt();
            await mesh.stop();
          }),
        ),
    };
  }

  /** Starts all of them, each knowing the address of the first only, and waits until all see all up. */
  async startAll(names: readonly string[]): Promise<TestNode[]> {
    const nodes: TestNode[] = [];
    for (const name of names) nodes.push(await this.start(name, { peers: [`sim://${names[0]}`] }));
    await this.until(() => nodes.every((node) => isAllUp(node, names)), 30_000);
    return nodes;
  }

  /** Lets time pass until the condition holds; returns how long that took, in ms. @throws Error when it never does */
  async until(condition: () => boolean, withinMs: number): Promise<number> {
    const startMs = this.clock.monotonicMs();
    if (!(await this.clock.advanceUntil(condition, withinMs)))
      throw new Error(`After ${withinMs} ms still not: ${condition}`);
    return this.clock.monotonicMs() - startMs;
  }

  async #finish(promise: Promise<void>): Promise<void> {
    let isSettled = false;
    void promise.finally(() => {
      isSettled = true;
    });
    await this.until(() => isSettled, 10_000);
    return promise;
  }
}

/** How a node sees a region of that name. */
export const stateAt = ({ membership }: TestNode, name: string): MemberState | 'unknown' =>
  membership.byName(name)?.state ?? 'unknown';

/** Whether a node knows exactly these regions, all of them up. */
export const isAllUp = ({ membership }: TestNode, names: readonly string[]): boolean => {
  const members = membership.members();
  return members.length === names.length && members.every(({ state }) => state === 'up');
};

const logTo = (lines: string[]): Log => {
  const keep = (fields: LogFields, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { debug: () => {}, info: () => {}, warn: keep, error: keep };
};
