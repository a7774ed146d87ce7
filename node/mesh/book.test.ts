import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../core/ids.ts';
import type { Change, Log, Store, Stored } from '../ports.ts';
import { createMemoryBook, createStoreBook } from './book.ts';
import type { RegionRecord } from './membership-record.ts';

const recordOf = (id: string, bootEpoch: number): RegionRecord => ({
  region: RegionId.parse(id),
  name: `Region ${id}`,
  url: 'http://localhost:8000',
  addresses: [`sim://${id}`],
  bootEpoch,
  seq: 0,
  version: '0.1.0',
  signature: 'c2ln',
});

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Just enough of a store: it keeps versions as the port says and complains about a wrong one. */
const fakeStore = () => {
  const documents = new Map<string, Stored>();
  const commits: Change['kind'][] = [];
  const faults = { isDown: false };
  const store: Store = {
    get: async (_collection, id) => documents.get(id),
    query: async () => ({ items: [...documents.values()] }),
    commit: async (changes) => {
      if (faults.isDown) throw new Error('the disk is full');
      for (const change of changes) {
        commits.push(change.kind);
        const version = documents.get(change.id)?.version ?? 0;
        if (change.kind === 'remove') throw new Error('a book forgets nobody');
        assert.is(change.kind === 'replace' ? change.version : 0, version);
        documents.set(change.id, { id: change.id, doc: change.doc, version: version + 1 });
      }
    },
    close: async () => {},
  };
  return { store, documents, commits, faults };
};

const rest = () => new Promise((resolve) => setImmediate(resolve));

test('a memory book keeps the newest record of each region', async () => {
  const book = createMemoryBook();
  book.save(recordOf('a', 2));
  book.save(recordOf('a', 1));
  book.save(recordOf('b', 1));
  assert.equal(await book.load(), [recordOf('a', 2), recordOf('b', 1)]);
});

test('a stored book is there after a restart, and is written in order with the right versions', async () => {
  const { store, commits } = fakeStore();
  const book = createStoreBook(store, silent);
  assert.equal(await book.load(), []);
  book.save(recordOf('a', 1));
  book.save(recordOf('a', 2));
  book.save(recordOf('a', 1));
  book.save(recordOf('b', 1));
  await rest();
  const next = createStoreBook(store, silent);
  assert.equal(await next.load(), [recordOf('a', 2), recordOf('b', 1)]);
  next.save(recordOf('a', 3));
  await rest();
  assert.equal(await createStoreBook(store, silent).load(), [recordOf('a', 3), recordOf('b', 1)]);
  assert.equal(commits, ['insert', 'replace', 'insert', 'replace']);
});

test('a store that fails harms nobody, and what is unreadable is left out', async () => {
  const { store, faults, documents } = fakeStore();
  documents.set('x', { id: 'x', doc: { region: 'x' }, version: 1 });
  const book = createStoreBook(store, silent);
  assert.equal(await book.load(), []);
  book.save(recordOf('x', 1));
  await rest();
  assert.is(documents.get('x')?.version, 2, 'what was unreadable is written anew');
  faults.isDown = true;
  book.save(recordOf('a', 1));
  await rest();
  faults.isDown = false;
  book.save(recordOf('a', 2));
  await rest();
  assert.equal(documents.get('a')?.doc.bootEpoch, 2);
});

test.run();
