import { signal } from '@preact/signals';
import type { StoredFile } from '../../node/schemas/stored-files.ts';
import { api } from './api.ts';

export type StoredFiles = readonly StoredFile[];

/** Pages of files asked for: more than a chat that people still read has. */
const pagesMax = 5;

/** Files that are shown: only for an issue with some is it asked where they are. */
export const filesInView = signal<{ readonly issueId: string; readonly ids: ReadonlySet<string> }>({
  issueId: '',
  ids: new Set(),
});

/** Where the files of the issue in view are, as far as it is known. */
export const storedFiles = signal<StoredFiles>([]);

/** To be called by whatever shows files of an issue. */
export function showFiles(issueId: string, ids: readonly string[]): void {
  const { value: before } = filesInView;
  const known = before.issueId === issueId ? before.ids : new Set<string>();
  if (known.size > 0 && ids.every((id) => known.has(id))) return;
  if (known.size === 0) storedFiles.value = [];
  filesInView.value = { issueId, ids: new Set([...known, ...ids]) };
}

/** @throws ApiProblem */
export async function readStoredFiles(issueId: string): Promise<StoredFiles> {
  const files: StoredFile[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const { items, next } = await api.storedFiles(issueId, after);
    files.push(...items);
    if (next === undefined) break;
    after = next;
  }
  return files;
}

/** The fewest regions that any of them is in: of all of them no more can be promised. */
export const fewestRegions = (files: StoredFiles): number =>
  Math.min(...files.map(({ storedIn }) => storedIn.length));
