import type { RegionId } from '../core/ids.ts';
import type { Membership } from '../mesh/membership.ts';
import type { Member } from '../mesh/membership-roster.ts';
import type { Clock, Mesh } from '../ports.ts';
import type { Peer, Peers } from './peers.ts';

/** The regions as membership and mesh know them, in the form that the services ask for. */
export function peersOf({
  mesh,
  membership,
  clock,
}: {
  mesh: Mesh;
  membership: Membership;
  clock: Clock;
}): Peers {
  const asPeer = ({ record, state, sinceMs, isSelf }: Member): Peer => ({
    region: record.region,
    name: record.name,
    url: record.url,
    version: record.version,
    bootEpoch: record.bootEpoch,
    state,
    isSelf,
    get stateForMs() {
      return Math.max(0, clock.monotonicMs() - sinceMs);
    },
    get roundTripMs() {
      return membership.member(record.region)?.roundTripMs;
    },
  });
  // Asked for several times in every decision: the same objects until a region comes, goes, or changes its state or record.
  let known: { readonly all: readonly Peer[]; readonly byId: ReadonlyMap<RegionId, Peer> } | undefined;
  membership.onChange(() => {
    known = undefined;
  });
  const peers = () => {
    if (known === undefined) {
      const members = membership.members().map(asPeer);
      const all = members.filter(({ region, state }) => state !== 'down' || !membership.isRetired(region));
      known = { all, byId: new Map(members.map((peer) => [peer.region, peer])) };
    }
    return known;
  };
  return {
    get self(): Peer {
      const self = peers().byId.get(mesh.self);
      if (!self) throw new Error('The membership does not know its own region.');
      return self;
    },
    all: () => peers().all,
    get: (region: RegionId) => peers().byId.get(region),
    byName: (name: string) => {
      const member = membership.byName(name);
      return member && peers().byId.get(member.record.region);
    },
    setRetired: (regions) => membership.setRetired(regions),
    addresses: () => mesh.addresses(),
    onChange: (listener) => membership.onChange(listener),
    onUp: (listener) => membership.onUp(listener),
    request: (to, method, body, timeoutMs) => membership.request(to, method, body, { timeoutMs }),
    handle: (method, handler) => mesh.handle(method, handler),
    publish: (topic, body) => mesh.publish(topic, body),
    subscribe: (topic, handle) => mesh.subscribe(topic, handle),
  };
}
