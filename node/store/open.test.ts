import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StoreUnusable } from '../ports.ts';
import { failure } from './contract-kit.ts';
import { freePort } from './mongo-server.ts';
import { openStore } from './open.ts';

const specs = { notes: { indexes: {} } } as const;

const test = suite('open a store');

test('memory: and lmdb:PATH open a store that works', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-open-'));
  for (const location of ['memory:', `lmdb:${folder}`]) {
    const store = await openStore(location, specs);
    await store.commit([{ kind: 'insert', collection: 'notes', id: 'a', doc: {} }]);
    assert.is((await store.get('notes', 'a'))?.version, 1);
    await store.close();
  }
  await rm(folder, { recursive: true });
});

test('mongodb:// goes to the MongoDB adapter', async () => {
  const error = await failure(
    openStore(`mongodb://127.0.0.1:${await freePort()}/`, specs, { timeoutMs: 200 }),
  );
  // By name: under tsx's CommonJS an import() brings a second copy of every class.
  assert.is(error.name, 'StoreUnusable');
  assert.match(error.message, 'MongoDB');
});

test('any other location is refused with the forms there are, and is not repeated', async () => {
  for (const location of ['', 'lmdb:', './data', 'memory', 'mongo://user:secret@host', 'sqlite:x']) {
    const error = await failure(openStore(location, specs));
    assert.instance(error, StoreUnusable);
    assert.match(error.message, 'lmdb:PATH, mongodb://');
    assert.not.match(error.message, 'secret');
  }
});

test.run();
