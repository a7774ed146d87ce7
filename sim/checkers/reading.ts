import type { IssueId, RegionId } from '../../node/core/ids.ts';
import type { Marks, Position } from '../../node/core/reading.ts';
import type { FinalRegion } from '../final.ts';
import type { SeenIssue } from '../seen.ts';
import type { Checker, Evidence } from './checker.ts';
import { diskChanges } from './disks.ts';

/** How far people have come with a chat never falls back, and in the end all who have a part in it know the same. */
export const reading: Checker = {
  name: 'reading',
  promise:
    'What somebody has read stays read at every region; after healing and quiet, an issue’s origin, owner and custodian know the same of it.',
  check: ({ events, final }) => [...backward(events), ...unlike(final)],
};

const positionsOf = (marks: Marks): Map<string, number> =>
  new Map(
    marks.flatMap(({ reader, read, delivered }) =>
      Object.entries({ read, delivered }).flatMap(([what, position]: [string, Position]) =>
        Object.entries(position).map(([writer, n]) => [`${reader} ${what} ${writer}`, n] as const),
      ),
    ),
  );

const backward = (events: Evidence['events']): string[] => {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return diskChanges(events).flatMap(({ atMs, region, changes, isPutBack }) =>
    changes.flatMap((change) => {
      if (change.in !== 'chats') return [];
      const key = `${region} ${change.doc.id}`;
      const now = positionsOf(change.doc.marks);
      const before = known.get(key) ?? new Map<string, number>();
      known.set(key, now);
      // A backup is older than what was there.
      if (isPutBack) return [];
      return [...before]
        .filter(([place, n]) => (now.get(place) ?? 0) < n)
        .map(
          ([place, n]) =>
            `At ${atMs} ms, "${place}" of issue ${change.doc.id} at ${region} fell back from ${n} to ${now.get(place) ?? 0}.`,
        );
    }),
  );
};

const marksAt = (final: readonly FinalRegion[], region: RegionId, id: IssueId): string | undefined => {
  const found = final.find((one) => one.region === region);
  if (found === undefined) return undefined;
  const marks = found.chats.find((chat) => chat.id === id)?.marks ?? [];
  return JSON.stringify([...positionsOf(marks)].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const partsOf = ({ phase, custody }: SeenIssue): RegionId[] => [
  ...(phase.owner === undefined ? [] : [phase.owner]),
  ...(custody === undefined ? [] : [custody.region]),
];

const unlike = (final: readonly FinalRegion[]): string[] =>
  final.flatMap(({ region, issues }) =>
    issues
      .filter(({ origin }) => origin === region)
      .flatMap((issue) => {
        const mine = marksAt(final, region, issue.id);
        return partsOf(issue).flatMap((other) => {
          const theirs = marksAt(final, other, issue.id);
          return theirs === undefined || theirs === mine
            ? []
            : [`Of issue ${issue.id}, ${region} knows ${mine}, and ${other} ${theirs}.`];
        });
      }),
  );
