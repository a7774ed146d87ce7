import type { AccountId, EntryId, IssueId, RegionId } from '../../node/core/ids.ts';
import { reads } from '../../node/core/language.ts';
import type { Seen, SeenEntry, SeenIssue } from '../seen.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

/** How much a moment of waiting counts, by urgency. */
const weights = { low: 0.5, normal: 1, high: 2, critical: 8 } as const;

/**
 * Looked at is what a region places with an expert of its own, and within one category: how fast categories are served
 * weighs on claims too, and no disk tells it. What waited before and after the commit, unchanged, waited at that moment.
 */
export const strongestFirst: Checker = {
  name: 'strongest-first',
  promise:
    'An expert is given the issue of the category that has waited longest in their region, weighed by its urgency; of those they may be asked for.',
  check: ({ events }) => {
    const languages = new Map<AccountId, readonly string[]>();
    const regions = new Map<RegionId, Region>();
    const violations: string[] = [];
    for (const { atMs, region, changes, isPutBack } of diskChanges(events)) {
      for (const change of changes)
        if (change.in === 'accounts') languages.set(change.doc.id, change.doc.languages ?? []);
      // What is on a backup is put aside: none of it waits before the region has heard what became of it.
      const disk = (isPutBack ? undefined : regions.get(region)) ?? new Region();
      regions.set(region, disk);
      if (isPutBack) continue;
      const placed = disk.placedBy(region, changes);
      const waited = disk.unchangedBy(changes);
      disk.take(changes);
      for (const { issue, expert, atMoment } of placed) {
        const stronger = waited.find(
          (other) =>
            other.category === issue.category &&
            claimOf(other, atMoment) > claimOf(issue, atMoment) &&
            mayBeAsked(expert, other, languages.get(expert) ?? []),
        );
        if (stronger)
          violations.push(
            `At ${atMs} ms ${expert} is asked for issue ${issue.id}, and issue ${stronger.id} of ${stronger.category} has the stronger claim.`,
          );
      }
    }
    return violations;
  },
};

type Placed = { readonly issue: SeenIssue; readonly expert: AccountId; readonly atMoment: number };

/** What waits on one disk, and which entries it has had. */
class Region {
  readonly #queued = new Map<IssueId, SeenIssue>();
  readonly #entries = new Set<EntryId>();

  /** Issues that waited and are given to an expert here, in these changes. Who was named goes before all others. */
  placedBy(region: RegionId, changes: readonly Seen[]): Placed[] {
    const entries = new Map<IssueId, SeenEntry>();
    for (const change of changes)
      if (change.in === 'entries' && !this.#entries.has(change.doc.id))
        entries.set(change.doc.issueId, change.doc);
    return changes.flatMap((change): Placed[] => {
      if (change.in !== 'issues' || change.doc.wanted || this.#queued.get(change.doc.id)?.wanted) return [];
      const { id, phase, epoch } = change.doc;
      const entry = entries.get(id);
      const isFirst = entry?.epoch === epoch && entry.phase.at === 'offered' && entry.n <= 1;
      if (phase.at !== 'placed' || phase.owner !== region || !entry || !isFirst) return [];
      const { expert, since } = entry.phase;
      return expert && since !== undefined ? [{ issue: change.doc, expert: expert.id, atMoment: since }] : [];
    });
  }

  unchangedBy(changes: readonly Seen[]): readonly SeenIssue[] {
    const changed = new Set(changes.flatMap(({ in: where, doc }) => (where === 'issues' ? [doc.id] : [])));
    return [...this.#queued.values()].filter(({ id, wanted }) => !changed.has(id) && !wanted);
  }

  take(changes: readonly Seen[]): void {
    for (const change of changes) {
      if (change.in === 'entries') this.#entries.add(change.doc.id);
      if (change.in !== 'issues') continue;
      if (change.doc.phase.at === 'queued') this.#queued.set(change.doc.id, change.doc);
      else this.#queued.delete(change.doc.id);
    }
  }
}

const claimOf = ({ urgency, submittedAt = 0 }: SeenIssue, now: number): number =>
  weights[urgency] * Math.max(0, now - submittedAt);

/** For what they do not read, other regions are asked first. */
const mayBeAsked = (expert: AccountId, issue: SeenIssue, languages: readonly string[]): boolean =>
  expert !== issue.userId &&
  !issue.barred.includes(expert) &&
  !issue.passed.includes(expert) &&
  (issue.language === undefined || reads(languages, issue.language));
