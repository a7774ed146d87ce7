import type { FinalRegion } from '../../final.ts';
import type { Told } from '../testimony.ts';
import type { LiveChecker } from './checker.ts';

/** As an issue of its own, as a copy for another region, or as work on it. */
const holds = ({ issues, copies, entries }: FinalRegion, id: string): boolean =>
  issues.some((issue) => issue.id === id) ||
  copies.some((copy) => copy.id === id) ||
  entries.some(({ issueId }) => issueId === id);

/**
 * The regions that an acknowledgement named have the issue on their disks: at least one of them at the end, as a copy may
 * have moved on. Each of them had it at every moment since, which shows when it is killed. The same for lines where they
 * were written.
 */
export const storedWhereTold: LiveChecker = {
  name: 'stored-where-told',
  invariant: 1,
  promise:
    'What was acknowledged is on the disks that the acknowledgement named, also when a node is killed.',
  check: ({ told, final, autopsies }) => {
    const submitted = told.filter(({ command }) => command === 'submit');
    const nowhere = submitted
      .filter(({ answer, storedIn = [] }) => {
        const named = final.filter(({ name }) => storedIn.includes(name));
        return !named.some((disk) => holds(disk, answer));
      })
      .map(
        ({ answer, storedIn = [] }) =>
          `Issue ${answer} was to be stored in ${storedIn.join(', ') || 'no region'} and is not there.`,
      );
    const custodians = new Map(
      final.flatMap(({ issues }) => issues.map(({ id, custody }) => [String(id), custody?.region] as const)),
    );
    const lost = autopsies.flatMap(({ disk, restartedMs }) => {
      const lines = new Set(disk.messages.map(({ issueId, region, n }) => `${issueId}/${region}/${n}`));
      const isMissing = ({ command, region, answer, storedIn = [] }: Told): boolean => {
        if (command === 'message') return region === disk.name && !lines.has(answer);
        if (command !== 'submit' || !storedIn.includes(disk.name) || holds(disk, answer)) return false;
        // A copy may have moved on since.
        return region === disk.name || custodians.get(answer) === disk.region;
      };
      return told
        .filter((one) => one.atMs < restartedMs && isMissing(one))
        .map(
          ({ command, answer }) =>
            `When ${disk.name} was killed the ${command} ${answer}, acknowledged before, was not on its disk.`,
        );
    });
    return [...nowhere, ...lost];
  },
};
