import { type Epoch, noEpoch } from '../../node/core/epoch.ts';
import type { AccountId, EntryId, IssueId, RegionId } from '../../node/core/ids.ts';
import type { SeenEntry, SeenIssue, SeenProfile } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';
import { diskChanges } from './disks.ts';
import type { Trouble } from './troubles.ts';

/** The category that every expert takes. */
const openCategory = 'other';

/** An expert, and the region they serve. */
export type Expert = { readonly profile: SeenProfile; readonly home: RegionId };

/** A rule on how long an issue may wait although somebody is there for it. */
export type WaitRule = {
  readonly boundMs: number;
  /** Which of the free and qualified experts the rule counts. */
  readonly counts: (issue: SeenIssue, expert: Expert) => boolean;
  /** Troubles that excuse any wait of this issue, from their beginning until `aftermathMs` after their end. */
  readonly excuses: (issue: SeenIssue, trouble: Trouble) => boolean;
  readonly aftermathMs: number;
};

export type LongWait = { readonly issue: SeenIssue; readonly fromMs: number; readonly atMs: number };

/**
 * Issues that waited longer than the bound while at every moment of that time at least one expert whom the rule counts
 * was free for them; each wait once. What is on the disks counts: memory is ahead of them by one commit at most.
 */
export const longWaits = (
  events: readonly TraceEvent[],
  troubles: readonly Trouble[],
  { boundMs, counts, excuses, aftermathMs }: WaitRule,
): LongWait[] => {
  const mesh = new Mesh();
  const since = new Map<IssueId, number>();
  const told = new Set<IssueId>();
  const found: LongWait[] = [];
  for (const { atMs, region, changes } of diskChanges(events)) {
    // Who was free until now, before this commit changes it.
    for (const issue of mesh.waiting.values()) {
      const freeFromMs = since.get(issue.id);
      if (freeFromMs === undefined || told.has(issue.id)) continue;
      const excusedUntilMs = Math.max(
        0,
        ...troubles
          .filter((trouble) => trouble.fromMs <= atMs && excuses(issue, trouble))
          .map(({ untilMs }) => untilMs + aftermathMs),
      );
      const fromMs = Math.max(freeFromMs, excusedUntilMs);
      if (atMs - fromMs > boundMs) {
        told.add(issue.id);
        found.push({ issue, fromMs, atMs });
      }
    }
    for (const change of changes) {
      if (change.in === 'drains') mesh.leaving.add(region);
      if (change.in === 'issues') mesh.putIssue(change.doc);
      if (change.in === 'entries') mesh.putEntry(change.doc);
      if (change.in === 'profiles') mesh.experts.set(change.doc.id, { profile: change.doc, home: region });
      if (change.in === 'accounts' && change.doc.home === region)
        mesh.setVerified(change.doc.id, change.doc.verification === 'verified');
    }
    for (const id of since.keys()) if (!mesh.waiting.has(id)) since.delete(id);
    const free = mesh.free();
    for (const issue of mesh.waiting.values()) {
      const isServed = free.some((expert) => mayTake(issue, expert.profile) && counts(issue, expert));
      if (!isServed) {
        since.delete(issue.id);
        told.delete(issue.id);
      } else if (!since.has(issue.id)) since.set(issue.id, atMs);
    }
  }
  return found;
};

const mayTake = (issue: SeenIssue, { id, categories }: SeenProfile): boolean =>
  id !== issue.userId &&
  !issue.barred.includes(id) &&
  (issue.category === openCategory || categories.includes(issue.category));

/** What waits, who is there, and who sits where, as the disks of all regions have it. */
class Mesh {
  /** Issues that nobody has been asked for. */
  readonly waiting = new Map<IssueId, SeenIssue>();
  readonly experts = new Map<AccountId, Expert>();
  /** Regions whose experts take nothing any more. */
  readonly leaving = new Set<RegionId>();
  readonly #greatest = new Map<IssueId, Epoch>();
  readonly #verified = new Set<AccountId>();
  readonly #seats = new Map<AccountId, Set<EntryId>>();
  readonly #holders = new Map<EntryId, AccountId>();

  putIssue(issue: SeenIssue): void {
    // What a lost region that came back still does with it, until it hears that another has adopted it.
    if (issue.epoch < (this.#greatest.get(issue.id) ?? noEpoch)) return;
    this.#greatest.set(issue.id, issue.epoch);
    if (issue.phase.at === 'queued' || issue.phase.at === 'proposing') this.waiting.set(issue.id, issue);
    else this.waiting.delete(issue.id);
  }

  putEntry({ id, phase }: SeenEntry): void {
    const former = this.#holders.get(id);
    if (former !== undefined) this.#seats.get(former)?.delete(id);
    this.#holders.delete(id);
    const takesSeat = phase.at === 'held' || phase.at === 'offered' || phase.at === 'assigned';
    const expert = phase.expert?.id;
    if (!takesSeat || expert === undefined) return;
    this.#holders.set(id, expert);
    this.#seats.set(expert, (this.#seats.get(expert) ?? new Set<EntryId>()).add(id));
  }

  setVerified(id: AccountId, isVerified: boolean): void {
    if (isVerified) this.#verified.add(id);
    else this.#verified.delete(id);
  }

  free(): Expert[] {
    return [...this.experts.values()].filter(
      ({ profile: { id, presence, capacity }, home }) =>
        presence === 'online' &&
        !this.leaving.has(home) &&
        this.#verified.has(id) &&
        (this.#seats.get(id)?.size ?? 0) < capacity,
    );
  }
}
