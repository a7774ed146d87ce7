/** The folder of a mesh: what is in it, emptying it, and what its accounts' passwords are. */
import { randomInt } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataUnusable, ensureDataDir } from '../../node/prepare.ts';
import { isLmdbInUse } from '../../node/store/lmdb-owner.ts';
import { MeshProblem } from './problem.ts';

export const secretFileOf = (dir: string) => join(dir, 'mesh-secret');
export const stateFileOf = (dir: string) => join(dir, 'demo.json');

/** What has to be remembered between starts; readable by the owner only. */
const State = z.object({
  adminPassword: z.string(),
  /** Of all demo users and experts. */
  demoPassword: z.string(),
  /** Whether all demo accounts have been made. */
  isDemoMade: z.boolean(),
});
export type State = z.infer<typeof State>;

/** Without 0, 1, l, o and i, which are easily taken for one another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen letters in groups of four, 79 bits: typed by hand, never guessed. */
const newPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join(''),
  ).join('-');

const entriesOf = (dir: string): Promise<string[]> => readdir(dir).catch(() => []);

/**
 * Makes the folder ready and returns its state, new at the first start.
 * @param isFresh empties it first, if it is a mesh's
 * @throws MeshProblem when it cannot be used, or is to be emptied and does not look like a mesh's or has a node running
 */
export const openMeshFolder = async (dir: string, isFresh: boolean): Promise<State> => {
  if (isFresh) await empty(dir);
  try {
    await ensureDataDir(dir);
  } catch (error) {
    throw error instanceof DataUnusable ? new MeshProblem(error.message, { cause: error }) : error;
  }
  const text = await readFile(stateFileOf(dir), 'utf8').catch(() => undefined);
  if (text !== undefined) {
    const state = State.safeParse(parseJson(text));
    if (state.success) return state.data;
    throw new MeshProblem(
      `${stateFileOf(dir)} is damaged, so nobody could sign in: start anew with --fresh.`,
    );
  }
  if ((await entriesOf(dir)).includes('mesh-secret')) {
    throw new MeshProblem(
      `${dir} holds a mesh, but ${stateFileOf(dir)} with its passwords is missing: start anew with --fresh.`,
    );
  }
  const state = { adminPassword: newPassword(), demoPassword: newPassword(), isDemoMade: false };
  await saveState(dir, state);
  return state;
};

/** Replaces the file as a whole, so that a crash leaves the old or the new one. */
export const saveState = async (dir: string, state: State): Promise<void> => {
  const file = stateFileOf(dir);
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
};

const empty = async (dir: string): Promise<void> => {
  const entries = await entriesOf(dir);
  if (entries.length === 0) return;
  if (!entries.includes('mesh-secret') && !entries.includes('demo.json')) {
    throw new MeshProblem(
      `${dir} is not emptied: it does not look like the folder of a mesh (neither mesh-secret nor demo.json is in it). Choose another with --data.`,
    );
  }
  for (const entry of entries) {
    // The ports tell nothing: a mesh that runs on others would lose its issues while people work.
    if (await isLmdbInUse(join(dir, entry, 'store'))) {
      throw new MeshProblem(
        `${dir} is not emptied: the node of ${entry} is running on it. Stop it first, or choose another folder with --data.`,
      );
    }
  }
  await Promise.all(entries.map((entry) => rm(join(dir, entry), { recursive: true, force: true })));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
