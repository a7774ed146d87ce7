import type { SeenEntry } from '../seen.ts';
import { type Checker, eventsOf } from './checker.ts';

/** The steps that an entry counts (`n`), and what its origin then shows. */
const stages: { readonly [kind: string]: string } = {
  offered: 'offered',
  accepted: 'assigned',
  reminded: 'assigned',
};

/** What an entry is, and what became of it meanwhile in the same commit: a disk that hangs for seconds keeps many steps at once. */
const stagesOf = ({ phase, n, timeline }: SeenEntry): string[] => {
  const now = `${phase.at === 'held' ? 'offered' : phase.at} ${phase.expert?.id}`;
  const steps = timeline.flatMap(({ kind, expert }) => {
    const stage = stages[kind];
    return stage === undefined ? [] : `${stage} ${expert?.id}`;
  });
  return [now, ...steps.slice(steps.length - n)];
};

/** Whom an owner asks it has held or asked in a commit that came before, or is the same one. */
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
        const { issueId, epoch } = change.doc;
        for (const stage of stagesOf(change.doc)) happened.add(`${issueId} ${epoch} ${stage}`);
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
