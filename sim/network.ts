import { createHash } from 'node:crypto';
import { RegionId } from '../node/core/ids.ts';
import type { Log, Mesh } from '../node/ports.ts';
import type { VirtualClock } from './clock.ts';
import type { Interference } from './interference.ts';
import {
  gossipArrivals,
  type LinkConditions,
  latencyOf,
  linkConditionsDefault,
  messageArrival,
  Queue,
} from './link.ts';
import { type End, type KnockOutcome, SimulatedMesh, type Wire } from './mesh.ts';
import type { SeededRandom } from './random.ts';

/**
 * How long a connection over which nothing passes stays open: libp2p pings each connection every 10 s and closes
 * it when the ping fails.
 */
const deadConnectionMs = 15_000;
/** TCP, then noise: two round trips before a connection can be used. */
const handshakeRoundTrips = 2;

type Link = { conditions: LinkConditions; readonly random: SeededRandom; readonly queue: Queue };

/**
 * A network of simulated nodes. What happens, and in what order, follows from the seed and from virtual time alone;
 * every link draws from a stream of its own, so traffic on one does not change the fate of another's.
 */
export class SimulatedNetwork {
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  readonly #log: Log | undefined;
  readonly #interference: Pick<Interference, 'onLetter'> | undefined;
  readonly #links = new Map<RegionId, Map<RegionId, Link>>();
  /** Directed pairs through which nothing passes, with a number that tells one cut from a later one. */
  readonly #cuts = new Map<string, number>();
  /** Machines without power: they refuse nothing, they say nothing. */
  readonly #dark = new Set<RegionId>();
  /** What has come for nodes that are frozen, in order. */
  readonly #backlogs = new Map<RegionId, (() => void)[]>();
  readonly #nodes = new Map<RegionId, SimulatedMesh>();
  readonly #peersByAddress = new Map<string, RegionId>();
  #conditionsDefault: LinkConditions;
  #cutCount = 0;

  constructor(options: {
    clock: VirtualClock;
    random: SeededRandom;
    log?: Log;
    conditions?: Partial<LinkConditions>;
    interference?: Pick<Interference, 'onLetter'>;
  }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log;
    this.#interference = options.interference;
    this.#conditionsDefault = { ...linkConditionsDefault, ...options.conditions };
  }

  /** The identity of the node of that name, the same after every restart. */
  static peerId(name: string): RegionId {
    return RegionId.parse(`sim-${name}`);
  }

