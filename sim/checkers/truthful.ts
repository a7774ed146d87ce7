import { type Checker, eventsOf } from './checker.ts';

/** Offers may follow each other within one commit of the owner; an acceptance is a commit of its own. */
export const truthful: Checker = {
  name: 'truthful',
  promise:
    'Who accepted or solved an issue, as its origin shows it, has done so at the owner, under the same epoch.',
  check: ({ events }) => {
    const happened = new Set<string>();
    const told = new Set<string>();
    const violations: string[] = [];
    for (const { atMs, changes } of eventsOf(events, 'committed')) {
      // A region's own assignment is one commit.
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { issueId, epoch, phase } = change.doc;
        if (phase.at === 'assigned' || phase.at === 'done')
          happened.add(`${issueId} ${epoch} ${phase.at} ${phase.expert?.id}`);
      }
      for (const change of changes) {
        if (change.in !== 'issues') continue;
        const { id, phase, resolution } = change.doc;
        const isAssigned = phase.at === 'placed' && phase.stage === 'assigned';
        if (!isAssigned && phase.at !== 'resolved') continue;
        const at = isAssigned ? 'assigned' : 'done';
        // When whoever answered is lost, the answer stays, and the issue's epoch is raised.
        const epoch = isAssigned ? change.doc.epoch : (resolution?.epoch ?? change.doc.epoch);
        const what = `${id} ${epoch} ${at} ${phase.expert?.id}`;
        if (happened.has(what) || told.has(what)) continue;
        told.add(what);
        violations.push(
          `At ${atMs} ms issue ${id} is shown as ${at} by ${phase.expert?.id} under epoch ${epoch}, which never was.`,
        );
      }
    }
    return violations;
  },
};
