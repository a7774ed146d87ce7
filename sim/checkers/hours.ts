import type { AccountId } from '../../node/core/ids.ts';
import { type WorkingHours, weekdays } from '../../node/core/working-hours.ts';
import type { SeenEntry, SeenProfile } from '../seen.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

/** What is left of somebody's availability outside their hours. */
const outsideFactor = 0.5;
/** Below it is rounding. */
const tolerance = 1e-9;
const [hourMs, minuteMs] = [3_600_000, 60_000];
const dayMs = 24 * hourMs;

/** The only time zone that simulated regions know. */
const zone = 'UTC';

/**
 * Looked at is each choice when it is first on a disk, if nothing else changed of the expert in the same commit: what came
 * before it then is not known.
 */
export const hours: Checker = {
  name: 'hours',
  promise:
    'The availability that an expert is chosen by is the share of offers that they answered in time, and half of that outside the hours they declared.',
  check: ({ events }) => {
    const profiles = new Map<string, SeenProfile>();
    const judged = new Set<string>();
    const known = new Set<string>();
    const violations: string[] = [];
    for (const { atMs, region, changes, isPutBack } of diskChanges(events)) {
      const changed = new Set<AccountId>();
      for (const change of changes) if (change.in === 'profiles') changed.add(change.doc.id);
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { id, issueId, issue, phase } = change.doc;
        const isNew = !known.has(id);
        known.add(id);
        if (!phase.why || !phase.expert || phase.since === undefined) continue;
        const key = `${issueId} ${phase.expert.id}`;
        const isJudged = judged.has(key);
        judged.add(key);
        // A seat that was held for another region was chosen before it was offered.
        const isHeldUnseen = isNew && phase.at === 'offered' && issue.origin !== region;
        const profile = profiles.get(`${region} ${phase.expert.id}`);
        if (isPutBack || isJudged || isHeldUnseen || changed.has(phase.expert.id) || !profile) continue;
        const wrong = wrongAbout(profile, phase.why, phase.since);
        if (wrong)
          violations.push(`At ${atMs} ms ${phase.expert.id} is chosen for issue ${issueId}, ${wrong}.`);
      }
      for (const change of changes)
        if (change.in === 'profiles') profiles.set(`${region} ${change.doc.id}`, change.doc);
    }
    return violations;
  },
};

function wrongAbout(
  { availability, workingHours }: SeenProfile,
  { terms }: NonNullable<SeenEntry['phase']['why']>,
  since: number,
): string | undefined {
  if (!availability) return undefined;
  const isKnown = workingHours?.timeZone === zone;
  const isOutside = isKnown && !isWithin(workingHours, since);
  const expected = isOutside ? availability.value * outsideFactor : availability.value;
  return Math.abs(terms.availability - expected) > tolerance
    ? `whose availability ${isOutside ? 'outside' : 'within'} their hours is ${expected}, and ${terms.availability} was counted`
    : undefined;
}

/** Whether one of the shifts that began today or yesterday lasts still. Reckoned in another way than the product does. */
function isWithin({ shifts }: WorkingHours, now: number): boolean {
  const today = Math.floor(now / dayMs);
  return [today, today - 1].some((day) =>
    shifts.some(({ days, from, to }) => {
      // 1 January 1970 was a Thursday.
      const name = weekdays[(day + weekdays.indexOf('thu')) % weekdays.length];
      const beginsAt = day * dayMs + ofDay(from);
      const lengthMs = ofDay(to) - ofDay(from);
      const isOn = now >= beginsAt && now < beginsAt + (lengthMs > 0 ? lengthMs : lengthMs + dayMs);
      return isOn && name !== undefined && days.includes(name);
    }),
  );
}

/** "HH:MM" in ms since midnight. */
const ofDay = (time: string): number => Number(time.slice(0, 2)) * hourMs + Number(time.slice(3)) * minuteMs;
