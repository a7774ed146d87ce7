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
  const asPeer = ({ record, state, sinceMs, roundTripMs, isSelf }: Member): Peer => ({
    region: record.region,
    name: record.name,
    url: record.url,
    version: record.version,
    bootEpoch: record.bootEpoch,
    state,
    stateForMs: Math.max(0, clock.monotonicMs() - sinceMs),
    ...(roundTripMs !== undefined && { roundTripMs }),
    isSelf,
  });
  const peer = (member: Member | undefined): Peer | undefined => member && asPeer(member);
  return {
    get self(): Peer {
      const self = peer(membership.member(mesh.self));
      if (!self) throw new Error('The membership does not know its own region.');
      return self;
    },
    all: () => membership.members().map(asPeer),
    get: (region: RegionId) => peer(membership.member(region)),
    byName: (name: string) => peer(membership.byName(name)),
    addresses: () => mesh.addresses(),
    onChange: (listener) => membership.onChange(listener),
    onUp: (listener) => membership.onUp(listener),
    request: (to, method, body, timeoutMs) => membership.request(to, method, body, { timeoutMs }),
    handle: (method, handler) => mesh.handle(method, handler),
    publish: (topic, body) => mesh.publish(topic, body),
    subscribe: (topic, handle) => mesh.subscribe(topic, handle),
  };
}
