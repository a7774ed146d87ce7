import type { RegionId } from '../node/core/ids.ts';
import {
  type Cancel,
  type Json,
  type Mesh,
  MeshError,
  type MeshFailure,
  type Verdict,
} from '../node/ports.ts';
import type { Letter } from './interference.ts';

/** As the `Mesh` port says. */
const gossipSizeMaxBytes = 64 * 1024;
const messageSizeMaxBytes = 1024 * 1024;

/** One node's end of a connection. Each end closes by itself, as with TCP: the other learns of it later. */
export class End {
  readonly host: SimulatedMesh;
  readonly other: End;
  isOpen = true;

  /** With a node in place of `other`, makes that node's end too. */
  constructor(host: SimulatedMesh, other: SimulatedMesh | End) {
    this.host = host;
    this.other = other instanceof End ? other : new End(other, this);
  }
}

export type KnockOutcome =
  | { readonly kind: 'open'; readonly peer: RegionId }
  | { readonly kind: 'unexpected'; readonly peer: RegionId }
  | { readonly kind: 'refused' | 'timeout' | 'self' };

export type Knock = {
  readonly address: string;
  readonly timeoutMs: number;
  readonly expect: RegionId | undefined;
  /** Called once. */
  readonly answer: (outcome: KnockOutcome) => void;
};

/** What a simulated node needs of the network it is plugged into. */
export interface Wire {
  nowMs(): number;
  /** A timer of this node: late when the node is frozen. */
  after(self: RegionId, delayMs: number, callback: () => void): Cancel;
  /** Tries to connect. */
  knock(from: SimulatedMesh, knock: Knock): void;
  /** A request or reply from this end to the other; a character counts as a byte. */
  carry(end: End, letter: Letter, deliver: () => void): void;
  /** One hop of gossip from this end to the other. */
  spread(end: End, sizeBytes: number, deliver: (isCopy: boolean) => void): void;
  /** Tells the other end that this one was closed. */
  hangUp(end: End): void;
  /** Closes this end, if it is open. */
  close(end: End): void;
  sign(peer: RegionId, bytes: Uint8Array): Uint8Array;
  /** A handler or listener threw: worth knowing, but nothing the asker may see, and no reason to stop. */
  reportFailure(at: RegionId, what: string, error: unknown): void;
}

type Gossip = {
  readonly author: RegionId;
  readonly topic: string;
  readonly body: Uint8Array;
  /** Who had it; as with gossipsub's message cache, each passes it on once. */
  readonly seenBy: Set<SimulatedMesh>;
};
type GossipHandler = (from: RegionId, body: Uint8Array) => Verdict;
type RequestHandler = (from: RegionId, body: unknown) => Promise<Json>;
type Reply = { readonly text: string } | { readonly failure: MeshFailure };
type Pending = { readonly end: End; readonly settle: (reply: Reply) => void };

/** The simulated adapter of the `Mesh` port: one process of one node. Made by `SimulatedNetwork.createMesh`. */
export class SimulatedMesh implements Mesh {
  readonly self: RegionId;
  readonly address: string;
  readonly #wire: Wire;
  readonly #ends = new Map<RegionId, End>();
  readonly #connectionListeners = new Set<(peer: RegionId, isConnected: boolean) => void>();
  readonly #gossipHandlers = new Map<string, GossipHandler>();
  readonly #requestHandlers = new Map<string, RequestHandler>();
  readonly #pending = new Map<number, Pending>();
  #nextRequest = 0;
  #state: 'new' | 'running' | 'stopped' | 'crashed' = 'new';

  constructor(self: RegionId, address: string, wire: Wire) {
    this.self = self;
    this.address = address;
    this.#wire = wire;
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new Error('A simulated node starts once; make the next process of it.');
    this.#state = 'running';
  }

