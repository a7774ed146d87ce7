import type { EpochMs } from '../core/ids.ts';
import type { Change, Doc } from '../ports.ts';
import type { Row, Table } from './table.ts';

// biome-ignore lint/suspicious/noExplicitAny: tables of all kinds of documents stand in one list
export type AnyTable = Table<any>;

type Write = { readonly table: AnyTable; readonly id: string; readonly former: Row<object> | undefined };

/** Names a document among all tables. */
export const keyOf = (table: AnyTable, id: string): string => `${table.collection}/${id}`;

/** What one command does. All of it is kept, or, if the command throws, none. */
export class Transaction {
  /** Wall clock at the command's start: one moment for all it does. */
  readonly now: EpochMs;
  readonly writes = new Map<string, Write>();
  readonly appended: Change[] = [];
  readonly callbacks: (() => void)[] = [];
  readonly #baseOf: (table: AnyTable, id: string, former: Row<object> | undefined) => number | undefined;

  /** For the ledger. */
  constructor(
    now: EpochMs,
    baseOf: (table: AnyTable, id: string, former: Row<object> | undefined) => number | undefined,
  ) {
    this.now = now;
    this.#baseOf = baseOf;
  }

  /** Writes a document of a table: memory now, the store with the batch. */
  put<D extends object>(table: Table<D>, id: string, doc: D): void {
    const { former } = this.#remember(table, id);
    table.set(id, { doc, version: (this.#baseOf(table, id, former) ?? 0) + 1 });
  }

  remove<D extends object>(table: Table<D>, id: string): void {
    if (!table.row(id)) return;
    this.#remember(table, id);
    table.set(id, undefined);
  }

  /** Inserts a document that is kept in the store only (chat lines, events, ratings). Its id must be new. */
  append(collection: string, id: string, doc: Doc): void {
    this.appended.push({ kind: 'insert', collection, id, doc });
  }

  /** Removes a document that is kept in the store only, at the version it was read with. */
  expire(collection: string, id: string, version: number): void {
    this.appended.push({ kind: 'remove', collection, id, version });
  }

  /** Runs once the command is durable; never if it fails. */
  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }

  /** A document as it was before this command, if it was there; for those that the command writes. */
  former<D extends object>(table: Table<D>, id: string): D | undefined {
    const former = this.writes.get(keyOf(table, id))?.former;
    return former && (former.doc as D);
  }

  get hasChanges(): boolean {
    return this.writes.size > 0 || this.appended.length > 0;
  }

  /** For the ledger: puts memory back as it was. */
  undo(): void {
    for (const { table, id, former } of [...this.writes.values()].reverse()) table.set(id, former);
  }

  #remember(table: AnyTable, id: string): Write {
    const key = keyOf(table, id);
    const known = this.writes.get(key);
    if (known) return known;
    const write: Write = { table, id, former: table.row(id) };
    this.writes.set(key, write);
    return write;
  }
}
