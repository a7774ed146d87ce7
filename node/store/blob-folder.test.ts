import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StoreUnavailable, StoreUnusable } from '../ports.ts';
import { blobContract, pieces } from './blob-contract.ts';
import { openBlobFolder } from './blob-folder.ts';
import { failure } from './contract-kit.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'grapevine-blobs-'));

blobContract('files', async () => {
  const folder = await newFolder();
  return {
    blobs: await openBlobFolder(folder),
    reopen: () => openBlobFolder(folder),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
});

const test = suite('blob folder');
const options = { sizeMaxBytes: 1_000, at: 1_700_000_000_000 };

test('a disk with little room takes no further files', async () => {
  const folder = await newFolder();
  const blobs = await openBlobFolder(folder, { reserveBytes: Number.MAX_SAFE_INTEGER });
  const error = await failure(blobs.put(pieces('x'), options));
  assert.instance(error, StoreUnavailable);
  assert.match(error.message, /no room/);
  assert.equal(await readdir(join(folder, 'incoming')), [], 'nothing is left of it');
  await rm(folder, { recursive: true });
});

test('a folder that has gone away is said to be unreachable', async () => {
  const folder = await newFolder();
  const blobs = await openBlobFolder(folder);
  await rm(folder, { recursive: true });
  assert.instance(await failure(blobs.put(pieces('x'), options)), StoreUnavailable);
  assert.not(existsSync(folder));
});

test('a file in the place of the folder is said so at the start', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'blobs'), '');
  assert.instance(await failure(openBlobFolder(join(folder, 'blobs'))), StoreUnusable);
  await rm(folder, { recursive: true });
});

test.run();
