import { type Checker, eventsOf } from './checker.ts';

/** Whom an owner asks it has held or asked in a commit of its own or in the same one; an acceptance is always one of its own. */
export const truthful: Checker = {
  name: 'truthful',
  promise:
    'Who was asked for an issue, accepted or solved it, as its origin shows it, was or has at the owner, under the same epoch.',
  check: ({ events }) => {
    const happened = new Set<string>();
    const told = new Set<string>();
    const violations: string[] = [];
    for (const { atMs, changes } of eventsOf(events, 'committed')) {
      // A region's own assignment is one commit.
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { issueId, epoch, phase } = change.doc;
        const what = phase.at === 'held' ? 'offered' : phase.at;
        happened.add(`${issueId} ${epoch} ${what} ${phase.expert?.id}`);
      }
      for (const change of changes) {
        if (change.in !== 'issues') continue;
        const { id, phase, resolution } = change.doc;
        const at = phase.at === 'resolved' ? 'done' : phase.at === 'placed' ? phase.stage : undefined;
        if (at === undefined || at === 'held') continue;
        // When whoever answered is lost, the answer stays, and the issue's epoch is raised.
        const epoch = at === 'done' ? (resolution?.epoch ?? change.doc.epoch) : change.doc.epoch;
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
