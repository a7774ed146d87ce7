import type { AccountId, EntryId, RegionId } from '../../node/core/ids.ts';
import type { SeenEntry } from '../seen.ts';
import { AdoptionsSeen } from './adoptions.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

const takesSeat = ({ phase }: SeenEntry): boolean =>
  phase.at === 'held' || phase.at === 'offered' || phase.at === 'assigned';

/** Seats are counted anew from the entries that each commit leaves on disk. */
export const capacity: Checker = {
  name: 'capacity',
  invariant: 3,
  promise: "An expert's active and held issues never exceed their capacity.",
  check: ({ events }) => {
    const capacities = new Map<AccountId, number>();
    const holders = new Map<EntryId, AccountId>();
    const regions = new Map<EntryId, RegionId>();
    const adoptions = new AdoptionsSeen();
    const seats = new Map<AccountId, Set<EntryId>>();
    const violations: string[] = [];
    for (const onDisk of diskChanges(events)) {
      adoptions.onChange(onDisk);
      const { atMs, region, changes } = onDisk;
      const touched = new Set<AccountId>();
      for (const change of changes) {
        if (change.in === 'profiles') capacities.set(change.doc.id, change.doc.capacity);
        if (change.in !== 'entries') continue;
        const { id, phase } = change.doc;
        const former = holders.get(id);
        if (former !== undefined) seats.get(former)?.delete(id);
        holders.delete(id);
        const expert = phase.expert?.id;
        if (expert === undefined || !takesSeat(change.doc)) continue;
        holders.set(id, expert);
        regions.set(id, region);
        seats.set(expert, (seats.get(expert) ?? new Set<EntryId>()).add(id));
        touched.add(expert);
      }
      for (const expert of touched) {
        // What a region that was declared gone still has, it closes when it hears of it.
        const load = [...(seats.get(expert) ?? [])].filter((id) => {
          const at = regions.get(id);
          return at === undefined || !adoptions.isGone(at);
        }).length;
        const allowed = capacities.get(expert) ?? 0;
        if (load > allowed)
          violations.push(`At ${atMs} ms expert ${expert} has ${load} issues of ${allowed}.`);
      }
    }
    return violations;
  },
};
