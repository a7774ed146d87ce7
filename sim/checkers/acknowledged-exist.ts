import type { FinalRegion } from '../final.ts';
import { type Checker, type Evidence, eventsOf, groupedBy } from './checker.ts';
import { lostDocs } from './lost.ts';

/** Nothing that a user was told is stored may be missing, or be in two places as two issues. */
export const acknowledgedExist: Checker = {
  name: 'acknowledged-exist',
  invariant: 1,
  promise:
    'An acknowledged issue exists, once, at its origin; or as its copy, where the disks that its acknowledgement named were lost but for that one.',
  check: (evidence) => [...lost(evidence), ...unlikeSaid(evidence), ...misplaced(evidence.final)],
};

const submissions = ({ events }: Evidence) =>
  eventsOf(events, 'answered').filter(({ command }) => command === 'submit');

/** Issues that no disk has, though one that was named has survived with all that it had by then. */
const lost = (evidence: Evidence): string[] => {
  const { events, final } = evidence;
  const kept = new Set(
    final.flatMap(({ issues, copies }) => [...issues, ...copies].map(({ id }) => String(id))),
  );
  const gone = new Set(
    [
      ...lostDocs(events, 'issues', ({ id }) => id).map(({ region, doc }) => ({ region, id: doc.id })),
      ...lostDocs(events, 'copies', ({ id }) => id).map(({ region, doc }) => ({ region, id: doc.id })),
      ...lostDocs(events, 'entries', ({ id }) => id).map(({ region, doc }) => ({ region, id: doc.issueId })),
    ].map(({ region, id }) => `${region} ${id}`),
  );
  const idOf = new Map(final.map(({ region, name }) => [name, region]));
  const isOnDisk = (name: string, id: string) => {
    const region = idOf.get(name);
    return region !== undefined && !gone.has(`${region} ${id}`);
  };
  const named = groupedBy(submissions(evidence), ({ answer }) => answer);
  return [...named]
    .filter(([id, replies]) => {
      const names = replies.flatMap(({ storedIn }) => storedIn ?? []);
      // An acknowledgement that names no region means the one that gave it, which is whole unless disks were lost.
      const isPromised = names.length === 0 ? gone.size === 0 : names.some((name) => isOnDisk(name, id));
      return !kept.has(id) && isPromised;
    })
    .map(([id]) => `Issue ${id} was acknowledged and is in no store.`);
};

/** A region that the acknowledgement names had the issue on its disk by then. */
const unlikeSaid = (evidence: Evidence): string[] => {
  const nameOf = new Map(evidence.final.map(({ region, name }) => [region, name]));
  const stored = new Set<string>();
  const complaints: string[] = [];
  for (const event of evidence.events) {
    if (event.kind === 'committed') {
      for (const { in: collection, doc } of event.changes) {
        const id = collection === 'entries' ? doc.issueId : 'id' in doc ? doc.id : undefined;
        const isOfIssue = collection === 'issues' || collection === 'copies' || collection === 'entries';
        if (isOfIssue) stored.add(`${nameOf.get(event.region)} ${id}`);
      }
    } else if (event.kind === 'answered' && event.command === 'submit') {
      for (const name of event.storedIn ?? []) {
        // Of a region that is not there at the end nobody knows the name.
        const isKnown = evidence.final.some((region) => region.name === name);
        if (!isKnown || stored.has(`${name} ${event.answer}`)) continue;
        complaints.push(`Issue ${event.answer} was said to be stored in ${name}, and was not.`);
      }
    }
  }
  return complaints;
};

const misplaced = (final: readonly FinalRegion[]): string[] => {
  const kept = final.flatMap(({ region, issues }) => issues.map((issue) => ({ region, issue })));
  const doubled = [...groupedBy(kept, ({ issue }) => String(issue.id))]
    .filter(([, records]) => records.length > 1)
    .map(([id, records]) => `Issue ${id} has a record in ${records.map(({ region }) => region).join(', ')}.`);
  const strayed = kept
    .filter(({ region, issue }) => issue.origin !== region)
    .map(({ region, issue }) => `Issue ${issue.id} of ${issue.origin} is kept as an issue of ${region}.`);
  return [...doubled, ...strayed];
};
