import type { FinalRegion } from '../final.ts';
import type { TraceEvent } from '../trace.ts';

/** A finished run as checkers see it: what happened, and what the stores hold after healing and quiet. */
export type Evidence = {
  readonly events: readonly TraceEvent[];
  readonly final: readonly FinalRegion[];
  /** What is on the disks of regions that left the mesh in good order. */
  readonly left?: readonly FinalRegion[];
};

/** One invariant of the protocol. Pure: the same evidence gives the same verdict. */
export type Checker = {
  /** As in reports: `capacity`. */
  readonly name: string;
  /** The number of the invariant in the list of what must always hold; none for a rule of the house. */
  readonly invariant?: number;
  /** What holds, in one sentence. */
  readonly promise: string;
  /** One sentence per violation; none when it holds. */
  readonly check: (evidence: Evidence) => readonly string[];
};

/** The items by key, in order. */
export const groupedBy = <K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

/** Events of one kind. */
export const eventsOf = <K extends TraceEvent['kind']>(
  events: readonly TraceEvent[],
  kind: K,
): readonly Extract<TraceEvent, { kind: K }>[] =>
  events.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind);
