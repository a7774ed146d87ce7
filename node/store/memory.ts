import {
  type Blobs,
  type Change,
  type CollectionSpecs,
  type Doc,
  type Page,
  type QueryOptions,
  type Range,
  type Store,
  StoreConflict,
  type Stored,
  StoreUnavailable,
  StoreUnusable,
} from '../ports.ts';
import { foldChanges, indexKeys, toDoc, type Version, type Write } from './change.ts';
import { idKey, type Key } from './key.ts';
import { type KeptBlobs, MemoryBlobs } from './memory-blobs.ts';
import type { Delay, DiskFault } from './memory-fault.ts';
import { toScan } from './scan.ts';
import { SortedIndex } from './sorted.ts';
import { checkSpecs, ID_INDEX, indexesOf } from './spec.ts';

/** Told of each commit at the moment from which it outlives a crash, whoever is told of it afterwards. */
export type OnKept = (writes: readonly Write[]) => void;

type IndexKeys = readonly (readonly [index: string, key: Key])[];
/** A document as JSON, and its keys in the indexes of the store that has the disk open. */
type Kept = {
  readonly version: number;
  readonly text: string;
  readonly keys: IndexKeys;
  /** Made by the first read; all readers share it, so it is frozen. */
  doc?: Doc;
};
type Collections = Map<string, Map<string, Kept>>;

/** All that is on a disk at one moment: a backup. */
export type DiskImage = {
  readonly collections: ReadonlyMap<string, ReadonlyMap<string, Kept>>;
  readonly blobs: KeptBlobs;
};

/**
 * A disk in memory. What was committed outlives the store that committed it: open the disk again, as a new process
 * would. Deterministic: no clock, no chance, no timers; it settles when its `delay` does.
 */
export class MemoryDisk {
  readonly #delay: Delay | undefined;
  readonly #onKept: OnKept | undefined;
  readonly #collections: Collections = new Map();
  #blobs: KeptBlobs = new Map();
  #owner: MemoryStore | undefined;
  #openBlobs: MemoryBlobs | undefined;
  #fault: DiskFault | undefined;
  #wake: (() => void)[] = [];

  constructor(options: { readonly delay?: Delay; readonly onKept?: OnKept } = {}) {
    this.#delay = options.delay;
    this.#onKept = options.onKept;
  }