  /**
   * A node's mesh, not yet started; at `sim://name` unless it moved. After a crash or stop the same name makes the
   * next process of the same node. @throws Error while that node still runs
   */
  createMesh(name: string, address = `sim://${name}`): Mesh {
    const self = SimulatedNetwork.peerId(name);
    if (this.#nodes.get(self)?.isRunning) throw new Error(`The node ${name} is running already.`);
    const mesh = new SimulatedMesh(self, address, this.#wire);
    this.#nodes.set(self, mesh);
    this.#dark.delete(self);
    this.#peersByAddress.set(address, self);
    return mesh;
  }

  /** How messages from one node to another are treated now, or on links nobody spoke of. */
  conditions(link?: { from: RegionId; to: RegionId }): LinkConditions {
    return link === undefined ? this.#conditionsDefault : this.#link(link.from, link.to).conditions;
  }

  /** Changes how messages from one node to another are treated; or, without `from` and `to`, all links. */
  setConditions(conditions: Partial<LinkConditions>, link?: { from: RegionId; to: RegionId }): void {
    if (link !== undefined) {
      const changed = this.#link(link.from, link.to);
      changed.conditions = { ...changed.conditions, ...conditions };
      return;
    }
    this.#conditionsDefault = { ...this.#conditionsDefault, ...conditions };
    for (const links of this.#links.values())
      for (const each of links.values()) each.conditions = { ...each.conditions, ...conditions };
  }

  /** From now on nothing passes from one node to the other; the way back stays open. */
  cut(from: RegionId, to: RegionId): void {
    const key = keyOf(from, to);
    if (this.#cuts.has(key)) return;
    const cut = ++this.#cutCount;
    this.#cuts.set(key, cut);
    this.#log?.debug({ from, to }, 'link cut');
    this.#clock.after(deadConnectionMs, () => {
      if (this.#cuts.get(key) !== cut) return;
      this.#lose(from, to);
      this.#lose(to, from);
    });
  }

  /** Nothing passes between nodes of different groups, either way. */
  partition(...groups: readonly (readonly RegionId[])[]): void {
    for (const group of groups)
      for (const other of groups)
        if (group !== other) for (const from of group) for (const to of other) this.cut(from, to);
  }

  /** Undoes one cut, or all. Link conditions stay as they are. */
  heal(link?: { from: RegionId; to: RegionId }): void {
    this.#log?.debug({ ...link }, 'link healed');
    if (link === undefined) this.#cuts.clear();
    else this.#cuts.delete(keyOf(link.from, link.to));
  }

  /**
   * Kills a node's process: nothing it does from now on has an effect, and what it awaits never comes. Its machine
   * closes the connections, so peers see that `detectedAfterMs` later, and pending requests fail 'unreachable'. With
   * `isSilent` the machine dies with it: peers find out by silence alone.
   */
  crash(peer: RegionId, { isSilent = false, detectedAfterMs = 0 } = {}): void {
    const node = this.#nodes.get(peer);
    if (node === undefined || !node.isRunning) return;
    this.#log?.debug({ peer, isSilent }, 'crash');
    if (isSilent) this.#dark.add(peer);
    this.#backlogs.delete(peer);
    for (const end of node.crash()) {
      const delayMs = isSilent ? deadConnectionMs : detectedAfterMs;
      this.#clock.after(delayMs, () => this.#wire.close(end));
    }
  }

  /** Freezes a node: its machine takes in what arrives, but nothing is looked at or answered until it is thawed. */
  freeze(peer: RegionId): void {
    const backlog: (() => void)[] = [];
    this.#backlogs.set(peer, backlog);
    this.#clock.after(deadConnectionMs, () => {
      if (this.#backlogs.get(peer) !== backlog) return;
      for (const other of this.#nodes.keys()) this.#lose(other, peer);
    });
  }

  thaw(peer: RegionId): void {
    const backlog = this.#backlogs.get(peer) ?? [];
    this.#backlogs.delete(peer);
    for (const happen of backlog) this.#clock.after(0, happen);
  }

  /** What a node sees of the network. */
  readonly #wire: Wire = {
    after: (self, delayMs, callback) => {
      let isCancelled = false;
      const cancel = this.#clock.after(delayMs, () =>
        this.#whenAwake(self, () => {
          if (!isCancelled) callback();
        }),
      );
      return () => {
        isCancelled = true;
        cancel();
      };
    },

    nowMs: () => this.#clock.monotonicMs(),

