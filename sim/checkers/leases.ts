import type { EntryId, OfferId } from '../../node/core/ids.ts';
import type { SeenEntry } from '../seen.ts';
import { type Checker, eventsOf } from './checker.ts';
import { troublesOf } from './troubles.ts';

/** A hold's lease is 15 s on its region's monotonic clock; the commits, and one more try a second later, come on top. */
const heldMaxMs = 18_000;
/** The same for an offer that is not critical. */
const offeredMaxMs = 63_000;
/** After a restart or a frozen minute the whole time begins anew. */
const aftermathMs = offeredMaxMs;

/** Troubles of the region itself. Neither the origin's nor the links' nor wrong wall clocks prolong a lease. */
const own = ['down', 'crash', 'restart', 'pause', 'disk'];

type Open = { readonly what: OfferId | 'held'; readonly fromMs: number; readonly maxMs: number };

const openOf = ({ phase }: SeenEntry, fromMs: number): Open | undefined => {
  if (phase.at === 'held') return { what: 'held', fromMs, maxMs: heldMaxMs };
  return phase.at === 'offered' && phase.offerId !== undefined
    ? { what: phase.offerId, fromMs, maxMs: offeredMaxMs }
    : undefined;
};

/** Seats that are set aside, and offers, are counted from the disk, where a crash leaves them. */
export const leases: Checker = {
  name: 'leases',
  invariant: 6,
  promise: `A seat is held for at most ${heldMaxMs / 1_000} s and an offer open for at most ${offeredMaxMs / 1_000} s, whatever happens elsewhere.`,
  check: ({ events }) => {
    const troubles = troublesOf(events).filter(({ what }) => own.includes(what));
    const all = new Map<EntryId, Open>();
    const violations: string[] = [];
    const endMs = events.at(-1)?.atMs ?? 0;
    for (const { atMs, region, changes } of eventsOf(events, 'committed')) {
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { id } = change.doc;
        const former = all.get(id);
        const now = openOf(change.doc, atMs);
        if (former?.what === now?.what) continue;
        if (now === undefined) all.delete(id);
        else all.set(id, now);
        if (former === undefined) continue;
        const { what, fromMs, maxMs } = former;
        const isExcused = troubles.some(
          (trouble) =>
            trouble.regions.includes(region) &&
            trouble.fromMs <= atMs &&
            trouble.untilMs + aftermathMs >= fromMs,
        );
        if (atMs - fromMs > maxMs && !isExcused)
          violations.push(`Entry ${id} at ${region} was open (${what}) from ${fromMs} to ${atMs} ms.`);
      }
    }
    for (const [id, { what, fromMs, maxMs }] of all)
      if (endMs - fromMs > maxMs + aftermathMs)
        violations.push(`Entry ${id} is open (${what}) since ${fromMs} ms, and it is ${endMs} ms.`);
    return violations;
  },
};
