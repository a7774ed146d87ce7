import { type CollectionSpecs, type Store, StoreUnusable } from '../ports.ts';
import { openMemoryStore } from './memory.ts';

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
  // What was given may hold a password: it is not repeated.
  throw new StoreUnusable(
    'The store must be given as lmdb:PATH, mongodb://HOST/DATABASE, mongodb+srv://HOST/DATABASE or memory:',
  );
}
