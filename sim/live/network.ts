import type { SeededRandom } from '../random.ts';
import { type OpenProxy, openProxy } from './proxy.ts';
import { Road } from './road.ts';

/** One way between two neighbouring parts of the world. */
const delayMinMs = 2;
const delayMaxMs = 20;

/** Nobody listens there: connections to a region that is not placed yet are reset. */
const nowhere = 1;

/** One direction between two regions, by their names. */
export type Link = { readonly from: string; readonly to: string };

/**
 * What lies between the nodes of a live mesh: for each two of them a proxy in each direction of dialling. A node
 * announces an address at which nobody listens, and every other one dials a proxy of its own instead: there is no other
 * way from one to the other.
 */
export class LiveNetwork {
  readonly #regions: readonly string[];
  /** On which port of loopback a region really listens for others. */
  readonly #ports: Map<string, number>;
  readonly #roads: ReadonlyMap<string, Road>;
  /** By who dials whom. */
  readonly #proxies: ReadonlyMap<string, OpenProxy>;

  private constructor(
    regions: readonly string[],
    parts: {
      readonly ports: Map<string, number>;
      readonly roads: ReadonlyMap<string, Road>;
      readonly proxies: ReadonlyMap<string, OpenProxy>;
    },
  ) {
    this.#regions = regions;
    this.#ports = parts.ports;
    this.#roads = parts.roads;
    this.#proxies = parts.proxies;
  }

  static async open(regions: readonly string[], random: SeededRandom): Promise<LiveNetwork> {
    const links = regions.flatMap((from) =>
      regions.filter((region) => region !== from).map((to) => ({ from, to })),
    );
    const roads = new Map(
      links.map((link) => [keyOf(link), new Road({ delayMs: random.between(delayMinMs, delayMaxMs) })]),
    );
    const ports = new Map<string, number>();
    const proxies = new Map<string, OpenProxy>();
    for (const { from, to } of links) {
      const there = roadOf(roads, { from, to });
      const back = roadOf(roads, { from: to, to: from });
      const targetPort = () => ports.get(to) ?? nowhere;
      proxies.set(keyOf({ from, to }), await openProxy({ targetPort, there, back }));
    }
    return new LiveNetwork(regions, { ports, roads, proxies });
  }

  /** Says where a region listens. Asked for after the proxies have their ports, so that it is none of theirs. */
  leadTo(region: string, p2pPort: number): void {
    this.#ports.set(region, p2pPort);
  }

  /** What this region tells the others: an address of loopback at which nobody listens. */
  announcedBy(region: string): string {
    return `127.20.0.${this.#regions.indexOf(region) + 1}:9000`;
  }

  /** What this region has to dial instead of what the others announce, as `--dial-instead` takes it. */
  dialInstead(region: string): string[] {
    return this.#regions
      .filter((other) => other !== region)
      .map((to) => {
        const port = this.#proxies.get(keyOf({ from: region, to }))?.port;
        return `${this.announcedBy(to)}=127.0.0.1:${port}`;
      });
  }

  /** Every direction between regions of different groups. */
  between(...groups: readonly (readonly string[])[]): Link[] {
    return groups.flatMap((group) =>
      groups
        .filter((other) => other !== group)
        .flatMap((other) => group.flatMap((from) => other.map((to) => ({ from, to })))),
    );
  }

  cut(links: readonly Link[]): void {
    for (const link of links) roadOf(this.#roads, link).cut();
  }

  /** Every road that was cut is whole again. */
  mend(): void {
    for (const road of this.#roads.values()) road.mend();
  }

  /** How long one way takes on all roads from now on. */
  slowDown(delayMs: number): void {
    for (const road of this.#roads.values()) road.delayMs = delayMs;
  }

  /** Loses the connections that one region has dialled to the other. */
  breakConnections(link: Link): void {
    this.#proxies.get(keyOf(link))?.breakConnections();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#proxies.values()].map((proxy) => proxy.close()));
  }
}

const keyOf = ({ from, to }: Link): string => `${from} to ${to}`;

const roadOf = (roads: ReadonlyMap<string, Road>, link: Link): Road => {
  const road = roads.get(keyOf(link));
  if (road === undefined) throw new Error(`There is no road from ${keyOf(link)}.`);
  return road;
};
