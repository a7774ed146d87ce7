import type { RegionId } from '../core/ids.ts';
import type { Cancel, Clock, Json, Log, Mesh, Random } from '../ports.ts';
import type { Membership } from './membership.ts';
import {
  bucketOf,
  isLater,
  type Register,
  type RegisterEntry,
  type RegisterVersion,
  sortedByKey,
  summaryOf,
} from './registers-digest.ts';
import * as messages from './registers-messages.ts';

/** What is replicated, kept by someone else. */
export interface RegisterSource {
  /** Every register's key and version, in any order. */
  digest(): readonly RegisterEntry[];
  /** Those of the keys that exist. */
  read(keys: readonly string[]): Promise<readonly Register[]>;
  /** Keeps each that is later than what is there, after checking its value; resolves when that is durable. */
  merge(registers: readonly Register[]): Promise<void>;
  /** After registers were written here and are durable; not after a merge. */
  onLocalChange(listener: (keys: readonly string[]) => void): Cancel;
}

/** Between two comparisons with a member chosen at random. */
const reconcileIntervalMs = 5_000;
const requestTimeoutMs = 5_000;

type Deps = {
  readonly mesh: Mesh;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly membership: Pick<Membership, 'members' | 'onUp' | 'request'>;
  readonly source: RegisterSource;
};

/**
 * Replicates registers to every region by anti-entropy (van Renesse et al., "Efficient reconciliation and flow control
 * for anti-entropy protocols", 2008): what is written here goes to everyone connected at once; what did not arrive is
 * found by comparing digests, every few seconds with a random member and at once with one that came up.
 */