  /** @throws StoreUnusable while another store has this disk open; TypeError when the specs cannot be used */
  open(specs: CollectionSpecs): Store {
    checkSpecs(specs);
    if (this.#owner !== undefined) {
      throw new StoreUnusable('This disk belongs to a store that is still open: close it first.');
    }
    const store = new MemoryStore(specs, this.#collections, {
      delay: this.#delay,
      kept: (writes) => this.#onKept?.(writes),
      fault: () => this.#fault,
      mend: () => this.mend(),
      change: () => new Promise((resolve) => this.#wake.push(resolve)),
      release: () => {
        if (this.#owner === store) this.#owner = undefined;
        this.#wakeAll();
      },
    });
    this.#owner = store;
    return store;
  }

  /** The blobs beside the store, with the same pace and the same faults. */
  openBlobs(): Blobs {
    const drive = {
      delay: this.#delay,
      fault: () => this.#fault,
      change: () => new Promise<void>((resolve) => this.#wake.push(resolve)),
    };
    this.#openBlobs?.cutOff();
    this.#openBlobs = new MemoryBlobs(this.#blobs, drive);
    return this.#openBlobs;
  }

  /** The process that has it open dies: what it had not yet committed is lost, and its store answers no more. */
  crash(): void {
    this.#openBlobs?.cutOff();
    this.#owner?.cutOff();
  }

  /** A backup of what has been committed up to now. */
  image(): DiskImage {
    return { collections: copyOf(this.#collections), blobs: new Map(this.#blobs) };
  }

  /** Puts a backup back: what was committed since is gone. @throws StoreUnusable while a store has this disk open */
  putBack({ collections, blobs }: DiskImage): void {
    if (this.#owner !== undefined)
      throw new StoreUnusable('This disk belongs to a store that is still open: close it first.');
    this.#collections.clear();
    for (const [name, documents] of copyOf(collections)) this.#collections.set(name, documents);
    this.#blobs = new Map(blobs);
  }

  /** From now on, and until mended, the disk fails in this way. */
  breakWith(fault: DiskFault): void {
    this.#fault = fault;
    this.#wakeAll();
  }

  mend(): void {
    this.#fault = undefined;
    this.#wakeAll();
  }

  #wakeAll(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resume of wake) resume();
  }
}

const copyOf = (collections: ReadonlyMap<string, ReadonlyMap<string, Kept>>): Collections =>
  new Map([...collections].map(([name, documents]) => [name, new Map(documents)]));

/** A store in memory on a disk of its own: for tests that need neither crash nor fault. */
export function openMemoryStore({
  specs,
  delay,
}: {
  readonly specs: CollectionSpecs;
  readonly delay?: Delay;
}): Store {
  return new MemoryDisk(delay === undefined ? {} : { delay }).open(specs);
}

/** What a store may see and do of the disk it is on. */
type Drive = {
  readonly delay: Delay | undefined;
  kept(writes: readonly Write[]): void;
  fault(): DiskFault | undefined;
  mend(): void;
  /** Resolves when the fault changes or the owner goes. */
  change(): Promise<void>;
  release(): void;
};

class MemoryStore implements Store {
  readonly #specs: CollectionSpecs;
  readonly #collections: Collections;
  readonly #drive: Drive;
  readonly #indexes = new Map<string, SortedIndex>();
  #isOpen = true;
  #lastCommit: Promise<void> = Promise.resolve();

  constructor(specs: CollectionSpecs, collections: Collections, drive: Drive) {
    this.#specs = specs;
    this.#collections = collections;
    this.#drive = drive;
    for (const collection of Object.keys(specs)) {
      for (const [id, { version, text }] of this.#documents(collection)) {
        this.#put(collection, id, { version, text, keys: indexKeys(specs, collection, id, toDoc(text)) });
      }
    }
  }

  async get(collection: string, id: string): Promise<Stored | undefined> {
    indexesOf(this.#specs, collection);
    this.#checkReadable();
    return this.#stored(collection, id);
  }

  async query(collection: string, index: string, range: Range, options: QueryOptions): Promise<Page> {
    const scan = toScan(this.#specs, collection, index, range, options);
    this.#checkReadable();
    const pairs = this.#index(collection, index).slice(scan);
    return scan.page(
      pairs.flatMap(({ key, id }) => {
        const stored = this.#stored(collection, id);
        return stored === undefined ? [] : [{ key, stored }];
      }),
    );
  }

  async commit(changes: readonly Change[]): Promise<void> {
    const writes = foldChanges(this.#specs, changes);
    const commit = this.#lastCommit.then(() => this.#keep(writes));
    this.#lastCommit = commit.catch(() => {}); // who asked for it is told
    return commit;
  }

  async close(): Promise<void> {
    this.cutOff();
  }

  /** From now on everything fails, what waits included. */
  cutOff(): void {
    this.#isOpen = false;
    this.#drive.release();
  }

  async #keep(writes: readonly Write[]): Promise<void> {
    await this.#drive.delay?.();
    while (this.#isOpen && this.#drive.fault() === 'stalled') await this.#drive.change();
    this.#checkReadable();
    const fault = this.#drive.fault();
    if (fault === 'full') throw new StoreUnavailable('The disk is full: nothing was kept.');
    const strange = writes.find(
      ({ collection, id, expected }) => this.#documents(collection).get(id)?.version !== expected,
    );
    if (strange !== undefined) throw new StoreConflict(strange.collection, strange.id);
    for (const write of writes) this.#apply(write);
    this.#drive.kept(writes);
    if (fault === 'answer-lost') {
      this.#drive.mend();
      throw new StoreUnavailable('The disk did not answer: it is unknown whether the changes were kept.');
    }
  }

  #apply({ collection, id, after }: Write): void {
    const documents = this.#documents(collection);
    for (const [index, key] of documents.get(id)?.keys ?? []) this.#index(collection, index).delete(key);
    if (after === undefined) documents.delete(id);
    else this.#put(collection, id, after);
  }

  #put(collection: string, id: string, { version, text, keys }: Omit<Version, 'doc'>): void {
    const all: IndexKeys = [[ID_INDEX, idKey(id)], ...keys];
    this.#documents(collection).set(id, { version, text, keys: all });
    for (const [index, key] of all) this.#index(collection, index).add(key, id);
  }

  #stored(collection: string, id: string): Stored | undefined {
    const kept = this.#documents(collection).get(id);
    if (kept === undefined) return undefined;
    kept.doc ??= frozen(toDoc(kept.text));
    return { id, version: kept.version, doc: kept.doc };
  }

  #checkReadable(): void {
    if (!this.#isOpen) throw new StoreUnavailable('The store is closed.');
    if (this.#drive.fault() === 'unavailable') throw new StoreUnavailable('The disk cannot be reached.');
  }

  #documents(collection: string): Map<string, Kept> {
    return getOrSet(this.#collections, collection, () => new Map());
  }

  #index(collection: string, index: string): SortedIndex {
    return getOrSet(this.#indexes, `${collection}.${index}`, () => new SortedIndex());
  }
}

/** With all that is in it, so that no reader can change what another gets. */
function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value))
    if (typeof member === 'object' && member !== null) frozen(member);
  return Object.freeze(value);
}

function getOrSet<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
