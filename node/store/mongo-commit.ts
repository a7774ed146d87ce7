import {
  type AnyBulkWriteOperation,
  type ClientSession,
  type Db,
  MongoBulkWriteError,
  MongoError,
  MongoServerError,
} from 'mongodb';
import { StoreConflict } from '../ports.ts';
import type { Write } from './change.ts';
import { idKey } from './key.ts';
import { type MongoDocument, toMongo } from './mongo-document.ts';

const DUPLICATE_KEY = 11_000;

/** The writes of one commit by collection: one request each. */
export function byCollection(writes: readonly Write[]): ReadonlyMap<string, Write[]> {
  const groups = new Map<string, Write[]>();
  for (const write of writes) groups.set(write.collection, [...(groups.get(write.collection) ?? []), write]);
  return groups;
}

/** Writes within a transaction. False: a version did not fit, and the transaction must be aborted. */
export async function applyWrites(
  db: Db,
  writes: readonly Write[],
  session: ClientSession,
): Promise<boolean> {
  for (const [name, group] of byCollection(writes)) {
    const collection = db.collection<MongoDocument>(name);
    // What was inserted and removed in one commit leaves nothing, but must not have been there.
    const absent = group.filter(({ expected, after }) => expected === undefined && after === undefined);
    if (absent.length > 0) {
      const there = await collection.findOne(
        { _id: { $in: absent.map(({ id }) => idKey(id)) } },
        { session },
      );
      if (there !== null) return false;
    }
    const operations = group.flatMap(toOperation);
    if (operations.length === 0) continue;
    try {
      const { insertedCount, matchedCount, deletedCount } = await collection.bulkWrite(operations, {
        session,
      });
      if (insertedCount + matchedCount + deletedCount !== operations.length) return false;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
  return true;
}

function toOperation({ id, expected, after }: Write): AnyBulkWriteOperation<MongoDocument>[] {
  const _id = idKey(id);
  if (expected === undefined) {
    return after === undefined ? [] : [{ insertOne: { document: toMongo(_id, after) } }];
  }
  const filter = { _id, version: expected };
  if (after === undefined) return [{ deleteOne: { filter } }];
  return [{ replaceOne: { filter, replacement: toMongo(_id, after) } }];
}

/** The write whose document has another version than expected, if any has. */
export async function findConflict(db: Db, writes: readonly Write[]): Promise<StoreConflict | undefined> {
  for (const [name, group] of byCollection(writes)) {
    const found = await db
      .collection<MongoDocument>(name)
      .find({ _id: { $in: group.map(({ id }) => idKey(id)) } }, { projection: { version: 1 } })
      .toArray();
    const versions = new Map(found.map(({ _id, version }) => [_id, version]));
    const strange = group.find(({ id, expected }) => versions.get(idKey(id)) !== expected);
    if (strange !== undefined) return new StoreConflict(name, strange.id);
  }
  return undefined;
}

function isDuplicateKey(error: unknown): boolean {
  return (
    (error instanceof MongoBulkWriteError || error instanceof MongoServerError) &&
    error.code === DUPLICATE_KEY
  );
}

/** Whether the server says that nothing was kept and the same may be tried again, e.g. after an election. */
export function isTransient(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel('TransientTransactionError');
}
