import type { RegionId } from '../../node/core/ids.ts';
import type { TraceEvent } from '../trace.ts';

/** A time in which some regions are not what they should be. */
export type Trouble = {
  /** A fault's kind as in `nemesis.ts`, or `down` for a region that does not run. */
  readonly what: string;
  readonly regions: readonly RegionId[];
  readonly fromMs: number;
  /** Infinity when it is never over. */
  readonly untilMs: number;
};

/** Every fault from its beginning to its end, and every region that does not run. */
export const troublesOf = (events: readonly TraceEvent[]): readonly Trouble[] => {
  const open = new Map<string, Trouble>();
  const over: Trouble[] = [];
  const begin = (key: string, what: string, regions: readonly RegionId[], fromMs: number) => {
    if (!open.has(key)) open.set(key, { what, regions, fromMs, untilMs: Number.POSITIVE_INFINITY });
  };
  const end = (key: string, untilMs: number) => {
    const trouble = open.get(key);
    if (trouble !== undefined) over.push({ ...trouble, untilMs });
    open.delete(key);
  };
  for (const event of events) {
    if (event.kind === 'crashed' || event.kind === 'stopped')
      begin(event.region, 'down', [event.region], event.atMs);
    if (event.kind === 'started') end(event.region, event.atMs);
    if (event.kind !== 'fault') continue;
    const key = `${event.what} ${event.regions.join(' ')}`;
    if (event.is === 'beginning') begin(key, event.what, event.regions, event.atMs);
    else end(key, event.atMs);
    // Adopted and never to come back, or left: from then on the mesh is whole without it.
    if (endings.has(event.what) && event.is === 'over')
      for (const region of event.regions) end(region, event.atMs);
  }
  return [...over, ...open.values()];
};

/** The kind of a fault after which a region starts on an empty disk, or never again. */
export const diskLoss = 'disk-loss';

/** Kinds of faults at whose end the region may be gone for good. */
const endings: ReadonlySet<string> = new Set([diskLoss, 'drain', 'retire']);
