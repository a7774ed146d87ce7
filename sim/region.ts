import { z } from 'zod';
import type { RegionId } from '../node/core/ids.ts';
import { createStoreBook } from '../node/mesh/book.ts';
import { Membership } from '../node/mesh/membership.ts';
import type { Blobs, Log, Store } from '../node/ports.ts';
import { startServices } from '../node/services/create.ts';
import type { RunningServices, ServicesDeps } from '../node/services/deps.ts';
import { collections, type Identity } from '../node/services/documents.ts';
import { raiseBootEpoch } from '../node/services/identity.ts';
import type { SeatAside, SeatAsideEvent } from '../node/services/seats-aside.ts';
import type { Services } from '../node/services/services.ts';
import { toDoc } from '../node/store/change.ts';
import { type DiskImage, MemoryDisk } from '../node/store/memory.ts';
import type { DiskFault } from '../node/store/memory-fault.ts';
import type { ClockError, NodeClock, VirtualClock } from './clock.ts';
import { becauseOf } from './complaint.ts';
import { type FinalRegion, readFinal } from './final.ts';
import type { Interference } from './interference.ts';
import { SimulatedNetwork } from './network.ts';
import type { SeededRandom } from './random.ts';
import { createSimulatedSecrets } from './secrets.ts';
import { type Seen, seen } from './seen.ts';
import { type DiskPace, goodDisk, slowlyRead } from './slow-disk.ts';
import type { Trace } from './trace.ts';
import { traced } from './traced-disk.ts';

const version = '0.1.0';

/** As `node/region.ts` keeps it. */
const IdentityDoc = z.object({ bootEpoch: z.int().min(1) });

/** The connection to a region broke, or there was none: whether the command was carried out is unknown. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

type ProcessParts = {
  readonly clock: NodeClock;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly running: RunningServices;
  readonly stop: () => Promise<void>;
};

/** One process of a region's node. What waits for its answer learns when it dies. */
class Process {
  readonly clock: NodeClock;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly running: RunningServices;
  readonly #endings = new Set<() => void>();
  readonly #stop: () => Promise<void>;
  readonly #sleepers: (() => void)[] = [];
  #isDead = false;
  #isFrozen = false;

  constructor({ clock, store, blobs, running, stop }: ProcessParts) {
    this.clock = clock;
    this.store = store;
    this.blobs = blobs;
    this.running = running;
    this.#stop = stop;
  }

