import type { AccountId, EntryId, RegionId } from '../../node/core/ids.ts';
import type { SeenEntry, SeenProfile } from '../seen.ts';
import { AdoptionsSeen } from './adoptions.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

/** The category that every expert takes. */
const openCategory = 'other';

/** What is offered is looked at with each commit of the region, for whoever goes away takes no offer with them. */
export const offeredToWhom: Checker = {
  name: 'offered-to-whom',
  promise:
    "Offers are open only at verified experts who are online and know the category, and never at the issue's own user.",
  check: ({ events }) => {
    const profiles = new Map<AccountId, SeenProfile>();
    const verified = new Set<AccountId>();
    const offered = new Map<EntryId, { readonly entry: SeenEntry; readonly at: RegionId }>();
    const adoptions = new AdoptionsSeen();
    const told = new Set<EntryId>();
    const violations: string[] = [];
    for (const onDisk of diskChanges(events)) {
      adoptions.onChange(onDisk);
      const { atMs, region, changes } = onDisk;
      for (const change of changes) {
        if (change.in === 'profiles') profiles.set(change.doc.id, change.doc);
        if (change.in === 'accounts' && change.doc.home === region) {
          if (change.doc.verification === 'verified') verified.add(change.doc.id);
          else verified.delete(change.doc.id);
        }
        if (change.in !== 'entries') continue;
        if (change.doc.phase.at === 'offered') offered.set(change.doc.id, { entry: change.doc, at: region });
        else offered.delete(change.doc.id);
      }
      for (const { entry, at } of offered.values()) {
        // The experts of a region that was declared gone are at another, and it has not heard of that.
        const wrong =
          told.has(entry.id) || adoptions.isGone(at) ? undefined : wrongAbout(entry, profiles, verified);
        if (wrong === undefined) continue;
        told.add(entry.id);
        violations.push(
          `At ${atMs} ms entry ${entry.id} is offered to ${entry.phase.expert?.id}, who ${wrong}.`,
        );
      }
    }
    return violations;
  },
};

const wrongAbout = (
  { issue, phase }: SeenEntry,
  profiles: ReadonlyMap<AccountId, SeenProfile>,
  verified: ReadonlySet<AccountId>,
): string | undefined => {
  const profile = phase.expert && profiles.get(phase.expert.id);
  if (profile === undefined) return 'is no expert there';
  if (profile.id === issue.userId) return 'submitted the issue';
  if (!verified.has(profile.id)) return 'is not verified';
  if (profile.presence !== 'online') return 'is away';
  return issue.category === openCategory || profile.categories.includes(issue.category)
    ? undefined
    : `does not know ${issue.category}`;
};
