import type { RegionId } from '../node/core/ids.ts';
import type { Blobs } from '../node/ports.ts';
import { eachPage, type Reader } from '../node/services/reader.ts';
import { type SeenCollection, type SeenDocs, seenIn } from './seen.ts';

/** Documents read in one page. */
const pageSize = 1_000;
/** More files than people give in a run. */
const blobsMax = 100_000;

/** What a region's store holds when a run is over. */
export type FinalRegion = { readonly region: RegionId; readonly name: string } & {
  readonly [C in SeenCollection]: readonly SeenDocs[C][];
} & {
  /** Hashes of the files on its disk; undefined where nobody looked. */
  readonly blobs?: readonly string[];
};

/** @throws StoreUnavailable */
export const readFinal = async (
  region: RegionId,
  name: string,
  store: Pick<Reader, 'query'>,
  blobs?: Pick<Blobs, 'list'>,
): Promise<FinalRegion> => {
  const kept = await blobs?.list({ limit: blobsMax });
  return {
    region,
    name,
    issues: await all(store, 'issues'),
    copies: await all(store, 'copies'),
    entries: await all(store, 'entries'),
    messages: await all(store, 'messages'),
    chats: await all(store, 'chats'),
    files: await all(store, 'files'),
    ratings: await all(store, 'ratings'),
    profiles: await all(store, 'profiles'),
    accounts: await all(store, 'accounts'),
    outbox: await all(store, 'outbox'),
    adoptions: await all(store, 'adoptions'),
    drains: await all(store, 'drains'),
    ...(kept && { blobs: kept.map(({ sha256 }) => sha256) }),
  };
};

const all = async <C extends SeenCollection>(
  store: Pick<Reader, 'query'>,
  collection: C,
): Promise<SeenDocs[C][]> => {
  const docs: SeenDocs[C][] = [];
  await eachPage(store, { collection, limit: pageSize }, async (items) => {
    docs.push(...items.map(({ doc }) => seenIn(collection, doc)));
  });
  return docs;
};