export class Registers {
  readonly #deps: Deps;
  /** Keys yet to be pushed to a peer to which a push is under way. */
  readonly #unsent = new Map<RegionId, Set<string>>();
  /** Peers being compared with; true if it is to be done once more after that. */
  readonly #reconciling = new Map<RegionId, boolean>();
  #endings: Cancel[] = [];
  #cancelTimer: Cancel = () => {};
  #isStopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Begins to answer, to push and to compare. */
  start(): void {
    const { mesh, membership, source } = this.#deps;
    this.#endings = [
      mesh.handle(messages.pushMethod, async (_from, body) => {
        await source.merge(messages.Push.parse(body).registers);
        return null;
      }),
      mesh.handle(messages.compareMethod, async (_from, body) => this.#answerCompare(body)),
      mesh.handle(messages.pageMethod, async (_from, body) => this.#answerPage(body)),
      source.onLocalChange((keys) => this.#pushToAll(keys)),
      membership.onUp((region) => this.#reconcileSoon(region)),
    ];
    for (const { record, state, isSelf } of membership.members())
      if (state === 'up' && !isSelf) this.#reconcileSoon(record.region);
    this.#reconcileLater();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
    for (const end of this.#endings) end();
  }

  /** Afterwards both have the later of each register that either had. @throws MeshError, ZodError, what `merge` throws */
  compareWith(peer: RegionId): Promise<void> {
    return this.#reconcile(peer);
  }

  // ------------------------------------------------------------ pushing

  #pushToAll(keys: readonly string[]): void {
    const connected = new Set(this.#deps.mesh.connected());
    for (const { record, isSelf } of this.#deps.membership.members())
      if (!isSelf && connected.has(record.region)) this.#pushLater(record.region, keys);
  }

  /** One push at a time to each peer; what changes meanwhile goes with the next, in its latest version only. */
  #pushLater(peer: RegionId, keys: readonly string[]): void {
    const waiting = this.#unsent.get(peer);
    if (waiting !== undefined) {
      for (const key of keys) waiting.add(key);
      return;
    }
    const unsent = new Set(keys);
    this.#unsent.set(peer, unsent);
    void this.#drain(peer, unsent);
  }

  async #drain(peer: RegionId, unsent: Set<string>): Promise<void> {
    try {
      while (unsent.size > 0 && !this.#isStopped) {
        const keys = [...unsent];
        unsent.clear();
        await this.#push(peer, await this.#deps.source.read(keys));
      }
    } catch (error) {
      this.#deps.log.debug(
        { peer, error: String(error) },
        'registers were not pushed; comparing will find them',
      );
    } finally {
      this.#unsent.delete(peer);
    }
  }

  /** @throws MeshError */
  async #push(peer: RegionId, registers: readonly Register[]): Promise<void> {
    for (let at = 0; at < registers.length; ) {
      const { batch, end } = this.#batch(registers, at);
      if (batch.length > 0) await this.#ask(peer, messages.pushMethod, { registers: batch });
      at = end;
    }
  }

  /** As many from `start` on as one message holds; `end` is where the next batch starts. */
  #batch(registers: readonly Register[], start: number): { batch: Register[]; end: number } {
    const batch: Register[] = [];
    let sizeBytes = 0;
    let end = start;
    for (; end < registers.length && batch.length < messages.batchCountMax; end += 1) {
      const register = registers[end];
      if (register === undefined) break;
      const registerSizeBytes = Buffer.byteLength(JSON.stringify(register));
      if (registerSizeBytes > messages.registerSizeMaxBytes) {
        this.#deps.log.error(
          { key: register.key, registerSizeBytes },
          'a register is too large to be replicated',
        );
        continue;
      }
      if (sizeBytes + registerSizeBytes > messages.batchSizeMaxBytes) break;
      sizeBytes += registerSizeBytes;
      batch.push(register);
    }
    return { batch, end };
  }

  // ------------------------------------------------------------ comparing

  #reconcileLater(): void {
    const { clock, random, membership } = this.#deps;
    // Jitter keeps nodes that started together from comparing in step.
    this.#cancelTimer = clock.after(reconcileIntervalMs * (0.8 + 0.4 * random.next()), () => {
      const others = membership.members().filter(({ state, isSelf }) => state === 'up' && !isSelf);
      const other = others[Math.floor(random.next() * others.length)];
      if (other !== undefined) this.#reconcileSoon(other.record.region);
      this.#reconcileLater();
    });
  }

  #reconcileSoon(peer: RegionId): void {
    const isUnderWay = this.#reconciling.has(peer);
    this.#reconciling.set(peer, isUnderWay);
    if (!isUnderWay) void this.#reconcileInTurn(peer);
  }

  async #reconcileInTurn(peer: RegionId): Promise<void> {
    do {
      this.#reconciling.set(peer, false);
      try {
        await this.#reconcile(peer);
      } catch (error) {
        this.#deps.log.debug({ peer, error: String(error) }, 'registers were not compared to the end');
      }
    } while (this.#reconciling.get(peer) && !this.#isStopped);
    this.#reconciling.delete(peer);
  }

  async #reconcile(peer: RegionId): Promise<void> {
    const { source } = this.#deps;
    const digest = source.digest();
    const own = summaryOf(digest);
    const { count, hash } = own;
    const reply = messages.CompareReply.parse(await this.#ask(peer, messages.compareMethod, { count, hash }));
    if (reply.isSame) return;
    const { buckets } = own;
    const differing = reply.buckets.flatMap((theirs, bucket) => (theirs === buckets[bucket] ? [] : [bucket]));
    const entries = sortedByKey(inBuckets(digest, differing));
    let after: string | undefined;
    for (let at = 0; !this.#isStopped; ) {
      const page = entries.slice(at, at + messages.pageCountMax);
      const isLast = at + page.length >= entries.length;
      const upTo = isLast ? undefined : page.at(-1)?.key;
      const { registers, wanted, through } = await this.#askPage(peer, {
        after,
        upTo,
        buckets: differing,
        page,
      });
      await source.merge(registers);
      await this.#push(peer, await source.read(wanted));
      const reached = through ?? upTo;
      // The end, or a peer that makes no progress.
      if (reached === undefined || (after !== undefined && reached <= after)) return;
      after = reached;
      while (at < entries.length && (entries[at]?.key ?? '') <= reached) at += 1;
    }
  }

  async #askPage(
    peer: RegionId,
    range: {
      after: string | undefined;
      upTo: string | undefined;
      buckets: number[];
      page: readonly RegisterEntry[];
    },
  ): Promise<messages.PageReply> {
    const { after, upTo, buckets, page } = range;
    const request = {
      ...(after === undefined ? {} : { after }),
      ...(upTo === undefined ? {} : { upTo }),
      buckets,
      entries: page.map(({ key, version }) => [key, version.counter, version.writer] as const),
    };
    return messages.PageReply.parse(await this.#ask(peer, messages.pageMethod, request));
  }

  #answerCompare(body: unknown): messages.CompareReply {
    const { count, hash } = messages.Compare.parse(body);
    const own = summaryOf(this.#deps.source.digest());
    if (own.count === count && own.hash === hash) return { isSame: true };
    return { isSame: false, buckets: [...own.buckets] };
  }

  async #answerPage(body: unknown): Promise<Json> {
    const { after, upTo, buckets, entries } = messages.PageRequest.parse(body);
    const { source } = this.#deps;
    const isInRange = ({ key }: { key: string }) =>
      (after === undefined || key > after) && (upTo === undefined || key <= upTo);
    const own = sortedByKey(inBuckets(source.digest(), buckets).filter(isInRange));
    const theirs = new Map<string, RegisterVersion>(
      entries.map(([key, counter, writer]) => [key, { counter, writer }]),
    );
    const later = own.filter(({ key, version }) => isLater(version, theirs.get(key))).map(({ key }) => key);
    const ours = new Map(own.map(({ key, version }) => [key, version]));
    const wanted = [...theirs]
      .filter(([key, version]) => isLater(version, ours.get(key)))
      .map(([key]) => key);
    const registers = sortedByKey(await source.read(later));
    const { batch, end } = this.#batch(registers, 0);
    const through = registers[end] === undefined ? undefined : batch.at(-1)?.key;
    if (through === undefined) return { registers: batch, wanted };
    return { registers: batch, wanted: wanted.filter((key) => key <= through), through };
  }

  #ask(peer: RegionId, method: string, body: Json): Promise<Json> {
    return this.#deps.membership.request(peer, method, body, { timeoutMs: requestTimeoutMs });
  }
}

const inBuckets = (entries: readonly RegisterEntry[], buckets: readonly number[]): RegisterEntry[] => {
  const wanted = new Set(buckets);
  return entries.filter(({ key }) => wanted.has(bucketOf(key)));
};
