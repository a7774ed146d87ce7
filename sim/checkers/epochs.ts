import { type Epoch, noEpoch } from '../../node/core/epoch.ts';
import type { IssueId, RegionId } from '../../node/core/ids.ts';
import type { FinalRegion } from '../final.ts';
import type { Seen, SeenEntry } from '../seen.ts';
import { AdoptionsSeen, isFirstOfTerm } from './adoptions.ts';
import { type Checker, type Evidence, eventsOf, groupedBy } from './checker.ts';
import { type DiskChange, diskChanges } from './disks.ts';
import { diskLoss } from './troubles.ts';

const takesSeat = ({ phase }: SeenEntry): boolean =>
  phase.at === 'held' || phase.at === 'offered' || phase.at === 'assigned';

const isOver = (at: string): boolean => at === 'closed' || at === 'cancelled';

/** Who may work on an issue follows from its epoch alone, so an epoch is never used again and never shared. */
export const epochs: Checker = {
  name: 'epochs',
  invariant: 4,
  promise:
    'Epochs only grow, an (issue, epoch) has one owner, who has heard of an adoption acts on nothing of a lower term, and a region that was put back from a backup on nothing before it has adopted itself.',
  check: ({ events, final }) => {
    const greatest = new Map<IssueId, Epoch>();
    const owners = new Map<string, RegionId>();
    /** By region: a backup that was put back has an earlier one than others have seen. */
    const revisions = new Map<string, number>();
    /** Entries that came to a region when all was done: records of what another has answered, which left or is gone. */
    const records = new Set<string>();
    const entriesSeen = new Set<string>();
    const violations: string[] = [];
    const adoptions = new AdoptionsSeen();
    const own = (issue: IssueId, epoch: Epoch, owner: RegionId | undefined, atMs: number) => {
      if (owner === undefined) return;
      const key = `${issue}.${epoch}`;
      const former = owners.get(key) ?? owner;
      if (former !== owner)
        violations.push(
          `At ${atMs} ms epoch ${epoch} of issue ${issue} belongs to ${former} and to ${owner}.`,
        );
      owners.set(key, former);
    };
    const burnt = new BurntIssues(events);
    for (const onDisk of diskChanges(events)) {
      adoptions.onChange(onDisk);
      const { atMs, region, changes } = onDisk;
      for (const id of burnt.before(onDisk)) {
        greatest.delete(id);
        for (const key of [...owners.keys()]) if (key.startsWith(`${id}.`)) owners.delete(key);
      }
      if (onDisk.isPutBack) {
        for (const change of changes)
          if (change.in === 'issues') revisions.set(`${region} ${change.doc.id}`, change.doc.revision);
        continue;
      }
      if (adoptions.isPutBack(region)) violations.push(...actsOfBackup(region, changes, atMs));
      for (const change of changes) {
        if (change.in === 'entries' && takesSeat(change.doc)) {
          const { id, epoch, issue } = change.doc;
          if (adoptions.isBelowFloor(region, issue, epoch))
            violations.push(`At ${atMs} ms ${region} acts on entry ${id}, whose term an adoption has ended.`);
        }
        if (change.in === 'issues') {
          const { id, epoch, phase, revision } = change.doc;
          // Nothing about it is new but who has a copy: what is over is adopted some commits after the record, and that may come between.
          const known = revisions.get(`${region} ${id}`);
          const isSame = isOver(phase.at) && revision === known && epoch === greatest.get(id);
          revisions.set(`${region} ${id}`, revision);
          if (adoptions.isGone(region)) continue;
          // What is over is not in memory: noted just before, it is adopted after the commit that it shares with the record.
          const isJustLearnt = isOver(phase.at) && changes.some((one) => one.in === 'adoptions');
          if (adoptions.isBelowFloor(region, change.doc, epoch) && !isJustLearnt && !isSame)
            violations.push(`At ${atMs} ms ${region} acts on issue ${id}, whose term an adoption has ended.`);
          const former = greatest.get(id) ?? noEpoch;
          if (epoch < former)
            violations.push(`At ${atMs} ms the epoch of issue ${id} fell from ${former} to ${epoch}.`);
          greatest.set(id, epoch > former ? epoch : former);
          own(id, epoch, phase.owner ?? phase.to, atMs);
        } else if (change.in === 'entries') {
          const { id, issueId, epoch, phase } = change.doc;
          const key = `${region} ${id}`;
          // What is done is a record of it, and goes where its expert goes.
          if (phase.at === 'done' && !entriesSeen.has(key)) records.add(key);
          entriesSeen.add(key);
          if (phase.at !== 'done' && !isFirstOfTerm(epoch) && !(phase.at === 'closed' && records.has(key)))
            own(issueId, epoch, region, atMs);
        }
      }
    }
    return [...violations, ...sharedFirsts(final)];
  },
};

/**
 * Who is engaged when an adoption begins moves into its first epoch: of several, all but one are superseded in the end.
 * An answer that was declined, or that was followed by a reopening, stays as history.
 */
const sharedFirsts = (final: readonly FinalRegion[]): string[] => {
  const standing = final.flatMap(({ region, entries }) =>
    entries
      .filter(
        ({ epoch, phase, outcome }) =>
          isFirstOfTerm(epoch) &&
          phase.at !== 'closed' &&
          (phase.at !== 'done' || (outcome !== 'declined' && outcome !== 'reopened')),
      )
      .map(({ id }) => ({ id, region })),
  );
  return [...groupedBy(standing, ({ id }) => id)]
    .filter(([, owners]) => owners.length > 1)
    .map(([id, owners]) => `Entry ${id} is left at ${owners.map(({ region }) => region).join(' and ')}.`);
};

/** Everything that it does with issues: it does not know what it may. */
const actsOfBackup = (region: RegionId, changes: readonly Seen[], atMs: number): string[] =>
  changes
    .filter((change) => change.in === 'issues' || change.in === 'entries')
    .map(
      ({ in: where }) => `At ${atMs} ms ${region} writes ${where}, and works on a backup without knowing it.`,
    );

/**
 * Issues that were on one disk alone when it burnt: nobody has been answered, or another promise is broken. Whoever submits
 * again begins anew.
 */
class BurntIssues {
  readonly #losses: { readonly atMs: number; readonly region: RegionId }[];
  readonly #disks = new Map<IssueId, Set<RegionId>>();

  constructor(events: Evidence['events']) {
    this.#losses = eventsOf(events, 'fault')
      .filter(({ what, is }) => what === diskLoss && is === 'beginning')
      .flatMap(({ atMs, regions }) => regions.map((region) => ({ atMs, region })));
  }

  /** Those that have burnt before this change, which is noted. */
  before({ atMs, region, changes }: DiskChange): IssueId[] {
    const gone: IssueId[] = [];
    while (this.#losses[0] && this.#losses[0].atMs <= atMs) {
      const [lost] = this.#losses.splice(0, 1);
      for (const [id, disks] of this.#disks)
        if (lost && disks.delete(lost.region) && disks.size === 0) gone.push(id);
    }
    for (const change of changes) {
      const id =
        change.in === 'entries'
          ? change.doc.issueId
          : change.in === 'issues' || change.in === 'copies'
            ? change.doc.id
            : undefined;
      if (id !== undefined) this.#disks.set(id, (this.#disks.get(id) ?? new Set<RegionId>()).add(region));
    }
    return gone;
  }
}
