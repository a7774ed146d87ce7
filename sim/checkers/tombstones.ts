import { type Checker, eventsOf } from './checker.ts';
import { lostDocs } from './lost.ts';

/**
 * An entry outlives the work on it: what comes late finds it there, and the record of who had the issue is kept. Looked at
 * in the stores that are there at the end: a lost disk has lost them all, and a backup those that are younger.
 */
export const tombstones: Checker = {
  name: 'tombstones',
  invariant: 4,
  promise: 'What a region had to do with an issue, under whatever epoch, stays on its disk.',
  check: ({ events, final }) => {
    const kept = new Set(final.flatMap(({ region, entries }) => entries.map(({ id }) => `${region} ${id}`)));
    const names = new Map(final.map(({ region, name }) => [region, name]));
    const lost = lostDocs(events, 'entries', ({ id }) => id).map(({ region, doc }) => `${region} ${doc.id}`);
    const told = new Set(lost);
    return eventsOf(events, 'committed').flatMap(({ region, changes }) => {
      const name = names.get(region);
      if (name === undefined) return [];
      return changes.flatMap((change) => {
        if (change.in !== 'entries') return [];
        const { id } = change.doc;
        const key = `${region} ${id}`;
        if (kept.has(key) || told.has(key)) return [];
        told.add(key);
        return [`${name} has forgotten its entry ${id}.`];
      });
    });
  },
};
