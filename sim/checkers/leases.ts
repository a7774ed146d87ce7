import type { EntryId } from '../../node/core/ids.ts';
import { type Checker, eventsOf } from './checker.ts';
import { troublesOf } from './troubles.ts';

/** A hold's lease is 15 s on its region's monotonic clock; the commits, and one more try a second later, come on top. */
const heldMaxMs = 18_000;
/** After a restart or a frozen minute the whole lease begins anew. */
const aftermathMs = heldMaxMs;

/** Troubles of the holding region itself. Neither the origin's nor the links' nor wrong wall clocks prolong a lease. */
const own = ['down', 'crash', 'restart', 'pause', 'disk'];

/** Seats that are set aside for another region are counted from the disk, where a crash leaves them. */
export const leases: Checker = {
  name: 'leases',
  invariant: 6,
  promise: `A seat is held for an issue of another region for at most ${heldMaxMs / 1_000} s, whatever happens there.`,
  check: ({ events }) => {
    const troubles = troublesOf(events).filter(({ what }) => own.includes(what));
    const held = new Map<EntryId, number>();
    const violations: string[] = [];
    const endMs = events.at(-1)?.atMs ?? 0;
    for (const { atMs, region, changes } of eventsOf(events, 'committed')) {
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { id, phase } = change.doc;
        const fromMs = held.get(id);
        if (phase.at === 'held') {
          held.set(id, fromMs ?? atMs);
          continue;
        }
        held.delete(id);
        const isExcused = troubles.some(
          ({ regions, fromMs: beginMs, untilMs }) =>
            regions.includes(region) && beginMs <= atMs && untilMs + aftermathMs >= (fromMs ?? atMs),
        );
        if (fromMs !== undefined && atMs - fromMs > heldMaxMs && !isExcused)
          violations.push(`${region} held a seat for entry ${id} from ${fromMs} to ${atMs} ms.`);
      }
    }
    for (const [id, fromMs] of held)
      if (endMs - fromMs > heldMaxMs)
        violations.push(`A seat for entry ${id} is held since ${fromMs} ms, and it is ${endMs} ms.`);
    return violations;
  },
};
