import type { RegionId } from '../node/core/ids.ts';
import type { Store } from '../node/ports.ts';
import { type SeenCollection, type SeenDocs, seenIn } from './seen.ts';

/** Documents read in one page. */
const pageSize = 1_000;

/** What a region's store holds when a run is over. */
export type FinalRegion = { readonly region: RegionId; readonly name: string } & {
  readonly [C in SeenCollection]: readonly SeenDocs[C][];
};

/** @throws StoreUnavailable */
export const readFinal = async (
  region: RegionId,
  name: string,
  store: Pick<Store, 'query'>,
): Promise<FinalRegion> => {
  const [issues, copies, entries, messages, ratings, profiles, accounts, outbox, adoptions, drains] =
    await Promise.all([
      all(store, 'issues'),
      all(store, 'copies'),
      all(store, 'entries'),
      all(store, 'messages'),
      all(store, 'ratings'),
      all(store, 'profiles'),
      all(store, 'accounts'),
      all(store, 'outbox'),
      all(store, 'adoptions'),
      all(store, 'drains'),
    ]);
  return {
    region,
    name,
    issues,
    copies,
    entries,
    messages,
    ratings,
    profiles,
    accounts,
    outbox,
    adoptions,
    drains,
  };
};

const all = async <C extends SeenCollection>(
  store: Pick<Store, 'query'>,
  collection: C,
): Promise<SeenDocs[C][]> => {
  const docs: SeenDocs[C][] = [];
  let after: string | undefined;
  do {
    const page = await store.query(
      collection,
      'id',
      {},
      { limit: pageSize, ...(after !== undefined && { after }) },
    );
    docs.push(...page.items.map(({ doc }) => seenIn(collection, doc)));
    after = page.next;
  } while (after !== undefined);
  return docs;
};
