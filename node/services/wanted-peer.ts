import type { RegionId } from '../core/ids.ts';
import type { Issue } from '../core/model.ts';
import { type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';

/**
 * The peer that was named to be asked first. It is asked once, even if its news says that nobody is free, for the news
 * may be older than whoever named it knows. Once it has refused or not answered it is a peer like any other: a bad
 * link must not keep the issue from an expert who is free here.
 */
export function wantedPeer(
  { wanted, visited }: Issue,
  { state, peers }: { state: State; peers: Peers },
): RegionId | undefined {
  const region = wanted?.region ?? (wanted?.expertId && state.accounts.get(wanted.expertId)?.home);
  if (!region || wanted?.isRefused || region === state.self || visited.includes(region)) return undefined;
  return reachable(peers).some((peer) => peer.region === region) ? region : undefined;
}
