import './shim.ts';
import type { PeerId } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { RegionId } from '../core/ids.ts';
import { type Cancel, type Json, type Log, type Mesh, MeshError } from '../ports.ts';
import { insteadOf, parseAddress, tellable, withPeer } from './libp2p-address.ts';
import { Answerer, STREAMS_PER_PEER_MAX } from './libp2p-answerer.ts';
import { Asker } from './libp2p-asker.ts';
import { dialInTurn } from './libp2p-dial.ts';
import { Gossip } from './libp2p-gossip.ts';
import { decodePrivateKey, isSignedBy, regionIdOf } from './libp2p-keys.ts';
import { RPC_PROTOCOL } from './libp2p-messages.ts';
import { createNode, type Libp2pNode } from './libp2p-node.ts';
import { Penalties } from './libp2p-penalties.ts';

/** A connection that does not close in good order within this time is cut. */
const CLOSE_MAX_MS = 1_000;

/** A new connection has its gossip stream within this time: identification and one negotiation. */
const GOSSIP_OPEN_MAX_MS = 1_000;

export type Libp2pMeshOptions = {
  /** The node's identity, as `newPrivateKey` made it. */
  readonly privateKey: Uint8Array;
  /** The mesh secret's bytes, from `parseMeshSecret`. */
  readonly secret: Uint8Array;
  /** An IP address or host name, and a TCP port; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Addresses to tell others instead of those listened on (behind NAT, in a container): multiaddrs or host:port. */
  readonly announce?: readonly string[];
  /** Pairs `announced=address`: what to dial in place of what others announce. */
  readonly dialInstead?: readonly string[];
  readonly log: Log;
};

/**
 * The mesh over libp2p: TCP, a private network, noise, yamux, gossipsub, and one request/response protocol.
 * @throws Error when the key, the host, an announced address or one to dial instead cannot be used
 */
export async function createLibp2pMesh(options: Libp2pMeshOptions): Promise<Mesh> {
  const privateKey = decodePrivateKey(options.privateKey);
  const self = regionIdOf(privateKey);
  const announce = (options.announce ?? []).map((text) => withPeer(parseAddress(text), self).toString());
  const instead = insteadOf(options.dialInstead ?? []);
  const penalties = new Penalties(() => performance.now());
  const node = await createNode({ ...options, privateKey, penalties });
  const connections = watchConnections(node, options.log);
  const gossip = new Gossip(self, node.services.pubsub, penalties, options.log);
  const answerer = new Answerer(options.log);
  const asker = new Asker(async (peer, signal) => {
    const [oldest] = node.getConnections(peerIdFromString(peer));
    if (oldest === undefined) throw new Error('it is not connected');
    return oldest.newStream(RPC_PROTOCOL, { signal });
  });
  let state: 'new' | 'running' | 'stopped' = 'new';

  return {
    self,
    async start() {
      await node.handle(RPC_PROTOCOL, (stream, { remotePeer }) => answerer.accept(stream, idOf(remotePeer)), {
        // Above the answerer's own limit, which counts over all of a peer's connections and keeps the newest.
        maxInboundStreams: 2 * STREAMS_PER_PEER_MAX,
      });
      try {
        await node.start();
      } catch (error) {
        await node.stop();
        throw new Error(
          `The mesh cannot listen on ${options.listen.host}, port ${options.listen.port}: ${reasonOf(error)}`,
          { cause: error },
        );
      }
      state = 'running';
      gossip.start();
    },
    async stop() {
      if (state !== 'running') return;
      state = 'stopped';
      gossip.stop();
      connections.stop();
      asker.close();
      answerer.close();
      await node.stop();
    },
    addresses() {
      if (announce.length > 0) return announce;
      return tellable(node.services.listening.addresses()).map((address) =>
        withPeer(address, self).toString(),
      );
    },
    async dial(addresses, dialOptions) {
      if (state !== 'running') throw new MeshError('unreachable', 'This node is not running.');
      const dialer = {
        self,
        isConnected: connections.has,
        instead,
        connect: (address: ReturnType<typeof parseAddress>, { signal, onHandshake }: ConnectOptions) =>
          node.dial(address, {
            signal,
            onProgress: ({ type }) => {
              if (type === 'upgrader:encrypt-outbound-connection') onHandshake();
            },
          }),
      };
      return dialInTurn(dialer, addresses, dialOptions);
    },
    async hangUp(peer) {
      if (connections.has(peer))
        await node.hangUp(peerIdFromString(peer), { signal: AbortSignal.timeout(CLOSE_MAX_MS) });
    },
    connected: connections.all,
    onConnection: connections.listen,
    publish: (topic, body) => gossip.publish(topic, body),
    subscribe: (topic, handle) => gossip.subscribe(topic, handle),
    async request(to, method, body, { timeoutMs }): Promise<Json> {
      if (!connections.has(to)) throw new MeshError('unreachable', `${to} is not connected.`);
      return asker.request(to, method, body, timeoutMs);
    },
    handle: (method, handler) => answerer.handle(method, handler),
    sign: async (bytes) => privateKey.sign(bytes),
    verify: isSignedBy,
  };
}

type ConnectOptions = { signal: AbortSignal; onHandshake(): void };
type Listener = (peer: RegionId, isConnected: boolean) => void;

/** Who is connected, and telling others when that changes. */
function watchConnections(node: Libp2pNode, log: Log) {
  const connected = new Set<RegionId>();
  const listeners = new Set<{ listener: Listener }>();
  const checks = new Set<NodeJS.Timeout>();
  let isStopped = false;

  const tell = (peer: RegionId, isConnected: boolean) => {
    if (isStopped || connected.has(peer) === isConnected) return;
    if (isConnected) connected.add(peer);
    else connected.delete(peer);
    for (const { listener } of [...listeners])
      try {
        listener(peer, isConnected);
      } catch (error) {
        log.error({ error, peer }, 'A connection listener threw.');
      }
  };
  node.addEventListener('peer:connect', ({ detail }) => tell(idOf(detail), true));
  node.addEventListener('peer:disconnect', ({ detail }) => tell(idOf(detail), false));
  node.addEventListener('connection:close', ({ detail: { remotePeer } }) => {
    if (isStopped || node.getConnections(remotePeer).length === 0) return;
    const check = setTimeout(() => {
      checks.delete(check);
      closeIfSilent(node, remotePeer);
    }, GOSSIP_OPEN_MAX_MS).unref();
    checks.add(check);
  });

  return {
    has: (peer: string) => connected.has(RegionId.parse(peer)),
    all: () => [...connected],
    listen: (listener: Listener): Cancel => {
      const entry = { listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    stop: () => {
      isStopped = true;
      connected.clear();
      for (const check of checks) clearTimeout(check);
    },
  };
}

/**
 * Two nodes that dial each other at once have two connections. If the one with gossipsub's stream closes, gossipsub
 * does not open another, and the pair would be silent for ever: then the rest is closed too, and the next dial
 * begins anew.
 */
function closeIfSilent(node: Libp2pNode, peer: PeerId): void {
  const { protocols } = node.services.pubsub;
  const connections = node.getConnections(peer);
  const hasGossip = connections.some(({ streams }) =>
    streams.some(({ direction, protocol }) => direction === 'outbound' && protocols.includes(protocol)),
  );
  if (hasGossip) return;
  for (const connection of connections) connection.abort(new Error('its gossip stream was lost'));
}

function idOf(peer: PeerId): RegionId {
  return RegionId.parse(peer.toString());
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message : String(reason);
}
