import { type IndexValue, type Store, type Stored, StoreUnavailable } from '../ports.ts';
import { Problem } from '../problem.ts';

/** The part of the store that services may use beside the queue. */
export type Reader = Pick<Store, 'get' | 'query'>;

/** Reads of a store that is away fail with the problem a person is shown, as commands do; other errors stay what they are. */
export const readerOf = (store: Reader): Reader => ({
  get: (collection, id) => store.get(collection, id).catch(asProblem),
  query: (collection, index, range, options) =>
    store.query(collection, index, range, options).catch(asProblem),
});

/**
 * Goes through a whole collection, or what an index has under `equals`, a page at a time; `act` is awaited before the next
 * is read. @throws Problem store-unavailable, or what `act` throws
 */
export const eachPage = async (
  store: Pick<Reader, 'query'>,
  from: {
    readonly collection: string;
    readonly index?: string;
    readonly equals?: readonly IndexValue[];
    readonly limit: number;
    readonly isStopped?: () => boolean;
  },
  act: (items: readonly Stored[]) => Promise<unknown>,
): Promise<void> => {
  const { collection, index = 'id', equals, limit, isStopped = () => false } = from;
  let after: string | undefined;
  do {
    const page = await store.query(collection, index, equals === undefined ? {} : { equals }, {
      limit,
      ...(after !== undefined && { after }),
    });
    await act(page.items);
    after = isStopped() ? undefined : page.next;
  } while (after !== undefined);
};

/** @throws Problem store-unavailable, or the error itself */
export const asProblem = (error: unknown): never => {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new Problem(
    'store-unavailable',
    'This region cannot read its store right now. Please try again soon.',
    { reason: 'not-readable', retryAfterSeconds: 2, cause: error },
  );
};