  get services(): Services {
    return this.running.services;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Called once, when the process dies; at once if it is dead. Returns how to be left alone. */
  onDeath(listener: () => void): () => void {
    if (this.#isDead) listener();
    else this.#endings.add(listener);
    return () => this.#endings.delete(listener);
  }

  /** Ends in good order, as on SIGTERM. */
  async stop(): Promise<void> {
    await this.#stop();
    this.clock.halt();
    this.die();
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  freeze(): void {
    this.#isFrozen = true;
    this.clock.pause();
  }

  thaw(): void {
    this.#isFrozen = false;
    this.clock.resume();
    for (const wake of this.#sleepers.splice(0)) wake();
  }

  /** Resolves when the process is not frozen any more, or dead: at once, mostly. A call waits in its socket until then. */
  async awake(): Promise<void> {
    if (this.#isFrozen) await new Promise<void>((resolve) => this.#sleepers.push(resolve));
  }

  die(): void {
    this.#isDead = true;
    for (const wake of this.#sleepers.splice(0)) wake();
    for (const listener of [...this.#endings]) listener();
    this.#endings.clear();
  }
}

export type { Process };

export type RegionOptions = {
  readonly name: string;
  /** Addresses of other regions, as an operator gives them; none for the one that founds the mesh. */
  readonly peers: readonly string[];
  /** How its machine's clock differs from the others'. */
  readonly clockError: ClockError;
  /** How fast its disk is; a good one, when it is not given. */
  readonly disk?: DiskPace;
  /** What its services do otherwise than in production. */
  readonly services?: Pick<ServicesDeps, 'policy' | 'timing'>;
};

type Deps = {
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly interference?: Pick<Interference, 'onCommit'>;
};

/** A process from the first moment of its start, and whether it has ended. */
type Life = { readonly clock: NodeClock; isOver: boolean };

/**
 * One region over all its processes: a disk that survives crashes, and the node on it, put together in the order of
 * `node/region.ts`, but with virtual adapters.
 */
export class SimulatedRegion {
  readonly id: RegionId;
  readonly name: string;
  readonly #options: RegionOptions;
  readonly #deps: Deps;
  readonly #random: SeededRandom;
  readonly #diskRandom: SeededRandom;
  #disk: MemoryDisk;
  #backup: DiskImage | undefined;
  #isBackupOld = false;
  /** Of the machine that has the disk now; a dead machine's commits never end. */
  #diskClock: NodeClock | undefined;
  #process: Process | undefined;
  #life: Life | undefined;
  /** Who started it and has not seen it serve: a process that dies before that leaves them waiting for the next. */
  readonly #waiting = new Set<(process: Process) => void>();
  #starts = 0;
  #commitsUnderWay = 0;
  #hasLeft = false;
  /** What the scenario has set its wall clock forward by, beyond the usual skew. */
  #setForwardMs = 0;

  constructor(options: RegionOptions, deps: Deps) {
    this.id = SimulatedNetwork.peerId(options.name);
    this.name = options.name;
    this.#options = options;
    this.#deps = deps;
    this.#random = deps.random.fork(`region ${options.name}`);
    this.#diskRandom = this.#random.fork('disk');
    this.#disk = this.#newDisk();
  }

  /** The process that runs now; none before the start has ended, and after a crash. */
  get process(): Process | undefined {
    return this.#process;
  }

  /** Whether something is on its way to the disk just now: the worst moment for a crash. */
  get isCommitting(): boolean {
    return this.#process !== undefined && this.#commitsUnderWay > 0;
  }

  /**
   * Starts the node, or starts it again on its disk; the operator may say that it is a backup. Needs time to pass. Should it
   * crash before it serves, that is when the next process does.
   */
  start({ isBackup = false } = {}): Promise<Process> {
    const clock = this.#deps.clock.forNode(this.#options.clockError);
    const life: Life = { clock, isOver: false };
    this.#life = life;
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      this.#begin(life, isBackup).then(
        (process) => {
          for (const serve of this.#waiting) serve(process);
          this.#waiting.clear();
        },
        (error: unknown) => {
          if (life.isOver) return;
          this.#waiting.delete(resolve);
          reject(error);
        },
      );
    });
  }

  async #begin(life: Life, isBackup: boolean): Promise<Process> {
    const { network, trace } = this.#deps;
    const { name, peers, services } = this.#options;
    const { clock } = life;
    this.#starts += 1;
    clock.setForward(this.#setForwardMs);
    this.#diskClock = clock;
    const random = this.#random.fork(`process ${this.#starts}`);
    const log = this.#log(() => life.isOver);
    const store = this.#disk.open(collections);
    const blobs = this.#disk.openBlobs();
    const bootEpoch = await boot(store, name);
    mustLive(life, name);
    const mesh = network.createMesh(name);
    await mesh.start();
    const membership = new Membership(
      {
        name,
        url: `http://${name.toLowerCase()}.test`,
        bootEpoch,
        version,
        keepBootEpoch: (raised) => raiseBootEpoch(store, raised),
      },
      { mesh, clock, random: random.fork('membership'), log, book: createStoreBook(store, log) },
    );
    await membership.start({ peers });
    const running = await startServices({
      self: mesh.self,
      store: this.#asRead(store),
      blobs,
      mesh,
      membership,
      clock,
      random: random.fork('services'),
      secrets: createSimulatedSecrets(random.fork('secrets')),
      log,
      isBackup,
      ...services,
    });
    running.draining.onLeft(() => void this.#leave());
    running.aside.onChange(({ seat, is }) => {
      if (!life.isOver) this.#traceSeat(running, seat, is);
    });
    const stop = async () => {
      await running.stop();
      await membership.stop();
      await mesh.stop();
      await store.close();
    };
    const process = new Process({ clock, store, blobs, running, stop });
    process.onDeath(() => {
      life.isOver = true;
    });
    mustLive(life, name);
    this.#process = process;
    trace.add({ kind: 'started', region: this.id, bootEpoch });
    return process;
  }

  /** The process is gone from one instant to the next; what it had not committed is lost. */
  crash(how: { isSilent?: boolean; detectedAfterMs?: number } = {}): void {
    const [process, life] = [this.#process, this.#life];
    if (life === undefined || life.isOver) return;
    life.isOver = true;
    this.#process = undefined;
    this.#commitsUnderWay = 0;
    life.clock.halt();
    this.#deps.network.crash(this.id, how);
    this.#disk.crash();
    this.#deps.trace.add({ kind: 'crashed', region: this.id });
    process?.die();
  }

  /** Ends the process in good order. Needs time to pass. */
  async stop(): Promise<void> {
    const process = this.#process;
    if (process === undefined) return;
    this.#process = undefined;
    this.#life = undefined;
    await process.stop();
    this.#commitsUnderWay = 0;
    this.#deps.trace.add({ kind: 'stopped', region: this.id });
  }

  /** Left the mesh: what is on its disk; nothing while it is a part of it. */
  async left(): Promise<FinalRegion | undefined> {
    if (!this.#hasLeft) return undefined;
    const store = this.#disk.open(collections);
    const left = await readFinal(this.id, this.name, store);
    await store.close();
    return left;
  }

  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** The node ends by itself, as `node/region.ts` does it. */
  async #leave(): Promise<void> {
    this.#hasLeft = true;
    await this.stop();
  }

  /** From now on the process does nothing, and does not know it. */
  pause(): void {
    this.#process?.freeze();
    this.#deps.network.freeze(this.id);
  }

  resume(): void {
    this.#deps.network.thaw(this.id);
    this.#process?.thaw();
  }

  /**
   * The disk is gone with all that was on it; another, empty one is in its place. The node's key is not on it, so the next
   * process speaks for the same region, and remembers nothing. @throws Error while a process has it open
   */
  loseDisk(): void {
    if (this.#process !== undefined) throw new Error(`${this.name} runs: crash it before its disk is lost.`);
    this.#disk = this.#newDisk();
  }

  /** Makes a backup of the disk as it is now. */
  backUp(): void {
    this.#backup = this.#disk.image();
    this.#isBackupOld = false;
  }

  /** Puts the backup back: the next process does not know what was committed since. @throws Error while one runs, or without one */
  putBack(): void {
    if (this.#backup === undefined) throw new Error(`No backup was made of ${this.name}.`);
    this.#disk.putBack(this.#backup);
    // Nothing has been kept since: it is the disk as it was.
    if (!this.#isBackupOld) return;
    const docs = [...this.#backup.collections].flatMap(([collection, kept]) =>
      [...kept.values()].flatMap(({ text }): Seen[] => {
        const one = seen(collection, toDoc(text));
        return one ? [one] : [];
      }),
    );
    this.#deps.trace.add({ kind: 'put-back', region: this.id, docs });
  }

  /** A process that ends in good order is left alone. */
  #strike(moment: 'before' | 'after'): void {
    if (this.#life?.isOver === false) this.#deps.interference?.onCommit(this.id, moment);
  }

  #newDisk(): MemoryDisk {
    const keep = traced({ region: this.id, trace: this.#deps.trace });
    return new MemoryDisk({
      delay: () => this.#commitDelay(),
      onKept: (writes) => {
        this.#isBackupOld = true;
        keep(writes);
        this.#strike('after');
      },
    });
  }

  breakDisk(fault: DiskFault): void {
    this.#disk.breakWith(fault);
  }

  mendDisk(): void {
    this.#disk.mend();
  }

  /** Sets the wall clock of its machine forward, or back. */
  setClock(byMs: number): void {
    this.#setForwardMs += byMs;
    this.#process?.clock.setForward(byMs);
  }

  /** What is set aside is nowhere but in memory: the one thing that checkers learn from there. */
  #traceSeat({ state, aside }: RunningServices, seat: SeatAside, is: SeatAsideEvent['is']): void {
    const { by, id, expertId: expert, sinceMs, untilMs } = seat;
    this.#deps.trace.add({
      kind: 'seat',
      region: this.id,
      by,
      id,
      expert,
      is,
      forMs: untilMs - sinceMs,
      aside: aside.countOf(expert),
      load: state.entries.countInGroup('seat', expert),
      capacity: state.profiles.get(expert)?.capacity ?? 0,
    });
  }

  async #commitDelay(): Promise<void> {
    const clock = this.#diskClock;
    const { commitMinMs, commitMaxMs } = this.#options.disk ?? goodDisk;
    const delayMs = this.#diskRandom.between(commitMinMs, commitMaxMs);
    const life = this.#life;
    if (clock === undefined) return;
    this.#commitsUnderWay += 1;
    await new Promise<void>((resolve) => clock.after(delayMs, resolve));
    this.#commitsUnderWay -= 1;
    this.#strike('before');
    if (this.#process?.isFrozen) await this.#process.awake();
    // A dead machine's commits never end.
    if (life?.isOver) await new Promise<never>(() => {});
  }

  /** The store as the services read it: in time, where the disk is slow. */
  #asRead(store: Store): Store {
    const clock = this.#diskClock;
    const { readMaxMs } = this.#options.disk ?? goodDisk;
    if (readMaxMs === 0 || clock === undefined) return store;
    const random = this.#random.fork(`reads ${this.#starts}`);
    return slowlyRead(
      store,
      () => new Promise((resolve) => clock.after(random.between(0, readMaxMs), resolve)),
    );
  }

  /** Only what must not happen is kept. A dead process says nothing. */
  #log(isOver: () => boolean): Log {
    const silent = () => {};
    return {
      debug: silent,
      info: silent,
      warn: silent,
      error: (fields, message) => {
        if (isOver()) return;
        const because = becauseOf(fields.error);
        this.#deps.trace.add({
          kind: 'complained',
          ...(because && { because }),
          by: this.name,
          what: `${message} ${JSON.stringify(fields, errorsAsText)}`,
        });
      },
    };
  }
}

/** Nothing of a dead process may go on, least of all its mesh. @throws Error if it has crashed */
const mustLive = ({ isOver }: Life, name: string): void => {
  if (isOver) throw new Error(`${name} crashed while it started.`);
};

/** Raises the boot epoch durably, as `boot` of `node/region.ts` does. */
const boot = async (store: Store, name: string): Promise<number> => {
  const stored = await store.get('meta', 'identity');
  const bootEpoch = stored === undefined ? 1 : IdentityDoc.parse(stored.doc).bootEpoch + 1;
  const identity: Identity = { id: 'identity', privateKey: '', name, bootEpoch };
  const where = { collection: 'meta', id: 'identity', doc: { ...identity } };
  await store.commit([
    stored === undefined
      ? { kind: 'insert', ...where }
      : { kind: 'replace', ...where, version: stored.version },
  ]);
  return bootEpoch;
};

const errorsAsText = (_key: string, value: unknown): unknown =>
  value instanceof Error ? `${value.name}: ${value.message}` : value;
