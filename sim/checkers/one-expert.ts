import type { EntryId, IssueId } from '../../node/core/ids.ts';
import type { SeenEntry } from '../seen.ts';
import { type Checker, eventsOf } from './checker.ts';

const isActive = ({ phase }: SeenEntry): boolean => phase.at === 'offered' || phase.at === 'assigned';

/**
 * At most one expert is offered or active on an issue at any moment, over all disks, those of crashed regions
 * included. (Without adoption, which would allow an exception, there is none.)
 */
export const oneExpert: Checker = {
  name: 'one-expert',
  invariant: 2,
  promise: 'At most one expert is offered an issue or active on it.',
  check: ({ events }) => {
    const active = new Map<IssueId, Map<EntryId, SeenEntry>>();
    const violations: string[] = [];
    for (const { atMs, changes } of eventsOf(events, 'committed')) {
      const touched = new Set<IssueId>();
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { doc } = change;
        const entries = active.get(doc.issueId) ?? new Map<EntryId, SeenEntry>();
        active.set(doc.issueId, entries);
        if (isActive(doc)) entries.set(doc.id, doc);
        else entries.delete(doc.id);
        touched.add(doc.issueId);
      }
      for (const id of touched) {
        const entries = [...(active.get(id)?.values() ?? [])];
        if (entries.length > 1) {
          const who = entries.map((entry) => `${entry.phase.expert?.id} (epoch ${entry.epoch})`);
          violations.push(`At ${atMs} ms issue ${id} has ${entries.length} experts: ${who.join(', ')}.`);
        }
      }
    }
    return violations;
  },
};
