import type { Connection } from '@libp2p/interface';
import type { Multiaddr } from '@multiformats/multiaddr';
import { RegionId } from '../core/ids.ts';
import { MeshError, type MeshFailure } from '../ports.ts';
import { BadAddress, parseAddress, peerOf, withPeer } from './libp2p-address.ts';

/** A handshake takes milliseconds. Longer than this, at one address, is a firewall or another mesh secret. */
const ADDRESS_MAX_MS = 5_000;

/** What dialing needs of libp2p. */
export type Dialer = {
  readonly self: RegionId;
  /** Whether a connection to that peer is open. */
  isConnected(peer: string): boolean;
  /** What to dial in place of an announced address: mostly the address itself. */
  instead(address: Multiaddr): Multiaddr;
  /** `onHandshake` is called once something listens there and encryption is being agreed on. */
  connect(address: Multiaddr, options: { signal: AbortSignal; onHandshake(): void }): Promise<Connection>;
};

type Attempt = { readonly code: MeshFailure; readonly cause: string };

/**
 * Tries the addresses one after the other until one leads to a peer (to `expect`, if given) and returns its id.
 * `timeoutMs` is for all of them; each gets its share of what is left.
 * @throws MeshError whose message tells the likely cause for each address
 */
export async function dialInTurn(
  dialer: Dialer,
  addresses: readonly string[],
  { timeoutMs, expect }: { timeoutMs: number; expect?: RegionId },
): Promise<RegionId> {
  if (expect !== undefined && dialer.isConnected(expect)) return expect;
  const deadlineMs = performance.now() + timeoutMs;
  const failures: ({ address: string } & Attempt)[] = [];
  for (const [index, address] of addresses.entries()) {
    const leftMs = deadlineMs - performance.now();
    const shareMs = Math.min(ADDRESS_MAX_MS, leftMs / (addresses.length - index));
    const reached = await attempt(dialer, address, shareMs, expect);
    if (typeof reached === 'string') return reached;
    failures.push({ address, ...reached });
  }
  if (failures.length === 0) throw new MeshError('unreachable', 'There is no address to dial.');
  throw new MeshError(
    failures.some(({ code }) => code === 'timeout') ? 'timeout' : 'unreachable',
    failures.map(({ address, cause }) => `${address}: ${cause}`).join(' '),
  );
}

async function attempt(
  dialer: Dialer,
  text: string,
  limitMs: number,
  expect: RegionId | undefined,
): Promise<RegionId | Attempt> {
  let isHandshaking = false;
  let dialled = text;
  const signal = AbortSignal.timeout(Math.max(0, Math.ceil(limitMs)));
  try {
    const parsed = parseAddress(text);
    const address = expect === undefined ? parsed : withPeer(parsed, expect);
    const peer = peerOf(address);
    if (expect !== undefined && peer !== expect)
      return unreachable(`this is the address of another peer than ${expect}.`);
    if (peer === dialer.self) return unreachable('this is this node itself.');
    if (peer !== undefined && dialer.isConnected(peer)) return RegionId.parse(peer);
    const instead = dialer.instead(address);
    if (!instead.equals(address)) dialled = instead.toString();
    const connection = await dialer.connect(instead, {
      signal,
      onHandshake: () => {
        isHandshaking = true;
      },
    });
    return RegionId.parse(connection.remotePeer.toString());
  } catch (error) {
    if (error instanceof BadAddress) return unreachable(error.message);
    const { code, cause } = signal.aborted
      ? late(limitMs, isHandshaking)
      : unreachable(likelyCause(error, isHandshaking, expect));
    return { code, cause: dialled === text ? cause : `${dialled} was dialled instead: ${cause}` };
  }
}

function unreachable(cause: string): Attempt {
  return { code: 'unreachable', cause };
}

function late(limitMs: number, isHandshaking: boolean): Attempt {
  const within = `within ${Math.ceil(limitMs)} ms`;
  return {
    code: 'timeout',
    cause: isHandshaking
      ? `a node listens there but agreed on no encryption ${within}; a different mesh secret is the usual reason.`
      : `no answer ${within}; a firewall, a machine that is down, or a different mesh secret are the usual reasons.`,
  };
}

/** What a person should look at first, judging by libp2p's error. */
function likelyCause(error: unknown, isHandshaking: boolean, expect: RegionId | undefined): string {
  if (!(error instanceof Error)) return `the connection failed (${String(error)}).`;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return 'nothing listens there; is the node running, and on this port?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name is not known.';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'there is no route to that host.';
  if (error.name === 'InvalidPeerIdError') return 'this is this node itself.';
  if (isHandshaking)
    return expect === undefined
      ? `something listens there but agreed on no encryption; a different mesh secret is the usual reason (${error.message}).`
      : `reached another peer than ${expect}, or one with a different mesh secret (${error.message}).`;
  return `the connection failed (${error.message}).`;
}
