/** Finds the test files. */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Where tests may stand: beside what they test. */
export const testedFolders = ['node', 'sim', 'scripts', 'web'] as const;

/**
 * All `*.test.ts` and `*.test.tsx` under `root`, in a stable order.
 * @param words only files whose path contains one of these; all, when there are none
 */
export const findTests = async (root: string, words: readonly string[]): Promise<string[]> => {
  const found = await Promise.all(
    testedFolders.map((folder) =>
      readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
};
