import type { Doc, IndexValue } from '../ports.ts';

/** A document in memory with the version it will have once the open batch is committed; 0 when removed. */
export type Row<D> = { readonly doc: D; readonly version: number };

export type TableOptions<D> = {
  readonly collection: string;
  /** Documents that stay in memory. Others are loaded when a command needs them, and leave after its commit. Default: all stay. */
  readonly isLive?: (doc: D) => boolean;
  /** Named groups of documents, kept up to date: the key of the group a document belongs to, or undefined. */
  readonly groups?: Readonly<Record<string, (doc: D) => string | undefined>>;
  /** Members added to the stored document for an index to find it by, from what lies deeper in it. */
  readonly stored?: Readonly<Record<string, (doc: D) => IndexValue | undefined>>;
};

/** A member that the ledger adds to live documents, so that a start reads just those (`live` index of the collection). */
export const liveField = 'live';

/**
 * One collection in memory. Written only through the ledger, which keeps memory and batch in step.
 * Documents are never changed in place.
 */
export class Table<D extends object> {
  readonly collection: string;
  readonly isLive: (doc: D) => boolean;
  readonly keepsAll: boolean;
  readonly stored: ReadonlyArray<readonly [name: string, fieldOf: (doc: D) => IndexValue | undefined]>;
  readonly #rows = new Map<string, Row<D>>();
  readonly #groupKeys: ReadonlyArray<readonly [name: string, keyOf: (doc: D) => string | undefined]>;
  readonly #groups = new Map<string, Map<string, Set<string>>>();
  readonly #listeners: ((id: string, doc: D | undefined) => void)[] = [];

  constructor({ collection, isLive, groups = {}, stored = {} }: TableOptions<D>) {
    this.collection = collection;
    this.isLive = isLive ?? (() => true);
    this.keepsAll = isLive === undefined;
    this.stored = Object.entries(stored);
    this.#groupKeys = Object.entries(groups);
    for (const name of Object.keys(groups)) this.#groups.set(name, new Map());
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): D | undefined {
    return this.#rows.get(id)?.doc;
  }

  row(id: string): Row<D> | undefined {
    return this.#rows.get(id);
  }

  values(): D[] {
    return Array.from(this.#rows.values(), (row) => row.doc);
  }

  /** The documents of one group, in no particular order. */
  inGroup(name: string, key: string): D[] {
    const ids = this.#groups.get(name)?.get(key);
    if (!ids) return [];
    const docs: D[] = [];
    for (const id of ids) {
      const doc = this.#rows.get(id)?.doc;
      if (doc) docs.push(doc);
    }
    return docs;
  }

  /** How many documents a group has, or how many of them fit. */
  countInGroup(name: string, key: string, fits?: (doc: D) => boolean): number {
    const ids = this.#groups.get(name)?.get(key);
    if (!ids || !fits) return ids?.size ?? 0;
    let count = 0;
    for (const id of ids) {
      const doc = this.#rows.get(id)?.doc;
      if (doc && fits(doc)) count += 1;
    }
    return count;
  }

  /** The keys of a kind of group that has members now. */
  groupKeys(name: string): string[] {
    return [...(this.#groups.get(name)?.keys() ?? [])];
  }

  /** Called at once for each change of memory, also when documents are loaded at a start; undefined when one is gone. */
  onChange(listener: (id: string, doc: D | undefined) => void): void {
    this.#listeners.push(listener);
  }

  /** For the ledger. */
  set(id: string, row: Row<D> | undefined): void {
    const former = this.#rows.get(id);
    if (former) this.#ungroup(id, former.doc);
    if (row) {
      this.#rows.set(id, row);
      this.#group(id, row.doc);
    } else {
      this.#rows.delete(id);
    }
    for (const listener of this.#listeners) listener(id, row?.doc);
  }

  /** For the ledger: forgets everything, before a rebuild. */
  clear(): void {
    for (const id of [...this.#rows.keys()]) this.set(id, undefined);
  }

  #group(id: string, doc: D): void {
    for (const [name, keyOf] of this.#groupKeys) {
      const key = keyOf(doc);
      const group = this.#groups.get(name);
      if (key === undefined || !group) continue;
      const ids = group.get(key);
      if (ids) ids.add(id);
      else group.set(key, new Set([id]));
    }
  }

  #ungroup(id: string, doc: D): void {
    for (const [name, keyOf] of this.#groupKeys) {
      const key = keyOf(doc);
      const group = this.#groups.get(name);
      if (key === undefined || !group) continue;
      const ids = group.get(key);
      ids?.delete(id);
      if (ids?.size === 0) group.delete(key);
    }
  }
}

/** What is written to the store: the document, marked when it is live, with what its indexes need. */
export const asStored = <D extends object>(table: Table<D>, doc: D): Doc => {
  const stored: Record<string, unknown> = {};
  Object.assign(stored, doc);
  if (!table.keepsAll && table.isLive(doc)) stored[liveField] = 1;
  for (const [name, fieldOf] of table.stored) {
    const value = fieldOf(doc);
    if (value !== undefined) stored[name] = value;
  }
  return stored;
};

/** The document again, without what was added to it. */
export const fromStored = <D extends object>(table: Table<D>, stored: Doc): object => {
  const added = new Set([liveField, ...table.stored.map(([name]) => name)]);
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !added.has(name)));
};
