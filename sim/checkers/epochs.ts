import { type Epoch, noEpoch } from '../../node/core/epoch.ts';
import type { IssueId, RegionId } from '../../node/core/ids.ts';
import { type Checker, eventsOf } from './checker.ts';

/** Who may work on an issue follows from its epoch alone, so an epoch is never used again and never shared. */
export const epochs: Checker = {
  name: 'epochs',
  invariant: 4,
  promise: 'Epochs only grow, and an (issue, epoch) has one owner.',
  check: ({ events }) => {
    const greatest = new Map<IssueId, Epoch>();
    const owners = new Map<string, RegionId>();
    const violations: string[] = [];
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
    for (const { atMs, region, changes } of eventsOf(events, 'committed')) {
      for (const change of changes) {
        if (change.in === 'issues') {
          const { id, epoch, phase } = change.doc;
          const former = greatest.get(id) ?? noEpoch;
          if (epoch < former)
            violations.push(`At ${atMs} ms the epoch of issue ${id} fell from ${former} to ${epoch}.`);
          greatest.set(id, epoch > former ? epoch : former);
          own(id, epoch, phase.owner ?? phase.to, atMs);
        } else if (change.in === 'entries') {
          own(change.doc.issueId, change.doc.epoch, region, atMs);
        }
      }
    }
    return violations;
  },
};
