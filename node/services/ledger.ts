import { z } from 'zod';
import {
  type Cancel,
  type Change,
  type Clock,
  type Log,
  type Store,
  StoreConflict,
  type Stored,
} from '../ports.ts';
import { Problem } from '../problem.ts';
import { type Reader, readerOf } from './reader.ts';
import { asStored, fromStored, liveField, type Row } from './table.ts';
import { type AnyTable, keyOf, Transaction } from './transaction.ts';

/** Commands that may wait for their commit at once. Beyond, a command is refused at once instead of late. */
const waitingMax = 10_000;
/** A commit takes milliseconds. One that hangs for so long means a sick store: nobody else need wait to learn it. */
const commitPatienceMs = 2_000;
/** First pause before memory is read again after a failed commit; doubles up to the maximum. */
const rebuildDelayMs = 250;
const rebuildDelayMaxMs = 5_000;
/** Documents read in one page at a start. */
const loadPageSize = 1_000;

/** Where a ledger counts its commits: a document that it writes with each of them. */
export type CommitCount = { readonly collection: string; readonly id: string };

/** A document that a command will look at, though it may not be in memory. */
export type Need = { readonly table: AnyTable; readonly id: string };

/**
 * A command that has been decided: others may be decided on top of it, but nothing of it may be told before it is durable.
 * `durable` rejects with Problem store-unavailable if its commit fails; then whatever was decided after it is undone too.
 */
export type Decided<T> = { readonly result: T; readonly durable: Promise<void> };

/** What the open batch will do to one document: `base` is its version in the store before, if it is there. */
type Pending = { readonly table: AnyTable; readonly id: string; readonly base: number | undefined };

const Counted = z.object({ commits: z.int().min(0) });

type Waiter = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

class Batch {
  readonly documents = new Map<string, Pending>();
  readonly appended: Change[] = [];
  readonly afterCommit: (() => void)[] = [];
  readonly waiters: Waiter[] = [];

  get isEmpty(): boolean {
    return this.documents.size === 0 && this.appended.length === 0 && this.afterCommit.length === 0;
  }
}

/**
 * The one queue that decides (see services/README.md). A command reads memory, decides and changes memory in one
 * synchronous step; its changes join the open batch; batches are committed in order, all or nothing; the
 * command's promise resolves when its batch is durable. If a commit fails, every waiting command fails with
 * `store-unavailable`, memory is read anew from the store, and the region goes on.
 */
export class Ledger {
  readonly #store: Store;
  readonly #reader: Reader;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #tables: readonly AnyTable[];
  readonly #countIn: CommitCount | undefined;
  readonly #pins = new Map<string, number>();
  readonly #finishers: ((transaction: Transaction) => void)[] = [];
  readonly #loadListeners: (() => void)[] = [];
  #open = new Batch();
  #committing: Batch | undefined;
  #committingSinceMs = 0;
  #isPumping = false;
  #state: 'closed' | 'ready' | 'rebuilding' = 'closed';
  #generation = 0;
  #waiting = 0;
  #commits = 0;
  /** Of the document with the count. */
  #countVersion = 0;
  #cancelRebuild: Cancel | undefined;

  constructor(options: {
    store: Store;
    clock: Clock;
    log: Log;
    tables: readonly AnyTable[];
    countIn?: CommitCount;
  }) {
    this.#store = options.store;
    this.#reader = readerOf(options.store);
    this.#clock = options.clock;
    this.#log = options.log;
    this.#tables = options.tables;
    this.#countIn = options.countIn;
  }

