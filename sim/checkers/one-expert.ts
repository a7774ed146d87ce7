import type { EntryId, IssueId, RegionId } from '../../node/core/ids.ts';
import type { SeenEntry } from '../seen.ts';
import { AdoptionsSeen } from './adoptions.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

const isActive = ({ phase }: SeenEntry): boolean => phase.at === 'offered' || phase.at === 'assigned';

/**
 * At most one expert is offered or active on an issue at any moment, over all disks, those of crashed regions
 * included. The one exception: a region that was declared gone, or that an admin went on without, does not count until it
 * has heard of it, nor what the latter was engaged in until the adopter has answered its report.
 */
export const oneExpert: Checker = {
  name: 'one-expert',
  invariant: 2,
  promise:
    'At most one expert is offered an issue or active on it; a region declared gone does not count until it hears of it, nor one not waited for until what it had is judged.',
  check: ({ events }) => {
    const active = new Map<IssueId, Map<EntryId, SeenEntry & { readonly at: RegionId }>>();
    const adoptions = new AdoptionsSeen(events);
    const violations: string[] = [];
    for (const onDisk of diskChanges(events)) {
      adoptions.onChange(onDisk);
      const { atMs, region, changes } = onDisk;
      const touched = new Set<IssueId>();
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { doc } = change;
        const entries = active.get(doc.issueId) ?? new Map<EntryId, SeenEntry & { at: RegionId }>();
        active.set(doc.issueId, entries);
        if (isActive(doc)) entries.set(doc.id, { ...doc, at: region });
        else entries.delete(doc.id);
        touched.add(doc.issueId);
      }
      for (const id of touched) {
        const entries = [...(active.get(id)?.values() ?? [])].filter(
          ({ at, issue, epoch }) =>
            !adoptions.isGone(at) &&
            !adoptions.isLeftBehind(at, issue) &&
            !adoptions.isBeingJudged(at, issue, epoch, atMs),
        );
        if (entries.length > 1) {
          const who = entries.map((entry) => `${entry.phase.expert?.id} (epoch ${entry.epoch})`);
          violations.push(`At ${atMs} ms issue ${id} has ${entries.length} experts: ${who.join(', ')}.`);
        }
      }
    }
    return violations;
  },
};
