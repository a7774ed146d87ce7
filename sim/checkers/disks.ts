import type { EntryId, RegionId } from '../../node/core/ids.ts';
import type { Seen, SeenEntry } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';

/** A change of what is on a region's disk: by a commit, or because a backup was put back. */
export type DiskChange = {
  readonly atMs: number;
  readonly region: RegionId;
  readonly changes: readonly Seen[];
  readonly isPutBack: boolean;
};

/**
 * What the disks hold, change by change. When a backup is put back, its documents are there again as they were, and
 * entries that came later are nobody's any more: as if they were closed.
 */
export const diskChanges = (events: readonly TraceEvent[]): readonly DiskChange[] => {
  const entries = new Map<RegionId, Map<EntryId, SeenEntry>>();
  return events.flatMap((event): DiskChange[] => {
    if (event.kind === 'committed') {
      const { atMs, region, changes } = event;
      const own = entries.get(region) ?? new Map<EntryId, SeenEntry>();
      entries.set(region, own);
      for (const change of changes) if (change.in === 'entries') own.set(change.doc.id, change.doc);
      return [{ atMs, region, changes, isPutBack: false }];
    }
    if (event.kind !== 'put-back') return [];
    const { atMs, region, docs } = event;
    const kept = new Map(docs.flatMap(({ in: where, doc }) => (where === 'entries' ? [[doc.id, doc]] : [])));
    const gone = [...(entries.get(region)?.values() ?? [])]
      .filter(({ id }) => !kept.has(id))
      .map((doc): Seen => ({ in: 'entries', doc: { ...doc, phase: { at: 'closed' } } }));
    entries.set(region, kept);
    return [{ atMs, region, changes: [...docs, ...gone], isPutBack: true }];
  });
};
