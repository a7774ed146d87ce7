import type { OfferId, RegionId } from '../../node/core/ids.ts';
import type { FinalRegion } from '../final.ts';
import type { SeenEntry } from '../seen.ts';
import { type Checker, type Evidence, eventsOf } from './checker.ts';

/** Graceful leave: a region that goes takes nothing with it that anybody may still want, and bothers nobody meanwhile. */
export const left: Checker = {
  name: 'left',
  promise:
    'A region that leaves offers nobody anything from then on; when it has left, it has nothing under way, and nothing to tell.',
  check: (evidence) => [
    ...offers(evidence),
    ...(evidence.left ?? []).flatMap((region) => remains(region, notWaitedFor(region, evidence))),
  ],
};

/** Regions that were down, and that an admin did not want to wait for. */
const notWaitedFor = ({ region }: FinalRegion, { events }: Evidence): ReadonlySet<RegionId> =>
  new Set(eventsOf(events, 'went-on').flatMap(({ lost, without }) => (lost === region ? without : [])));

/** Offers, holds and work that began after the region had begun to leave: open offers end in that commit. */
const offers = ({ events }: Evidence): string[] => {
  const leaving = new Set<RegionId>();
  const open = new Map<RegionId, Set<OfferId | string>>();
  const phases = new Map<string, { readonly region: RegionId; readonly entry: SeenEntry }>();
  const violations: string[] = [];
  for (const { atMs, region, changes } of eventsOf(events, 'committed')) {
    const known = open.get(region) ?? new Set();
    open.set(region, known);
    for (const change of changes) {
      if (change.in !== 'entries') continue;
      const { id, phase } = change.doc;
      if (phase.at !== 'held' && phase.at !== 'offered' && phase.at !== 'assigned') continue;
      const isWork = phase.at === 'assigned';
      const key = `${id} ${isWork} ${phase.offerId ?? ''} ${phase.expert?.id ?? ''}`;
      if (leaving.has(region) && !known.has(key))
        violations.push(
          `At ${atMs} ms ${region}, which was leaving, had an expert ${phase.at} for entry ${id}.`,
        );
      known.add(key);
    }
    for (const change of changes)
      if (change.in === 'entries') phases.set(`${region} ${change.doc.id}`, { region, entry: change.doc });
    const begins = changes.some((change) => change.in === 'drains' && change.doc.stage === 'finishing');
    if (!begins || leaving.has(region)) continue;
    leaving.add(region);
    for (const { region: at, entry } of phases.values())
      if (at === region && (entry.phase.at === 'offered' || entry.phase.at === 'held'))
        violations.push(
          `At ${atMs} ms ${region} began to leave, and its entry ${entry.id} was still ${entry.phase.at}.`,
        );
  }
  return violations;
};

const remains = (
  { name, issues, entries, outbox, copies }: FinalRegion,
  away: ReadonlySet<RegionId>,
): string[] => [
  ...issues.map(({ id }) => `${name} has left, and issue ${id} is still its own.`),
  ...entries
    .filter(({ phase }) => ['held', 'offered', 'assigned'].includes(phase.at))
    .map(({ id, phase }) => `${name} has left, and its entry ${id} is ${phase.at}.`),
  ...outbox
    .filter(({ to }) => !away.has(to))
    .map(({ to, message }) => `${name} has left without telling ${to} its ${message.type}.`),
  ...copies
    .filter(({ issue }) => !away.has(issue.origin))
    .map(({ id }) => `${name} has left with a copy of issue ${id}.`),
];
