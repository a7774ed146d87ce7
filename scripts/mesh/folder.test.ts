/** A mesh's folder is emptied only when nobody works on it. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openLmdbStore } from '../../node/store/lmdb.ts';
import { openMeshFolder, secretFileOf } from './folder.ts';
import { MeshProblem } from './problem.ts';

const test = suite<{ dir: string }>('the folder of a mesh');
test.before.each(async (context) => {
  context.dir = await mkdtemp(join(tmpdir(), 'gv-folder-'));
});
test.after.each(({ dir }) => rm(dir, { recursive: true }));

test('what a running node works on is not emptied; once it has stopped, it is', async ({ dir }) => {
  await writeFile(secretFileOf(dir), 'secret');
  await mkdir(join(dir, 'south'));
  const store = await openLmdbStore({ path: join(dir, 'north', 'store'), specs: {} });
  try {
    const refused = await openMeshFolder(dir, true).catch((error: unknown) => error);
    assert.instance(refused, MeshProblem);
    assert.match(String(refused), /the node of north is running/);
    assert.equal((await readdir(dir)).sort(), ['mesh-secret', 'north', 'south']);
  } finally {
    await store.close();
  }
  await openMeshFolder(dir, true);
  assert.equal(await readdir(dir), ['demo.json']);
});

test.run();
