import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { collections } from '../node/services/documents.ts';
import { MemoryDisk } from '../node/store/memory.ts';
import type { DiskFault } from '../node/store/memory-fault.ts';
import { anAccount, north } from './checkers/testing.ts';
import { Trace } from './trace.ts';
import { traced } from './traced-disk.ts';

const kept = async (fault?: DiskFault) => {
  const trace = new Trace(() => 0);
  const disk = new MemoryDisk({ onKept: traced({ region: north, trace }) });
  const store = disk.open(collections);
  if (fault !== undefined) disk.breakWith(fault);
  const doc = { ...anAccount() };
  const isTold = await store.commit([{ kind: 'insert', collection: 'accounts', id: doc.id, doc }]).then(
    () => true,
    () => false,
  );
  return { isTold, traced: trace.events.length };
};

test('a commit is in the trace once it is on the disk, even if nobody is told', async () => {
  assert.equal(await kept(), { isTold: true, traced: 1 });
  assert.equal(await kept('answer-lost'), { isTold: false, traced: 1 });
  assert.equal(await kept('full'), { isTold: false, traced: 0 });
});

test.run();
