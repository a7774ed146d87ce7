import { type Collection, type Db, MongoServerError } from 'mongodb';
import type { CollectionSpecs } from '../ports.ts';
import { indexKeys } from './change.ts';
import { fromMongo, type MongoDocument } from './mongo-document.ts';
import { indexesOf, indexShape } from './spec.ts';

/** Where the store keeps its own records; no collection can have this name, which has a dot. */
export const META = 'grapevine.meta';

/** Which indexes the keys in the documents were made for. */
type Shapes = { _id: 'shapes'; collections: Record<string, string> };

/** Documents whose keys are made anew at a time. */
const BATCH = 500;

const NAMESPACE_EXISTS = 48;

/**
 * Makes the collections and their indexes. Where what is declared has changed since, the keys in every document are
 * made anew first; a start that dies midway does it again.
 * @throws TypeError when a stored document does not fit a new index
 */
export async function updateIndexes(db: Db, specs: CollectionSpecs): Promise<void> {
  const metas = db.collection<Shapes>(META);
  const former = (await metas.findOne({ _id: 'shapes' }))?.collections ?? {};
  for (const name of Object.keys(specs)) {
    const declared = indexesOf(specs, name);
    const shape = JSON.stringify(declared.map(([index, spec]) => [index, indexShape(spec)]));
    if (former[name] === shape) continue;
    await createCollection(db, name);
    const collection = db.collection<MongoDocument>(name);
    await renewKeys(collection, specs);
    const existing = await collection.indexes();
    for (const { name: index = '' } of existing) {
      const isStale = index !== '_id_' && !declared.some(([wanted]) => wanted === index);
      if (isStale) await collection.dropIndex(index);
    }
    for (const [index] of declared) {
      await collection.createIndex({ [`keys.${index}`]: 1 }, { name: index, sparse: true });
    }
    await metas.updateOne({ _id: 'shapes' }, { $set: { [`collections.${name}`]: shape } }, { upsert: true });
  }
}

async function createCollection(db: Db, name: string): Promise<void> {
  try {
    await db.createCollection(name);
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
  }
}

async function renewKeys(collection: Collection<MongoDocument>, specs: CollectionSpecs): Promise<void> {
  let last = '';
  for (;;) {
    const batch = await collection
      .find({ _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
    const end = batch.at(-1);
    if (end === undefined) return;
    last = end._id;
    await collection.bulkWrite(
      batch.map((document) => {
        const { id, doc } = fromMongo(document);
        const keys = Object.fromEntries(indexKeys(specs, collection.collectionName, id, doc));
        return { updateOne: { filter: { _id: document._id }, update: { $set: { keys } } } };
      }),
    );
  }
}
