import type { Epoch } from '../../node/core/epoch.ts';
import type { IssueId, RegionId } from '../../node/core/ids.ts';
import { AdoptionsSeen } from './adoptions.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

/** Far beyond what a mesh of a few regions needs in one attempt; more is a ping-pong. */
const handOffsPerAttemptMax = 24;

/** Every hand-off begins at the origin, so a path is one hop long; an attempt is a limited number of such paths. */
export const hops: Checker = {
  name: 'hops',
  invariant: 7,
  promise: `Only an issue's origin hands it over, never to itself nor to a region that gave it back in this attempt, and at most ${handOffsPerAttemptMax} times an attempt.`,
  check: ({ events }) => {
    const origins = new Map<IssueId, RegionId>();
    const attempts = new Map<string, Set<Epoch>>();
    const violations: string[] = [];
    const adoptions = new AdoptionsSeen();
    for (const onDisk of diskChanges(events)) {
      adoptions.onChange(onDisk);
      const { atMs, region, changes } = onDisk;
      if (onDisk.isPutBack) continue;
      for (const change of changes) {
        if (change.in === 'entries') {
          const { id, issueId, issue } = change.doc;
          const origin = origins.get(issueId) ?? issue.origin;
          // An owner may hear of an adoption before the adopter has made the issue its own, or after.
          if (!adoptions.areInLine(issue.origin, origin))
            violations.push(
              `At ${atMs} ms ${region} has entry ${id} from ${issue.origin}, not from ${origin}.`,
            );
        }
        if (change.in !== 'issues') continue;
        const { id, origin, epoch, attempt, visited, phase } = change.doc;
        origins.set(id, origin);
        if (phase.at === 'proposing' && phase.to !== undefined) {
          if (phase.to === origin) violations.push(`At ${atMs} ms ${origin} proposes issue ${id} to itself.`);
          if (visited.includes(phase.to))
            violations.push(
              `At ${atMs} ms issue ${id} is proposed to ${phase.to}, which gave it back in attempt ${attempt}.`,
            );
        }
        if (phase.at !== 'placed' || phase.owner === origin) continue;
        const key = `${id} in attempt ${attempt}`;
        const epochs = (attempts.get(key) ?? new Set<Epoch>()).add(epoch);
        attempts.set(key, epochs);
        if (epochs.size === handOffsPerAttemptMax + 1)
          violations.push(
            `At ${atMs} ms issue ${key} was handed over more than ${handOffsPerAttemptMax} times.`,
          );
      }
    }
    return violations;
  },
};
