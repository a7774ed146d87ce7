import { join } from 'node:path';
import { type Blobs, type CollectionSpecs, type Store, StoreUnusable } from '../ports.ts';
import { MemoryDisk, openMemoryStore } from './memory.ts';

export type OpenStoreOptions = {
  /** How long a call may take. Default 5 s. */
  readonly timeoutMs?: number;
};

/**
 * Opens the store at `lmdb:PATH`, `mongodb://…`, `mongodb+srv://…` or `memory:`. Only the adapter that is asked for
 * is loaded, with its library.
 * @throws StoreUnusable when the location has another form, or the store there cannot be used
 */
export async function openStore(
  location: string,
  specs: CollectionSpecs,
  options: OpenStoreOptions = {},
): Promise<Store> {
  if (location === 'memory:') return openMemoryStore({ specs });
  if (location.startsWith('mongodb://') || location.startsWith('mongodb+srv://')) {
    const { openMongoStore } = await import('./mongo.ts');
    return openMongoStore({ url: location, specs, ...options });
  }
  const path = location.startsWith('lmdb:') ? location.slice('lmdb:'.length) : '';
  if (path !== '') {
    const { openLmdbStore } = await import('./lmdb.ts');
    return openLmdbStore({ path, specs, ...options });
  }
  throw unknownLocation();
}

/**
 * The blobs beside the store at the same location, which must be open: only its owner may open them.
 * @throws StoreUnusable when they cannot be used
 */
export async function openBlobs(location: string): Promise<Blobs> {
  if (location === 'memory:') return new MemoryDisk().openBlobs();
  if (location.startsWith('mongodb://') || location.startsWith('mongodb+srv://')) {
    const { openBlobBucket } = await import('./blob-bucket.ts');
    return openBlobBucket({ url: location });
  }
  const path = location.startsWith('lmdb:') ? location.slice('lmdb:'.length) : '';
  if (path === '') throw unknownLocation();
  const { openBlobFolder } = await import('./blob-folder.ts');
  return openBlobFolder(join(path, 'blobs'));
}

/** What was given may hold a password: it is not repeated. */
function unknownLocation(): StoreUnusable {
  return new StoreUnusable(
    'The store must be given as lmdb:PATH, mongodb://HOST/DATABASE, mongodb+srv://HOST/DATABASE or memory:',
  );
}
