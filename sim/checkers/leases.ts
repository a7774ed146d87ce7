import type { EntryId, OfferId, RegionId } from '../../node/core/ids.ts';
import type { SeenEntry } from '../seen.ts';
import { AdoptionsSeen } from './adoptions.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';
import { troublesOf } from './troubles.ts';

/** 60 s on its region's monotonic clock, if it is not critical; the commits, and one more try a second later, come on top. */
const offeredMaxMs = 63_000;
/** After a restart or a frozen minute the whole time begins anew. */
const aftermathMs = offeredMaxMs;

/** Troubles of the region itself. Neither the origin's nor the links' nor wrong wall clocks prolong a lease. */
const own = ['down', 'crash', 'restart', 'pause', 'disk'];

type Open = { readonly offer: OfferId; readonly at: RegionId; readonly fromMs: number };

const openOf = ({ phase }: SeenEntry, at: RegionId, fromMs: number): Open | undefined =>
  phase.at === 'offered' && phase.offerId !== undefined ? { offer: phase.offerId, at, fromMs } : undefined;

/** Offers as they are on the disk, where a crash leaves them. How long seats are held is for `reservations` to say. */
export const leases: Checker = {
  name: 'leases',
  promise: `An offer is open for at most ${offeredMaxMs / 1_000} s, whatever happens elsewhere.`,
  check: ({ events }) => {
    const troubles = troublesOf(events).filter(({ what }) => own.includes(what));
    const all = new Map<EntryId, Open>();
    const violations: string[] = [];
    const adoptions = new AdoptionsSeen();
    const endMs = events.at(-1)?.atMs ?? 0;
    for (const onDisk of diskChanges(events)) {
      adoptions.onChange(onDisk);
      const { atMs, region, changes } = onDisk;
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { id } = change.doc;
        const former = all.get(id);
        const now = openOf(change.doc, region, atMs);
        if (former?.offer === now?.offer) continue;
        if (now === undefined) all.delete(id);
        else all.set(id, now);
        if (former === undefined) continue;
        const { offer, fromMs } = former;
        const isExcused = troubles.some(
          (trouble) =>
            trouble.regions.includes(region) &&
            trouble.fromMs <= atMs &&
            trouble.untilMs + aftermathMs >= fromMs,
        );
        if (atMs - fromMs > offeredMaxMs && !isExcused)
          violations.push(`Offer ${offer} at ${region} was open from ${fromMs} to ${atMs} ms.`);
      }
    }
    // What a region had that was declared gone and never came back is nobody's any more.
    for (const { offer, at, fromMs } of all.values())
      if (!adoptions.isGone(at) && endMs - fromMs > offeredMaxMs + aftermathMs)
        violations.push(`Offer ${offer} is open since ${fromMs} ms, and it is ${endMs} ms.`);
    return violations;
  },
};
