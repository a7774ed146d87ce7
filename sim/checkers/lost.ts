import type { RegionId } from '../../node/core/ids.ts';
import type { Seen, SeenCollection, SeenDocs, SeenEntry, SeenIssue } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';
import { diskLoss } from './troubles.ts';

/** A document that was on a region's disk, and is not any more: the disk was lost, or an older backup was put back. */
export type Lost<C extends SeenCollection> = { readonly region: RegionId; readonly doc: SeenDocs[C] };

/**
 * Documents of one collection that disks have lost, and that were not stored there again. Only what no other disk has is
 * gone for good: that is for whoever asks to find out.
 */
export const lostDocs = <C extends SeenCollection>(
  events: readonly TraceEvent[],
  collection: C,
  keyOf: (doc: SeenDocs[C]) => string,
): readonly Lost<C>[] => {
  const kept = new Map<RegionId, Map<string, SeenDocs[C]>>();
  const lost = new Map<string, Lost<C>>();
  const onDisk = (region: RegionId) => {
    const docs = kept.get(region) ?? new Map<string, SeenDocs[C]>();
    kept.set(region, docs);
    return docs;
  };
  const lose = (region: RegionId, but: ReadonlySet<string>) => {
    const docs = onDisk(region);
    for (const [key, doc] of [...docs]) {
      if (but.has(key)) continue;
      docs.delete(key);
      lost.set(`${region} ${key}`, { region, doc });
    }
  };
  const docsIn = (changes: readonly { readonly in: string; readonly doc: unknown }[]) =>
    changes.flatMap((change) => (isIn(change, collection) ? [change.doc] : []));
  for (const event of events) {
    if (event.kind === 'committed')
      for (const doc of docsIn(event.changes)) {
        onDisk(event.region).set(keyOf(doc), doc);
        lost.delete(`${event.region} ${keyOf(doc)}`);
      }
    else if (event.kind === 'put-back') lose(event.region, new Set(docsIn(event.docs).map(keyOf)));
    else if (event.kind === 'fault' && event.what === diskLoss && event.is === 'beginning')
      for (const region of event.regions) lose(region, new Set());
  }
  return [...lost.values()];
};

/** What documents say that nobody may forget, a key for each saying. */
export type Sayings = {
  readonly ofIssue: (issue: SeenIssue) => readonly string[];
  readonly ofEntry?: (entry: SeenEntry) => readonly string[];
};

/**
 * What issues, or entries, said on disks that were lost before any other disk heard it: the copy had yet to be renewed, or
 * the message to arrive. An older state of the same issue that is stored there again does not bring it back.
 */
export const saidNowhereElse = (
  events: readonly TraceEvent[],
  { ofIssue, ofEntry = () => [] }: Sayings,
): readonly string[] => {
  const heardAt = new Map<string, Set<RegionId>>();
  for (const event of events) {
    if (event.kind !== 'committed') continue;
    for (const change of event.changes)
      for (const key of sayingsIn(change, { ofIssue, ofEntry }))
        heardAt.set(key, (heardAt.get(key) ?? new Set<RegionId>()).add(event.region));
  }
  const lost = [
    ...lostDocs(events, 'issues', (issue) => [issue.id, ...ofIssue(issue)].join(' ')).flatMap(({ doc }) =>
      ofIssue(doc),
    ),
    ...lostDocs(events, 'entries', (entry) => [entry.id, ...ofEntry(entry)].join(' ')).flatMap(({ doc }) =>
      ofEntry(doc),
    ),
  ];
  return lost.filter((key) => heardAt.get(key)?.size === 1);
};

const sayingsIn = (change: Seen, { ofIssue, ofEntry }: Required<Sayings>): readonly string[] => {
  switch (change.in) {
    case 'issues':
      return ofIssue(change.doc);
    case 'copies':
      return ofIssue(change.doc.issue);
    case 'entries':
      return ofEntry(change.doc);
    default:
      return [];
  }
};

/** Which document a change has, follows from its collection. */
const isIn = <C extends SeenCollection>(
  change: { readonly in: string; readonly doc: unknown },
  collection: C,
): change is { readonly in: C; readonly doc: SeenDocs[C] } => change.in === collection;
