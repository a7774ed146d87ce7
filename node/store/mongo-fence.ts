import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientSession, Collection } from 'mongodb';
import { StoreUnusable } from '../ports.ts';

/**
 * Who owns a database: one document. Its `term` grows with each owner and its `beat` with each sign of life, and
 * every commit raises the beat within its transaction. So a commit and a takeover can never both succeed at once:
 * they write the same document, and the loser finds another term.
 */
export type Fence = {
  _id: 'owner';
  term: number;
  beat: number;
  /** Who; null after an orderly end. */
  owner: string | null;
  /** How often the owner gives a sign of life. */
  heartbeatMs: number;
};

export type Owner = { readonly owner: string; readonly term: number };

/** Signs of life that an owner may miss before it counts as dead. */
const MISSED_MAX = 3;

/** How often a waiting process looks within that time. */
const LOOKS = 10;

/**
 * Takes possession, waiting three heartbeats if the last owner did not end in order.
 * @returns who we are from now on
 * @throws StoreUnusable when the owner lives
 */
export async function takeFence(fences: Collection<Fence>, heartbeatMs: number): Promise<Owner> {
  const former = await fences.findOne({ _id: 'owner' });
  if (former === null) {
    await fences.updateOne(
      { _id: 'owner' },
      { $setOnInsert: { term: 0, beat: 0, owner: null, heartbeatMs } },
      { upsert: true },
    );
    return takeFence(fences, heartbeatMs);
  }
  if (former.owner !== null) await watch(fences, former);
  const { term, beat } = former;
  const owner = randomUUID();
  const { matchedCount } = await fences.updateOne(
    { _id: 'owner', term, beat },
    { $set: { term: term + 1, owner, heartbeatMs } },
  );
  if (matchedCount === 0) throw inUse();
  return { owner, term: term + 1 };
}

/** Resolves when the owner has missed three heartbeats. @throws StoreUnusable at its first sign of life */
async function watch(fences: Collection<Fence>, { term, beat, heartbeatMs }: Fence): Promise<void> {
  for (let n = 0; n < LOOKS; n += 1) {
    await pause((heartbeatMs * MISSED_MAX) / LOOKS);
    const now = await fences.findOne({ _id: 'owner' });
    if (now?.term !== term || now.beat !== beat) throw inUse();
  }
}

function inUse(): StoreUnusable {
  return new StoreUnusable(
    'Another process uses this MongoDB database: stop it first, or name another database in the URL.',
  );
}

/** A sign of life. False: someone else owns the database, or this term is over. */
export async function beat(
  fences: Collection<Fence>,
  { owner, term }: Owner,
  session?: ClientSession,
): Promise<boolean> {
  const options = session === undefined ? {} : { session };
  const { matchedCount } = await fences.updateOne(
    { _id: 'owner', owner, term },
    { $inc: { beat: 1 } },
    options,
  );
  return matchedCount === 1;
}

/**
 * Begins a new term of the same owner. Once this has succeeded, no transaction of an earlier term can be kept any
 * more, whatever became of its messages. Undefined: someone else owns the database.
 */
export async function renewTerm(fences: Collection<Fence>, { owner }: Owner): Promise<Owner | undefined> {
  const fence = await fences.findOneAndUpdate(
    { _id: 'owner', owner },
    { $inc: { term: 1 } },
    { returnDocument: 'after' },
  );
  return fence === null ? undefined : { owner, term: fence.term };
}

/** An orderly end: the next owner need not wait. */
export async function releaseFence(fences: Collection<Fence>, { owner }: Owner): Promise<void> {
  await fences.updateOne({ _id: 'owner', owner }, { $set: { owner: null } });
}
