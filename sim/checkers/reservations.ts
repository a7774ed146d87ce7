import type { AccountId, EntryId, RegionId } from '../../node/core/ids.ts';
import type { TraceEvent } from '../trace.ts';
import type { Checker, Evidence } from './checker.ts';
import { diskChanges } from './disks.ts';
import { type Trouble, troublesOf } from './troubles.ts';

type SeatEvent = Extract<TraceEvent, { kind: 'seat' }>;
type Seat = { readonly set: SeatEvent; readonly dueMs: number };

/** A node's clock runs up to 50 ppm differently; a timer may be a fraction of a ms off. */
const driftShare = 1e-3;
const slackMs = 2;
/** The lease of a hold, the commits around it, and one more try a second later. */
const holdMaxMs = 18_000;

/**
 * Two kinds of reservation: seats set aside in memory while regions agree, and HELD entries on disk. Of the first, what
 * the region says after each change must be what follows from what it set and ended.
 */
export const reservations: Checker = {
  name: 'reservations',
  invariant: 6,
  promise:
    'What is held equals the reservations not yet expired: a seat is set aside only if it is free, ends once and in time, and a hold does not outlive its lease.',
  check: (evidence) => [...wrongSeats(evidence), ...longHolds(evidence)],
};

const isItsOwn = (region: RegionId, { what, regions }: Trouble, kinds: readonly string[]): boolean =>
  kinds.includes(what) && regions.includes(region);

const wrongSeats = ({ events }: Evidence): string[] => {
  const pauses = troublesOf(events).filter(({ what }) => what === 'pause');
  const isFrozen = (region: RegionId, fromMs: number, atMs: number) =>
    pauses.some(
      (pause) => isItsOwn(region, pause, ['pause']) && pause.fromMs <= atMs && pause.untilMs >= fromMs,
    );
  const open = new Map<string, Seat>();
  const violations: string[] = [];
  const forget = (region: RegionId) => {
    for (const [key, { set }] of open) if (set.region === region) open.delete(key);
  };
  for (const event of events) {
    if (event.kind === 'crashed' || event.kind === 'started') forget(event.region);
    if (event.kind !== 'seat') continue;
    const { atMs, region, by, id, expert, is, forMs, aside, load, capacity } = event;
    const key = `${region} ${by} ${id}`;
    const name = `seat ${id} of ${expert} in ${region} for ${by}`;
    const known = open.get(key);
    if (is === 'set') {
      if (known) violations.push(`At ${atMs} ms ${name} is set aside twice.`);
      if (load + aside > capacity)
        violations.push(
          `At ${atMs} ms ${name} was not free: ${load} taken and ${aside} aside of ${capacity}.`,
        );
      open.set(key, { set: event, dueMs: atMs + forMs });
    } else {
      if (!known) violations.push(`At ${atMs} ms ${name} is ${is}, and was not set aside.`);
      open.delete(key);
      const early = atMs + slackMs + forMs * driftShare < (known?.dueMs ?? 0);
      if (is === 'expired' && early) violations.push(`At ${atMs} ms ${name} expired before its time.`);
    }
    const [sure, perhaps] = countOf(open, region, expert, atMs);
    if (aside < sure || aside > perhaps)
      violations.push(
        `At ${atMs} ms ${expert} in ${region} has ${aside} seats aside, and ${perhaps} were set.`,
      );
  }
  const endMs = events.at(-1)?.atMs ?? 0;
  for (const { set, dueMs } of open.values())
    if (dueMs + slackMs + set.forMs * driftShare < endMs && !isFrozen(set.region, set.atMs, endMs))
      violations.push(
        `The seat ${set.id} of ${set.expert} in ${set.region}, set aside at ${set.atMs} ms, never ended.`,
      );
  return violations;
};

/** Seats of an expert set aside by now: those surely within their time, and those whose end may not have come yet. */
const countOf = (
  open: ReadonlyMap<string, Seat>,
  region: RegionId,
  expert: AccountId,
  atMs: number,
): [sure: number, perhaps: number] => {
  const seats = [...open.values()].filter(({ set }) => set.region === region && set.expert === expert);
  const sure = seats.filter(({ set, dueMs }) => dueMs - slackMs - set.forMs * driftShare > atMs);
  return [sure.length, seats.length];
};

const longHolds = ({ events }: Evidence): string[] => {
  const troubles = troublesOf(events);
  const held = new Map<EntryId, { readonly region: RegionId; readonly fromMs: number }>();
  const violations: string[] = [];
  const judge = (id: EntryId, atMs: number) => {
    const hold = held.get(id);
    if (hold === undefined || atMs - hold.fromMs <= holdMaxMs) return;
    const { region, fromMs } = hold;
    // After a start, and once a disk is whole again, a hold has its whole time once more.
    const isExcused = troubles.some(
      (trouble) =>
        isItsOwn(region, trouble, ['down', 'crash', 'restart', 'pause', 'disk']) &&
        trouble.fromMs <= atMs &&
        trouble.untilMs + holdMaxMs >= fromMs,
    );
    if (!isExcused) violations.push(`Entry ${id} in ${region} was held from ${fromMs} to ${atMs} ms.`);
  };
  for (const { atMs, region, changes } of diskChanges(events)) {
    for (const change of changes) {
      if (change.in !== 'entries') continue;
      const { id, phase } = change.doc;
      if (phase.at === 'held') {
        if (!held.has(id)) held.set(id, { region, fromMs: atMs });
      } else {
        judge(id, atMs);
        held.delete(id);
      }
    }
  }
  const endMs = events.at(-1)?.atMs ?? 0;
  for (const id of held.keys()) judge(id, endMs);
  return violations;
};
