import type { CollectionSpecs, Doc, Log, Store } from '../ports.ts';
import { isNewer, RegionRecord } from './membership-record.ts';

/** What a node remembers of the mesh over restarts: the newest record of each region it met, its own included. */
export interface AddressBook {
  load(): Promise<RegionRecord[]>;
  /** Keeps the newest record of a region. Best effort: what is lost is learnt again from any member. */
  save(record: RegionRecord): void;
}

/** A book that lives as long as the process, or as long as who holds it: a simulated node's survives its crashes. */
export const createMemoryBook = (): AddressBook => {
  const records = new Map<string, RegionRecord>();
  return {
    load: async () => [...records.values()],
    save: (record) => {
      if (isNewer(record, records.get(record.region))) records.set(record.region, record);
    },
  };
};

const collection = 'region_records';
/** To be opened with the store that `createStoreBook` is given. */
export const bookSpecs = { [collection]: { indexes: {} } } as const satisfies CollectionSpecs;

/** One page holds every region a mesh may have (see `regionsMax`). */
const pageSize = 1_000;

/** A book in the region's store. Nobody else writes its collection, so its commits need not pass the queue. */
export const createStoreBook = (store: Store, log: Log): AddressBook => {
  /** What the store holds; no record where what it holds cannot be read. */
  const kept = new Map<string, { record: RegionRecord | undefined; version: number }>();
  let lastWrite: Promise<void> = Promise.resolve();

  const write = async (record: RegionRecord): Promise<void> => {
    const former = kept.get(record.region);
    if (!isNewer(record, former?.record)) return;
    const doc: Doc = { ...record };
    const id = record.region;
    await store.commit([
      former === undefined
        ? { kind: 'insert', collection, id, doc }
        : { kind: 'replace', collection, id, doc, version: former.version },
    ]);
    kept.set(id, { record, version: (former?.version ?? 0) + 1 });
  };

  return {
    load: async () => {
      const page = await store.query(collection, 'id', {}, { limit: pageSize });
      for (const { id, doc, version } of page.items) {
        const parsed = RegionRecord.safeParse(doc);
        kept.set(id, { record: parsed.data, version });
        if (!parsed.success)
          log.warn({ id }, 'a record in the address book cannot be read; it will be learnt again');
      }
      return [...kept.values()].flatMap(({ record }) => record ?? []);
    },
    save: (record) => {
      lastWrite = lastWrite
        .then(() => write(record))
        .catch((error: unknown) => {
          log.warn({ region: record.region, error: String(error) }, 'the address book was not written');
        });
    },
  };
};
