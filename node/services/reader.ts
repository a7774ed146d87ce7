import { type Store, StoreUnavailable } from '../ports.ts';
import { Problem } from '../problem.ts';

/** The part of the store that services may use beside the queue. */
export type Reader = Pick<Store, 'get' | 'query'>;

/** Reads of a store that is away fail with the problem a person is shown, as commands do; other errors stay what they are. */
export const readerOf = (store: Reader): Reader => ({
  get: (collection, id) => store.get(collection, id).catch(asProblem),
  query: (collection, index, range, options) =>
    store.query(collection, index, range, options).catch(asProblem),
});

/** @throws Problem store-unavailable, or the error itself */
const asProblem = (error: unknown): never => {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new Problem(
    'store-unavailable',
    'This region cannot read its store right now. Please try again soon.',
    { retryAfterSeconds: 2, cause: error },
  );
};
