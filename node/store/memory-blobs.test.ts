import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StoreUnavailable } from '../ports.ts';
import { blobContract, pieces } from './blob-contract.ts';
import { failure } from './contract-kit.ts';
import { MemoryDisk } from './memory.ts';

blobContract('memory', async () => {
  const disk = new MemoryDisk();
  return {
    blobs: disk.openBlobs(),
    async reopen() {
      disk.crash();
      return disk.openBlobs();
    },
    destroy: async () => disk.crash(),
  };
});

const test = suite('blobs of a memory disk');
const options = { sizeMaxBytes: 1_000, at: 0 };

test('they share the faults of their disk', async () => {
  const disk = new MemoryDisk();
  const blobs = disk.openBlobs();
  const { sha256 } = await blobs.put(pieces('kept'), options);
  disk.breakWith('full');
  assert.instance(await failure(blobs.put(pieces('more'), options)), StoreUnavailable);
  assert.is(await blobs.size(sha256), 4, 'a full disk can still be read');
  disk.breakWith('unavailable');
  assert.instance(await failure(blobs.size(sha256)), StoreUnavailable);
  disk.mend();
  assert.is(await blobs.size(sha256), 4);
});

test('a crash loses what waits, and a backup has what was there', async () => {
  const disk = new MemoryDisk();
  const blobs = disk.openBlobs();
  const { sha256 } = await blobs.put(pieces('kept'), options);
  const backup = disk.image();
  disk.breakWith('stalled');
  const lost = failure(blobs.put(pieces('lost'), options));
  disk.crash();
  disk.mend();
  assert.instance(await lost, StoreUnavailable);
  const later = disk.openBlobs();
  await later.put(pieces('later'), options);
  disk.crash();
  disk.putBack(backup);
  assert.equal(await disk.openBlobs().list({ limit: 9 }), [{ sha256, at: 0 }]);
});

test.run();
