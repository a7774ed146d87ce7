import { join } from 'node:path';
import { open } from 'lmdb';
import type { RegionId } from '../../node/core/ids.ts';
import type { Store } from '../../node/ports.ts';
import { collections } from '../../node/services/documents.ts';
import { toDoc } from '../../node/store/change.ts';
import { AFTER_ALL, idOfKey } from '../../node/store/key.ts';
import { openLmdbStore } from '../../node/store/lmdb.ts';
import { treeKey } from '../../node/store/lmdb-tree.ts';
import { ID_INDEX } from '../../node/store/spec.ts';
import { type FinalRegion, readFinal } from '../final.ts';

type Owner = { readonly id: RegionId; readonly name: string; readonly dataDir: string };
type Readable = Pick<Store, 'query'>;

/** Where a node with this data folder keeps its documents, unless it is told otherwise. */
export const storeFolderOf = (dataDir: string): string => join(dataDir, 'store');

/**
 * What the disk of a region holds whose process has ended, read as its next process would read it.
 * @throws StoreUnusable when it still runs, or left something that cannot be opened
 */
export const readDisk = async (owner: Owner): Promise<FinalRegion> => {
  const store = await openLmdbStore({ path: storeFolderOf(owner.dataDir), specs: collections });
  try {
    return await readFinal(owner.id, owner.name, store);
  } finally {
    await store.close();
  }
};

/** What the disk of a running region holds at this moment. Its process goes on, and does not notice. */
export const lookAtDisk = async (owner: Owner): Promise<FinalRegion> => {
  const db = open<string, Buffer>({
    path: join(storeFolderOf(owner.dataDir), 'store.mdb'),
    noSubdir: true,
    readOnly: true,
    keyEncoding: 'binary',
    encoding: 'string',
    useVersions: true,
  });
  const query: Readable['query'] = async (collection, index) => {
    if (index !== ID_INDEX) throw new TypeError(`Only the ids of ${collection} can be looked at.`);
    const [start, end] = [treeKey(collection, index, ''), treeKey(collection, index, AFTER_ALL)];
    const items = [...db.getRange({ start, end, versions: true })].map(({ key, value, version = 0 }) => ({
      id: idOfKey(key.toString('latin1', start.length)),
      version,
      doc: toDoc(value),
    }));
    return { items };
  };
  try {
    return await readFinal(owner.id, owner.name, { query });
  } finally {
    await db.close();
  }
};
