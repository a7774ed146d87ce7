import type { RegionId } from '../node/core/ids.ts';
import type { Store } from '../node/ports.ts';
import { seen } from './seen.ts';
import type { Trace } from './trace.ts';

/** A store that writes each commit into the trace at the moment it has become durable. */
export const traced = (store: Store, { region, trace }: { region: RegionId; trace: Trace }): Store => ({
  get: (collection, id) => store.get(collection, id),
  query: (collection, index, range, options) => store.query(collection, index, range, options),
  close: () => store.close(),
  async commit(changes) {
    const text = JSON.stringify(changes);
    await store.commit(changes);
    trace.digest(text);
    const looked = changes.flatMap((change) =>
      change.kind === 'remove' ? [] : (seen(change.collection, change.doc) ?? []),
    );
    if (looked.length > 0) trace.add({ kind: 'committed', region, changes: looked });
  },
});
