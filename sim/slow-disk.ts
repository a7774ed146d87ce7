import type { Store } from '../node/ports.ts';

/** How long a disk takes, ms. */
export type DiskPace = {
  /** To keep a commit: the sync, with others before it in the queue. */
  readonly commitMinMs: number;
  readonly commitMaxMs: number;
  /** To read, at most; 0: at once. */
  readonly readMaxMs: number;
};

/** A solid-state disk, with what is read in the memory of its machine. */
export const goodDisk: DiskPace = { commitMinMs: 1, commitMaxMs: 8, readMaxMs: 0 };

/**
 * A store whose reads take time. An answer is as things were when it was asked for: by the time it comes, others may have
 * read and changed them.
 */
export const slowlyRead = (store: Store, delay: () => Promise<void>): Store => ({
  get: async (collection, id) => {
    const found = await store.get(collection, id);
    await delay();
    return found;
  },
  query: async (collection, index, range, options) => {
    const page = await store.query(collection, index, range, options);
    await delay();
    return page;
  },
  commit: (changes) => store.commit(changes),
  close: () => store.close(),
});
