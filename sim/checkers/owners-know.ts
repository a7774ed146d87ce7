import type { Checker } from './checker.ts';

/** Looks at what is on the disks after quiet. Who keeps an answer shows it to others by its own copy of the consent. */
export const ownersKnow: Checker = {
  name: 'owners-know',
  promise:
    'After quiet the region that has solved an issue knows whether its user lets the answer help others, as they said last.',
  check: ({ final }) => {
    const entries = final.flatMap((region) => region.entries);
    const issues = new Map(
      final.flatMap((region) => region.issues.map((issue) => [issue.id, issue] as const)),
    );
    return entries.flatMap((entry) => {
      const issue = issues.get(entry.issueId);
      // Of an answer that was asked for anew, nothing is shown.
      if (
        entry.phase.at !== 'done' ||
        issue?.phase.at !== 'closed' ||
        issue.resolution?.epoch !== entry.epoch
      )
        return [];
      const given = issue.consent?.helpsOthers ?? false;
      const known = entry.consent?.helpsOthers ?? false;
      if (given === known) return [];
      return [
        `The answer to issue ${issue.id} ${may(given)} help others, and in entry ${entry.id} it ${may(known)}.`,
      ];
    });
  },
};

const may = (isSo: boolean): string => (isSo ? 'may' : 'may not');
