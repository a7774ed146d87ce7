import type { FinalRegion } from '../final.ts';
import { type Checker, eventsOf } from './checker.ts';

/** Regions in which the bytes of a file must be in the end, as of the issue that they belong to. */
const regionsMin = 2;

/**
 * Files that were acknowledged: that both sides can open them, and that their bytes are where the documents say. Where
 * there are none, it has nothing to say.
 */
export const files: Checker = {
  name: 'files',
  promise:
    'A file that was acknowledged with an issue or a line is opened whole by who may see it, and its bytes are in two regions.',
  check: ({ events, final }) => {
    const opened = eventsOf(events, 'opened');
    const saw = new Set(eventsOf(events, 'saw').map(({ person }) => person));
    const notWhole = opened
      .filter(({ got }) => got !== 'all of it')
      .map(
        ({ person, issue, file, got }) => `${person} opened file ${file} of issue ${issue}, and got ${got}.`,
      );
    const neverShown = eventsOf(events, 'attached')
      .filter(
        ({ person, issue, file }) =>
          saw.has(person) &&
          !opened.some((one) => one.person === person && one.issue === issue && one.file === file),
      )
      .map(
        ({ person, issue, file }) =>
          `${person} attached file ${file} to issue ${issue}, which does not show it.`,
      );
    return [...notWhole, ...neverShown, ...misplaced(final)];
  },
};

function misplaced(final: readonly FinalRegion[]): string[] {
  const looked = final.filter(({ blobs }) => blobs !== undefined);
  const all = looked.flatMap(({ name, files, blobs = [] }) =>
    files.map((file) => ({ ...file, name, isHere: blobs.includes(file.sha256) })),
  );
  const absent = all
    .filter(({ bytes, isHere }) => bytes === 'wanted' || (bytes === 'kept' && !isHere))
    .map(
      ({ name, id, issueId, bytes }) =>
        `${name} has file ${id} of issue ${issueId} as ${bytes}, without its bytes.`,
    );
  const hashes = new Map(all.map(({ sha256, id }) => [sha256, id]));
  const alone =
    looked.length < regionsMin
      ? []
      : [...hashes]
          .map(([sha256, id]) => ({
            id,
            count: looked.filter(({ blobs = [] }) => blobs.includes(sha256)).length,
          }))
          .filter(({ count }) => count < regionsMin)
          .map(({ id, count }) => `The bytes of file ${id} are in ${count} regions.`);
  return [...absent, ...alone];
}