  async stop(): Promise<void> {
    if (this.#state !== 'running') return;
    for (const peer of this.connected()) await this.hangUp(peer);
    this.#state = 'stopped';
  }

  /** Ends the process without a word. Returns the peers' ends of its connections, which are still open. */
  crash(): End[] {
    this.#state = 'crashed';
    const ends = [...this.#ends.values()];
    this.#ends.clear();
    for (const end of ends) end.isOpen = false;
    return ends.map((end) => end.other);
  }

  addresses(): string[] {
    return this.isRunning ? [this.address] : [];
  }

  connected(): RegionId[] {
    return [...this.#ends.keys()];
  }

  endTo(peer: RegionId): End | undefined {
    return this.#ends.get(peer);
  }

  onConnection(listener: (peer: RegionId, isConnected: boolean) => void): Cancel {
    // Wrapped, so that the same function given twice is two subscriptions.
    const entry: typeof listener = (peer, isConnected) => listener(peer, isConnected);
    this.#connectionListeners.add(entry);
    return () => this.#connectionListeners.delete(entry);
  }

  async dial(
    addresses: readonly string[],
    { timeoutMs, expect }: { timeoutMs: number; expect?: RegionId },
  ): Promise<RegionId> {
    const crashed = this.#mustRun();
    if (crashed !== undefined) return crashed;
    const deadlineMs = this.#wire.nowMs() + timeoutMs;
    let failure = new MeshError('unreachable', 'There is no address to dial.');
    for (const address of addresses) {
      const outcome = await new Promise<KnockOutcome>((answer) => {
        this.#wire.knock(this, { address, timeoutMs: deadlineMs - this.#wire.nowMs(), expect, answer });
      });
      await this.#mustRun();
      if (outcome.kind === 'open') return outcome.peer;
      failure = dialFailure(outcome, address);
    }
    throw failure;
  }

  async hangUp(peer: RegionId): Promise<void> {
    const end = this.#ends.get(peer);
    if (end === undefined) return;
    this.#wire.close(end);
    this.#wire.hangUp(end);
  }

  async publish(topic: string, body: Uint8Array): Promise<void> {
    if (body.byteLength > gossipSizeMaxBytes)
      throw new MeshError('too-large', `Gossip of ${body.byteLength} bytes is over the limit.`);
    this.#passOn({ author: this.self, topic, body: body.slice(), seenBy: new Set() });
  }

  subscribe(topic: string, handle: GossipHandler): Cancel {
    return putOnce(this.#gossipHandlers, topic, handle);
  }

  handle(method: string, handler: RequestHandler): Cancel {
    return putOnce(this.#requestHandlers, method, handler);
  }

  async request(
    to: RegionId,
    method: string,
    body: Json,
    { timeoutMs }: { timeoutMs: number },
  ): Promise<Json> {
    const crashed = this.#mustRun();
    if (crashed !== undefined) return crashed;
    const end = this.#ends.get(to);
    if (end === undefined) throw new MeshError('unreachable', `${to} is not connected.`);
    const text = JSON.stringify(body);
    if (isTooLarge(text)) throw new MeshError('too-large', `The request ${method} is over the limit.`);
    const reply = await new Promise<Reply>((resolve) => {
      const id = this.#nextRequest++;
      const settle = (outcome: Reply) => {
        this.#pending.delete(id);
        cancelTimer();
        resolve(outcome);
      };
      const cancelTimer = this.#wire.after(this.self, timeoutMs, () => {
        if (this.#state !== 'crashed') settle({ failure: 'timeout' });
      });
      this.#pending.set(id, { end, settle });
      this.#wire.carry(end, { method, isReply: false, text }, () => {
        void end.other.host.#answer(end.other, id, method, text);
      });
    });
    if ('failure' in reply)
      throw new MeshError(reply.failure, `The request ${method} to ${to}: ${reply.failure}.`);
    return JSON.parse(reply.text);
  }

  async sign(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#wire.sign(this.self, bytes);
  }

  async verify(peer: RegionId, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
    return Buffer.compare(this.#wire.sign(peer, bytes), signature) === 0;
  }

  /** Joins two ends. Where a side still had a connection to the other's former process, nobody hears of the change. */
  connect(node: SimulatedMesh): void {
    const end = new End(this, node);
    const notices = [this.#attach(end), node.#attach(end.other)];
    for (const notify of notices) notify();
  }

  disconnect(end: End): void {
    end.isOpen = false;
    const peer = end.other.host.self;
    if (this.#ends.get(peer) === end) this.#ends.delete(peer);
    this.#failPending(end);
    if (!this.#ends.has(peer)) this.#tell(peer, false);
  }

  /** Puts an end in place of an older one, if any; returns how to tell the listeners. */
  #attach(end: End): () => void {
    const peer = end.other.host.self;
    const former = this.#ends.get(peer);
    this.#ends.set(peer, end);
    if (former === undefined) return () => this.#tell(peer, true);
    former.isOpen = false;
    return () => this.#failPending(former);
  }

  #failPending(end: End): void {
    for (const pending of [...this.#pending.values()])
      if (pending.end === end) pending.settle({ failure: 'unreachable' });
  }

  #tell(peer: RegionId, isConnected: boolean): void {
    for (const listener of [...this.#connectionListeners]) {
      try {
        listener(peer, isConnected);
      } catch (error) {
        this.#wire.reportFailure(this.self, 'connection listener', error);
      }
    }
  }

  /** @throws MeshError 'unreachable' after a stop. After a crash, the await of the caller never ends. */
  #mustRun(): Promise<never> | undefined {
    if (this.#state === 'crashed') return new Promise(() => {});
    if (this.#state !== 'running') throw new MeshError('unreachable', 'This node is not running.');
    return undefined;
  }

  async #answer(end: End, id: number, method: string, text: string): Promise<void> {
    const handler = this.#requestHandlers.get(method);
    const reply: Reply =
      handler === undefined
        ? { failure: 'unknown-method' }
        : await this.#replyOf(handler, end.other.host.self, method, text);
    if (!this.isRunning || !end.isOpen) return;
    const letter = { method, isReply: true, text: 'text' in reply ? reply.text : '' };
    this.#wire.carry(end, letter, () => end.other.host.#pending.get(id)?.settle(reply));
  }

  /** Runs a handler on its own copy of the body; its error's text stays here, as over a real wire. */
  async #replyOf(handler: RequestHandler, from: RegionId, method: string, text: string): Promise<Reply> {
    try {
      const reply = JSON.stringify(await handler(from, JSON.parse(text)));
      return isTooLarge(reply) ? { failure: 'too-large' } : { text: reply };
    } catch (error) {
      this.#wire.reportFailure(this.self, method, error);
      return { failure: 'failed' };
    }
  }

  #hear(gossip: Gossip, isCopy: boolean): void {
    const handler = this.#gossipHandlers.get(gossip.topic);
    if (handler === undefined || (gossip.seenBy.has(this) && !isCopy)) return;
    const verdict = handler(gossip.author, gossip.body.slice());
    if (verdict === 'accept' && !gossip.seenBy.has(this)) this.#passOn(gossip);
    gossip.seenBy.add(this);
  }

  #passOn(gossip: Gossip): void {
    gossip.seenBy.add(this);
    for (const end of this.#ends.values()) {
      const receiver = end.other.host;
      if (gossip.seenBy.has(receiver)) continue;
      this.#wire.spread(end, gossip.body.byteLength, (isCopy) => receiver.#hear(gossip, isCopy));
    }
  }
}

const dialFailure = (outcome: Exclude<KnockOutcome, { kind: 'open' }>, address: string): MeshError => {
  switch (outcome.kind) {
    case 'timeout':
      return new MeshError('timeout', `Nobody answered at ${address} in time.`);
    case 'refused':
      return new MeshError('unreachable', `Nobody listens at ${address}.`);
    case 'self':
      return new MeshError('unreachable', `${address} is the own address.`);
    case 'unexpected':
      return new MeshError('unreachable', `At ${address} is another peer, ${outcome.peer}.`);
  }
};

/** A UTF-16 unit takes at most three bytes, so most texts need not be measured. */
const isTooLarge = (text: string): boolean =>
  text.length * 3 > messageSizeMaxBytes && Buffer.byteLength(text) > messageSizeMaxBytes;

/** @throws Error when the key is taken */
const putOnce = <T>(map: Map<string, T>, key: string, value: T): Cancel => {
  if (map.has(key)) throw new Error(`${key} has a handler already.`);
  map.set(key, value);
  let isCancelled = false;
  return () => {
    if (!isCancelled) map.delete(key);
    isCancelled = true;
  };
};
