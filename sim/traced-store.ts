import type { RegionId } from '../node/core/ids.ts';
import { type Change, type Store, StoreUnavailable } from '../node/ports.ts';
import { seen } from './seen.ts';
import type { Trace } from './trace.ts';

/** A store that writes each commit into the trace at the moment it has become durable, whether or not anybody is told. */
export const traced = (store: Store, { region, trace }: { region: RegionId; trace: Trace }): Store => {
  const note = (changes: readonly Change[], text: string) => {
    trace.digest(text);
    const looked = changes.flatMap((change) =>
      change.kind === 'remove' ? [] : (seen(change.collection, change.doc) ?? []),
    );
    if (looked.length > 0) trace.add({ kind: 'committed', region, changes: looked });
  };
  return {
    get: (collection, id) => store.get(collection, id),
    query: (collection, index, range, options) => store.query(collection, index, range, options),
    close: () => store.close(),
    async commit(changes) {
      const text = JSON.stringify(changes);
      try {
        await store.commit(changes);
      } catch (error) {
        if (error instanceof StoreUnavailable && (await isKept(store, changes))) note(changes, text);
        throw error;
      }
      note(changes, text);
    },
  };
};

/** Whether a commit whose answer was lost is on the disk; all or nothing, so one document tells. */
const isKept = async (store: Store, changes: readonly Change[]): Promise<boolean> => {
  const [first] = changes;
  if (first === undefined) return false;
  try {
    const stored = await store.get(first.collection, first.id);
    if (first.kind === 'remove') return stored === undefined;
    return stored?.version === (first.kind === 'insert' ? 1 : first.version + 1);
  } catch {
    return false;
  }
};