    knock: (from, { address, timeoutMs, expect, answer }) => {
      const to = this.#peersByAddress.get(address);
      if (to === from.self) return answer({ kind: 'self' });
      if (to !== undefined && from.endTo(to) !== undefined) return answer({ kind: 'open', peer: to });
      let isAnswered = false;
      const answerOnce = (outcome: KnockOutcome) => {
        if (!isAnswered) this.#whenAwake(from.self, () => answer(outcome));
        isAnswered = true;
      };
      this.#clock.after(timeoutMs, () => answerOnce({ kind: 'timeout' }));
      const target = to ?? SimulatedNetwork.peerId(address);
      if (this.#isCutEitherWay(from.self, target)) return;
      this.#clock.after(this.#roundTripMs(from.self, target) * handshakeRoundTrips, () => {
        // A handshake needs both; one that is frozen meanwhile runs into the timeout.
        const isFrozen = this.#backlogs.has(from.self) || this.#backlogs.has(target);
        if (!isAnswered && !isFrozen && from.isRunning && !this.#isCutEitherWay(from.self, target))
          answerOnce(this.#connect(from, target, address, expect));
      });
    },

    carry: (end, letter, deliver) => {
      const [from, to] = [end.host.self, end.other.host.self];
      const { conditions, random, queue } = this.#link(from, to);
      const arrivalMs = messageArrival(conditions, random);
      const queuedMs = queue.pass(letter.text.length, this.#clock.monotonicMs(), conditions);
      if (arrivalMs === undefined || queuedMs === undefined) return;
      for (const lateMs of this.#interference?.onLetter(from, to, letter) ?? [0])
        this.#deliver(end, queuedMs + arrivalMs + lateMs, deliver);
    },

    spread: (end, sizeBytes, deliver) => {
      const { conditions, random, queue } = this.#link(end.host.self, end.other.host.self);
      const arrivals = gossipArrivals(conditions, random);
      const queuedMs = queue.pass(sizeBytes, this.#clock.monotonicMs(), conditions);
      if (queuedMs === undefined) return;
      arrivals.forEach((arrivalMs, copy) => {
        this.#deliver(end, queuedMs + arrivalMs, () => deliver(copy > 0));
      });
    },

    hangUp: (end) => {
      const { conditions, random } = this.#link(end.host.self, end.other.host.self);
      // The goodbye of a closed socket is sent again until it arrives or the other side gives up by itself.
      const isHeard = !this.#isCut(end.host.self, end.other.host.self);
      const delayMs = isHeard ? latencyOf(conditions, random) : deadConnectionMs;
      this.#clock.after(delayMs, () => this.#wire.close(end.other));
    },

    close: (end) => {
      this.#whenAwake(end.host.self, () => {
        if (!end.isOpen) return;
        this.#log?.debug({ at: end.host.self, peer: end.other.host.self }, 'connection closed');
        end.host.disconnect(end);
      });
    },

    sign: (peer, bytes) => {
      const hash = createHash('sha256').update(`simulated key of ${peer}\n`).update(bytes).digest();
      return Uint8Array.from(hash);
    },

    reportFailure: (at, what, error) => {
      this.#log?.error({ at, what, error }, 'a handler failed');
    },
  };

  /** The end of a handshake. */
  #connect(from: SimulatedMesh, to: RegionId, address: string, expect: RegionId | undefined): KnockOutcome {
    const node = this.#nodes.get(to);
    // The node may have moved to another address in the meantime.
    if (node === undefined || !node.isRunning || node.address !== address) return { kind: 'refused' };
    if (expect !== undefined && expect !== to) return { kind: 'unexpected', peer: to };
    // Two nodes that dial each other at once end with one connection.
    if (from.endTo(to)?.other.isOpen !== true) {
      this.#log?.debug({ from: from.self, to }, 'connected');
      from.connect(node);
    }
    return { kind: 'open', peer: to };
  }

  #deliver(end: End, arrivalMs: number, deliver: () => void): void {
    const [from, to] = [end.host.self, end.other.host.self];
    if (this.#isCut(from, to)) return;
    this.#clock.after(arrivalMs, () => {
      if (this.#isCut(from, to)) return;
      this.#whenAwake(to, () => {
        if (end.other.isOpen) return deliver();
        // As TCP resets a connection that the other side no longer knows.
        if (!this.#isCut(to, from)) this.#wire.close(end);
      });
    });
  }

  /** Now, or as soon as the node is thawed. */
  #whenAwake(peer: RegionId, happen: () => void): void {
    const backlog = this.#backlogs.get(peer);
    if (backlog === undefined) happen();
    else backlog.push(happen);
  }

  /** Closes what `at` still believes to be its connection to `peer`. */
  #lose(at: RegionId, peer: RegionId): void {
    const end = this.#nodes.get(at)?.endTo(peer);
    if (end !== undefined) this.#wire.close(end);
  }

  #roundTripMs(from: RegionId, to: RegionId): number {
    const [there, back] = [this.#link(from, to), this.#link(to, from)];
    return latencyOf(there.conditions, there.random) + latencyOf(back.conditions, back.random);
  }

  #isCut(from: RegionId, to: RegionId): boolean {
    if (this.#cuts.size > 0 && this.#cuts.has(keyOf(from, to))) return true;
    return this.#dark.has(from) || this.#dark.has(to);
  }

  #isCutEitherWay(a: RegionId, b: RegionId): boolean {
    return this.#isCut(a, b) || this.#isCut(b, a);
  }

  #link(from: RegionId, to: RegionId): Link {
    const known = this.#links.get(from)?.get(to);
    if (known !== undefined) return known;
    const link = {
      conditions: this.#conditionsDefault,
      random: this.#random.fork(keyOf(from, to)),
      queue: new Queue(),
    };
    const links = this.#links.get(from) ?? new Map<RegionId, Link>();
    this.#links.set(from, links.set(to, link));
    return link;
  }
}

const keyOf = (from: RegionId, to: RegionId): string => `${from} > ${to}`;
