import type { RegionId } from '../../node/core/ids.ts';
import type { FinalRegion } from '../final.ts';
import type { SeenIssue } from '../seen.ts';
import type { Checker, Evidence } from './checker.ts';
import { diskChanges } from './disks.ts';

/** With more than one region, every issue of each is kept by another one: whole, and as it is. */
export const copies: Checker = {
  name: 'copies',
  invariant: 9,
  promise:
    'A copy only moves forward; after healing and quiet every issue is kept in two regions, and every copy, with its chat, equals its original.',
  check: ({ events, final }) => {
    const issues = new Map(
      final.flatMap(({ region, issues }) =>
        issues.filter(({ origin }) => origin === region).map((issue) => [issue.id, issue] as const),
      ),
    );
    return [
      ...backward(events),
      ...(final.length > 1 ? [...issues.values()].flatMap((issue) => unkept(issue, final)) : []),
      ...final.flatMap((region) => unlike(region, issues)),
      ...[...issues.values()].flatMap((issue) => unheard(issue, final)),
    ];
  },
};

/** A state that was overtaken by a newer one takes its place, if only for a while. */
const backward = (events: Evidence['events']): string[] => {
  const newest = new Map<string, SeenIssue>();
  return diskChanges(events).flatMap(({ atMs, region, changes, isPutBack }) =>
    changes.flatMap((change) => {
      if (change.in !== 'copies') return [];
      const { id, issue } = change.doc;
      const former = newest.get(`${region} ${id}`);
      newest.set(`${region} ${id}`, issue);
      // A backup is older than what was there.
      const isOlder =
        !isPutBack &&
        former !== undefined &&
        (issue.epoch < former.epoch || (issue.epoch === former.epoch && issue.revision < former.revision));
      return isOlder
        ? [
            `At ${atMs} ms the copy of issue ${id} at ${region} fell back to ${issue.epoch} ${issue.revision}.`,
          ]
        : [];
    }),
  );
};

const named = (final: readonly FinalRegion[], id: RegionId | undefined) =>
  final.find(({ region }) => region === id);

const unkept = ({ id, custody }: SeenIssue, final: readonly FinalRegion[]): string[] => {
  if (!custody) return [`Issue ${id} has no custodian, although all is quiet.`];
  const custodian = named(final, custody.region);
  if (!custody.isKept) return [`Issue ${id} is not yet kept by ${custodian?.name}, although all is quiet.`];
  return custodian?.copies.some((copy) => copy.id === id)
    ? []
    : [`Issue ${id} is said to be kept by ${custodian?.name}, which has no copy.`];
};

const unlike = ({ region, name, copies }: FinalRegion, issues: ReadonlyMap<string, SeenIssue>): string[] =>
  copies.flatMap(({ id, issue }) => {
    const original = issues.get(id);
    if (original === undefined) return [];
    const { custody, ...whole } = original;
    if (custody?.region !== region) return [`${name} keeps a copy of issue ${id}, which it was to drop.`];
    return JSON.stringify(issue) === JSON.stringify(whole)
      ? []
      : [`The copy of issue ${id} at ${name} is of ${issue.epoch} ${issue.revision}, not as its original.`];
  });

/** Lines that the origin has and the custodian has not. */
const unheard = ({ id, origin, custody }: SeenIssue, final: readonly FinalRegion[]): string[] => {
  const custodian = named(final, custody?.isKept ? custody.region : undefined);
  if (!custodian) return [];
  const linesAt = (region: FinalRegion | undefined) =>
    (region?.messages ?? []).filter((line) => line.issueId === id).map((line) => `${line.region}/${line.n}`);
  const kept = new Set(linesAt(custodian));
  return linesAt(named(final, origin))
    .filter((line) => !kept.has(line))
    .map((line) => `Line ${line} of issue ${id} is not at its custodian ${custodian.name}.`);
};
