import './shim.ts';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { gossipsub, StrictSign } from '@chainsafe/libp2p-gossipsub';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { identify } from '@libp2p/identify';
import type { PrivateKey } from '@libp2p/interface';
import { preSharedKey } from '@libp2p/pnet';
import { tcp } from '@libp2p/tcp';
import type { Multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { addressOf } from './libp2p-address.ts';
import type { Penalties } from './libp2p-penalties.ts';
import { privateNetworkKey } from './secret.ts';

export type Libp2pNodeOptions = {
  readonly privateKey: PrivateKey;
  readonly secret: Uint8Array;
  readonly listen: { readonly host: string; readonly port: number };
  readonly penalties: Penalties;
};

/** A libp2p node with just what the mesh port needs; no routing table, no relay, no discovery of its own. */
export type Libp2pNode = Awaited<ReturnType<typeof createNode>>;

/**
 * Connections a second from one host before more are refused. libp2p's 5 is for the open internet; here only
 * members pass the handshake, and a whole mesh may run on one host or behind one address.
 */
const INBOUND_PER_SECOND_MAX = 100;

/** Connections that have not finished their handshake, at once: strangers must not crowd members out. */
const INBOUND_PENDING_MAX = 100;

/** A handshake is three round trips; who needs longer is a stranger, or has another mesh secret. */
const HANDSHAKE_MAX_MS = 5_000;

/**
 * The most a peer may have under way on one stream. It must stay below the 4 MiB that libp2p buffers of a paused
 * stream before it kills it (yamux would go to 16 MiB), and holds any one message of the mesh.
 */
const STREAM_WINDOW_MAX_BYTES = 1024 * 1024;

/** The largest packet of gossip: many 64 KiB messages asked for at once (IWANT) travel in one. */
const GOSSIP_PACKET_MAX_BYTES = 4 * 1024 * 1024;

/** What waits to be sent to a neighbour that does not read, before its gossip stream is given up. */
const GOSSIP_BACKLOG_MAX_BYTES = 4 * 1024 * 1024;

/**
 * libp2p pings every connection now and then and drops those that do not answer, so that half-open ones
 * disappear. A busy machine may take seconds; who needs to know sooner asks with requests of its own.
 */
const PING_INTERVAL_MS = 10_000;
const PING_MAX_MS = 15_000;

/** Makes the node without starting it. @throws Error when the listening host's name is not known */
export async function createNode({ privateKey, secret, listen, penalties }: Libp2pNodeOptions) {
  const host = isIP(listen.host) === 0 ? (await lookup(listen.host)).address : listen.host;
  return createLibp2p({
    start: false,
    privateKey,
    addresses: { listen: [addressOf(host, listen.port).toString()] },
    transports: [tcp()],
    connectionProtector: preSharedKey({ psk: privateNetworkKey(secret) }),
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: STREAM_WINDOW_MAX_BYTES } })],
    connectionManager: {
      inboundConnectionThreshold: INBOUND_PER_SECOND_MAX,
      maxIncomingPendingConnections: INBOUND_PENDING_MAX,
      inboundUpgradeTimeout: HANDSHAKE_MAX_MS,
    },
    connectionMonitor: { pingInterval: PING_INTERVAL_MS, pingTimeout: { minTimeout: PING_MAX_MS } },
    services: {
      identify: identify(),
      pubsub: gossipsub({
        globalSignaturePolicy: StrictSign,
        // For meshes of 4 to some 30 nodes: each passes a message on to about four neighbours.
        D: 4,
        Dlo: 2,
        Dhi: 8,
        floodPublish: true,
        allowPublishToZeroTopicPeers: true,
        fallbackToFloodsub: false,
        maxInboundDataLength: GOSSIP_PACKET_MAX_BYTES,
        maxOutboundBufferSize: GOSSIP_BACKLOG_MAX_BYTES,
        scoreParams: {
          // Many nodes on one host are normal here, not an attack.
          IPColocationFactorWeight: 0,
          // A machine that was suspended breaks some promises to deliver; only many of them are a fault.
          behaviourPenaltyThreshold: 6,
          appSpecificWeight: 1,
          appSpecificScore: (peer) => -penalties.points(peer),
        },
      }),
      listening,
    },
  });
}

/** getMultiaddrs() keeps public addresses back until some service has confirmed them; none does here. */
function listening({ transportManager }: { transportManager: { getAddrs(): Multiaddr[] } }) {
  return { addresses: () => transportManager.getAddrs() };
}
