import type { EntryId, RegionId } from '../../node/core/ids.ts';
import type { Checker } from './checker.ts';

/**
 * An entry outlives the work on it: what comes late finds it there, and the record of who had the issue is kept. Looked at
 * in the stores that are there at the end: a lost disk has lost them all, and one that was put back what came after its backup.
 */
export const tombstones: Checker = {
  name: 'tombstones',
  invariant: 4,
  promise: 'What a region had to do with an issue, under whatever epoch, stays on its disk.',
  check: ({ events, final }) => {
    const had = new Map<RegionId, Set<EntryId>>();
    for (const event of events) {
      if (event.kind !== 'committed' && event.kind !== 'put-back') continue;
      const docs = event.kind === 'committed' ? event.changes : event.docs;
      const known = event.kind === 'committed' ? had.get(event.region) : undefined;
      const entries = known ?? new Set<EntryId>();
      for (const { in: collection, doc } of docs) if (collection === 'entries') entries.add(doc.id);
      had.set(event.region, entries);
    }
    return final.flatMap(({ region, name, entries }) => {
      const kept = new Set(entries.map(({ id }) => id));
      return [...(had.get(region) ?? [])]
        .filter((id) => !kept.has(id))
        .map((id) => `${name} has forgotten its entry ${id}.`);
    });
  },
};
