import type { RegionId } from '../core/ids.ts';
import type { Cancel, Json } from '../ports.ts';
import type { State } from './state.ts';

/** A region as the services see it; how long it has been in its state, and its round trip, are read when asked for. */
export type Peer = {
  readonly region: RegionId;
  readonly name: string;
  readonly url: string;
  readonly version: string;
  readonly bootEpoch: number;
  readonly state: 'up' | 'suspected' | 'down';
  /** How long it has been in this state. */
  readonly stateForMs: number;
  /** Smoothed; undefined until a ping was answered. */
  readonly roundTripMs?: number | undefined;
  readonly isSelf: boolean;
};

/** The other regions: who is there, and how to talk to them. `mesh/membership.ts` and the mesh behind it. */
export interface Peers {
  readonly self: Peer;
  /** Everyone known, this region included; of those that are retired only who is there all the same. */
  all(): readonly Peer[];
  get(region: RegionId): Peer | undefined;
  byName(name: string): Peer | undefined;
  /** Regions that are gone and not expected back: their names are free, and `all` is without them while they are down. */
  setRetired(regions: ReadonlySet<RegionId>): void;
  /** Addresses of this node for `--peer`. */
  addresses(): readonly string[];
  onChange(listener: () => void): Cancel;
  onUp(listener: (region: RegionId) => void): Cancel;
  /** @throws MeshError */
  request(to: RegionId, method: string, body: Json, timeoutMs: number): Promise<Json>;
  handle(method: string, handler: (from: RegionId, body: unknown) => Promise<Json>): Cancel;
  publish(topic: string, body: Uint8Array): Promise<void>;
  subscribe(
    topic: string,
    handle: (from: RegionId, body: Uint8Array) => 'accept' | 'ignore' | 'reject',
  ): Cancel;
}

/** The regions that can be asked now, without this one. */
export function reachable(peers: Pick<Peers, 'all'>): readonly Peer[] {
  return peers.all().filter(({ isSelf, state }) => !isSelf && state === 'up');
}

/**
 * The other regions that have something of their own, as far as is known: all but those that were adopted and have not
 * come back, for whose issues and people the adopter speaks.
 */
export function inCharge(peers: Pick<Peers, 'all'>, { surveys }: Pick<State, 'surveys'>): readonly Peer[] {
  return peers
    .all()
    .filter(
      ({ isSelf, state, region }) => !isSelf && (state === 'up' || surveys.get(region)?.isSettled !== true),
    );
}

/** The label of a region; one that nobody here has heard of has none. */
export function nameOf(peers: Pick<Peers, 'get'>, region: RegionId): string {
  return peers.get(region)?.name ?? 'an unknown region';
}