  /** Reads what is live into memory. @throws StoreUnavailable */
  async open(): Promise<void> {
    await this.#load();
    this.#state = 'ready';
    for (const listener of this.#loadListeners) listener();
  }

  /** Refuses further commands and waits for the batches under way. */
  async close(): Promise<void> {
    const isIdle = this.#state !== 'ready';
    this.#state = 'closed';
    this.#cancelRebuild?.();
    if (!isIdle) await this.settled().catch(() => undefined);
  }

  get isReady(): boolean {
    return this.#state === 'ready' && this.#waiting < waitingMax && !this.#isStoreHanging;
  }

  /** Commits over all the store's life that are on the disk for certain; 0 when they are not counted. */
  get commits(): number {
    return this.#commits;
  }

  /** For what is not in memory. Its reads throw Problem store-unavailable when the store is away. */
  get store(): Reader {
    return this.#reader;
  }

  /** Adds a step to the end of every command that changed something, in the same transaction (dispatch). */
  onCommand(finish: (transaction: Transaction) => void): void {
    this.#finishers.push(finish);
  }

  /** Called when memory has been read from the store: at the start, and after a failed commit. */
  onLoad(listener: () => void): void {
    this.#loadListeners.push(listener);
  }

  /**
   * Runs a command. `needs` names documents it looks at that may not be in memory; they are loaded first.
   * @throws Problem store-unavailable, or what the command throws
   */
  async run<T>(command: (transaction: Transaction) => T, needs: readonly Need[] = []): Promise<T> {
    const { result, durable } = await this.decide(command, needs);
    await durable;
    return result;
  }

  /**
   * Runs a command as `run` does, but resolves when it has been decided. Whoever calls it hears by `durable` whether it
   * is kept, and must listen. @throws as `run`
   */
  async decide<T>(
    command: (transaction: Transaction) => T,
    needs: readonly Need[] = [],
  ): Promise<Decided<T>> {
    this.#checkReady();
    if (needs.length === 0) return this.#decide(command);
    for (const need of needs) this.#pin(need);
    const unpin = () => {
      for (const need of needs) this.#unpin(need);
    };
    try {
      await this.#ensure(needs);
      const { result, durable } = this.#decide(command);
      return { result, durable: durable.finally(unpin) };
    } catch (error) {
      unpin();
      throw error;
    }
  }

  /** A look at memory that includes documents which may not be there; what it returns is durable. */
  async read<T>(look: () => T, needs: readonly Need[] = []): Promise<T> {
    // What is there cannot leave before a look, which waits for nothing.
    if (needs.some(({ table, id }) => table.row(id) === undefined)) return this.run(look, needs);
    this.#checkReady();
    const seen = look();
    return this.settled().then(() => seen);
  }

  /** Resolves when everything decided so far is durable. @throws Problem store-unavailable */
  async settled(): Promise<void> {
    const batch = this.#open.isEmpty ? this.#committing : this.#open;
    if (batch) await this.#wait(batch);
  }

  #decide<T>(command: (transaction: Transaction) => T): Decided<T> {
    this.#checkReady();
    const transaction = new Transaction(this.#clock.now(), (table, id, former) =>
      this.#baseOf(table, id, former),
    );
    let result: T;
    try {
      result = command(transaction);
      if (transaction.hasChanges) for (const finish of this.#finishers) finish(transaction);
    } catch (error) {
      transaction.undo();
      throw error;
    }
    this.#merge(transaction);
    return { result, durable: this.settled() };
  }

  #checkReady(): void {
    if (this.#state !== 'ready' || this.#isStoreHanging) {
      throw new Problem(
        'store-unavailable',
        'This region cannot store anything right now. Please try again soon.',
        {
          retryAfterSeconds: 2,
        },
      );
    }
    if (this.#waiting >= waitingMax) {
      throw new Problem('store-unavailable', 'This region is overloaded. Please try again soon.', {
        reason: 'overloaded',
        retryAfterSeconds: 2,
      });
    }
  }

