import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { MemoryDisk } from '../node/store/memory.ts';
import { VirtualClock } from './clock.ts';
import { slowlyRead } from './slow-disk.ts';

test('a slow answer is as things were when it was asked for', async () => {
  const clock = new VirtualClock();
  const store = slowlyRead(
    new MemoryDisk().open({ notes: { indexes: {} } }),
    () => new Promise((resolve) => clock.after(100, resolve)),
  );
  await store.commit([{ kind: 'insert', collection: 'notes', id: 'a', doc: { id: 'a', n: 1 } }]);
  let seen: unknown;
  void store.get('notes', 'a').then((found) => {
    seen = found?.doc.n;
  });
  await store.commit([{ kind: 'replace', collection: 'notes', id: 'a', doc: { id: 'a', n: 2 }, version: 1 }]);
  await clock.advance(99);
  assert.is(seen, undefined);
  await clock.advance(1);
  assert.is(seen, 1);
});

test.run();