  get #isStoreHanging(): boolean {
    return (
      this.#committing !== undefined && this.#clock.monotonicMs() - this.#committingSinceMs > commitPatienceMs
    );
  }

  /** The version that the store will have before the open batch: a batch raises it once, however often it writes. */
  #baseOf(table: AnyTable, id: string, former: Row<object> | undefined): number | undefined {
    const pending = this.#open.documents.get(keyOf(table, id));
    return pending ? pending.base : former?.version;
  }

  #merge(transaction: Transaction): void {
    for (const [key, { table, id, former }] of transaction.writes) {
      if (!this.#open.documents.has(key)) this.#open.documents.set(key, { table, id, base: former?.version });
    }
    this.#open.appended.push(...transaction.appended);
    this.#open.afterCommit.push(...transaction.callbacks);
    if (!this.#isPumping && !this.#open.isEmpty) void this.#pump();
  }

  async #wait(batch: Batch): Promise<void> {
    this.#waiting += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        batch.waiters.push({ resolve, reject });
      });
    } finally {
      this.#waiting -= 1;
    }
  }

  async #pump(): Promise<void> {
    this.#isPumping = true;
    // Commands of the same turn share the first batch.
    await Promise.resolve();
    while (!this.#open.isEmpty) {
      const batch = this.#open;
      this.#open = new Batch();
      this.#committing = batch;
      this.#committingSinceMs = this.#clock.monotonicMs();
      try {
        const changes = this.#changesOf(batch);
        if (changes.length > 0) await this.#commit(changes);
      } catch (error) {
        this.#isPumping = false;
        this.#fail(batch, error);
        return;
      }
      this.#committing = undefined;
      for (const { table, id } of batch.documents.values()) this.#evictIfDone(table, id);
      for (const callback of batch.afterCommit) callback();
      for (const { resolve } of batch.waiters) resolve();
    }
    this.#isPumping = false;
  }

  async #commit(changes: readonly Change[]): Promise<void> {
    const commits = this.#commits + 1;
    await this.#store.commit([...changes, ...this.#countAs(commits)]);
    this.#commits = commits;
    this.#countVersion += 1;
  }

  #countAs(commits: number): Change[] {
    if (!this.#countIn) return [];
    const counted = { ...this.#countIn, doc: { id: this.#countIn.id, commits } };
    return [
      this.#countVersion === 0
        ? { kind: 'insert', ...counted }
        : { kind: 'replace', ...counted, version: this.#countVersion },
    ];
  }

  async #readCount(): Promise<void> {
    if (!this.#countIn) return;
    const stored = await this.#store.get(this.#countIn.collection, this.#countIn.id);
    this.#commits = stored ? Counted.parse(stored.doc).commits : 0;
    this.#countVersion = stored?.version ?? 0;
  }

  #changesOf(batch: Batch): Change[] {
    const changes: Change[] = [];
    for (const { table, id, base } of batch.documents.values()) {
      const { collection } = table;
      const row = table.row(id);
      if (row === undefined) {
        if (base !== undefined) changes.push({ kind: 'remove', collection, id, version: base });
      } else if (base === undefined) {
        changes.push({ kind: 'insert', collection, id, doc: asStored(table, row.doc) });
      } else {
        changes.push({ kind: 'replace', collection, id, doc: asStored(table, row.doc), version: base });
      }
    }
    changes.push(...batch.appended);
    return changes;
  }

  #fail(batch: Batch, error: unknown): void {
    const isConflict = error instanceof StoreConflict;
    this.#log.error({ error, isConflict }, 'A commit failed; memory is read anew from the store.');
    const problem = new Problem(
      'store-unavailable',
      'This region could not store the change. Please try again.',
      { reason: 'not-stored', retryAfterSeconds: 2, cause: error },
    );
    const waiters = [...batch.waiters, ...this.#open.waiters];
    this.#committing = undefined;
    this.#open = new Batch();
    if (this.#state === 'ready') {
      this.#state = 'rebuilding';
      this.#rebuildAfter(rebuildDelayMs);
    }
    for (const { reject } of waiters) reject(problem);
  }

  #rebuildAfter(delayMs: number): void {
    this.#cancelRebuild = this.#clock.after(delayMs, () => {
      this.#load().then(
        () => {
          if (this.#state !== 'rebuilding') return;
          this.#state = 'ready';
          this.#log.info({}, 'Memory has been read anew; the region goes on.');
          for (const listener of this.#loadListeners) listener();
        },
        (error: unknown) => {
          this.#log.warn({ error }, 'The store still cannot be read.');
          if (this.#state === 'rebuilding') this.#rebuildAfter(Math.min(delayMs * 2, rebuildDelayMaxMs));
        },
      );
    });
  }

  /** Memory is replaced in one step once all is read: nobody sees it empty, however long the store is away. */
  async #load(): Promise<void> {
    const found: (readonly [AnyTable, Stored])[] = [];
    for (const table of this.#tables) {
      const index = table.keepsAll ? 'id' : liveField;
      let after: string | undefined;
      do {
        const page = await this.#store.query(
          table.collection,
          index,
          {},
          {
            limit: loadPageSize,
            ...(after !== undefined && { after }),
          },
        );
        found.push(...page.items.map((item) => [table, item] as const));
        after = page.next;
      } while (after !== undefined);
    }
    await this.#readCount();
    this.#generation += 1;
    for (const table of this.#tables) table.clear();
    for (const [table, { id, doc, version }] of found)
      table.set(id, { doc: fromStored(table, doc), version });
  }

  async #ensure(needs: readonly Need[]): Promise<void> {
    const missing = needs.filter(({ table, id }) => !table.row(id));
    if (missing.length === 0) return;
    const generation = this.#generation;
    const found = await Promise.all(missing.map(({ table, id }) => this.store.get(table.collection, id)));
    this.#checkReady();
    if (generation !== this.#generation) return this.#ensure(needs);
    for (const [index, { table, id }] of missing.entries()) {
      const stored = found[index];
      // Whoever loaded or created it meanwhile has the newer one; the pin keeps it in memory.
      const isPending = this.#isPending(keyOf(table, id));
      if (stored && !table.row(id) && !isPending) {
        table.set(id, { doc: fromStored(table, stored.doc), version: stored.version });
      }
    }
  }

  /** Whether memory goes on from what is on the disk; not after a failed commit, until memory has been read anew. */
  get isInStep(): boolean {
    return this.#state === 'ready';
  }

  /**
   * Whether a document's present state in memory may not be on the disk: it must not be told to other regions. After a
   * failed commit that holds for all, until memory has been read anew.
   */
  isUnstored(table: AnyTable, id: string): boolean {
    return this.#state !== 'ready' || this.#isPending(keyOf(table, id));
  }

  #isPending(key: string): boolean {
    return this.#open.documents.has(key) || (this.#committing?.documents.has(key) ?? false);
  }

  #pin({ table, id }: Need): void {
    const key = keyOf(table, id);
    this.#pins.set(key, (this.#pins.get(key) ?? 0) + 1);
  }

  #unpin({ table, id }: Need): void {
    const key = keyOf(table, id);
    const left = (this.#pins.get(key) ?? 0) - 1;
    if (left > 0) {
      this.#pins.set(key, left);
      return;
    }
    this.#pins.delete(key);
    this.#evictIfDone(table, id);
  }

  /** A document that is not live leaves memory when no command needs it and nothing of it waits to be stored. */
  #evictIfDone(table: AnyTable, id: string): void {
    const key = keyOf(table, id);
    const row = table.row(id);
    if (row && !table.isLive(row.doc) && !this.#pins.has(key) && !this.#isPending(key))
      table.set(id, undefined);
  }
}
