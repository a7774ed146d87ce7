import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import type { Log, Store } from '../ports.ts';
import { Problem } from '../problem.ts';
import { MemoryDisk } from '../store/memory.ts';
import { Ledger } from './ledger.ts';
import { Table } from './table.ts';

const test = suite('ledger');

type Note = { readonly text: string; readonly isOpen: boolean };

const specs = { notes: { indexes: { live: { fields: ['live'] } } }, log: { indexes: {} } } as const;
const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const need = (table: Table<Note>, id: string) => ({ table, id });

/** A ledger with one table whose closed notes leave memory, on a disk that counts its commits. */
const begin = async (disk = new MemoryDisk()) => {
  const clock = new VirtualClock();
  const commits: number[] = [];
  const inner = disk.open(specs);
  const store: Store = {
    get: (collection, id) => inner.get(collection, id),
    query: (collection, index, range, options) => inner.query(collection, index, range, options),
    commit: (changes) => {
      commits.push(changes.length);
      return inner.commit(changes);
    },
    close: () => inner.close(),
  };
  const notes = new Table<Note>({
    collection: 'notes',
    isLive: ({ isOpen }) => isOpen,
    groups: { text: ({ text }) => text },
  });
  const ledger = new Ledger({ store, clock, log: silentLog, tables: [notes] });
  await ledger.open();
  const put = (id: string, text: string, isOpen = true) =>
    ledger.run((transaction) => transaction.put(notes, id, { text, isOpen }), [need(notes, id)]);
  const stored = async (id: string) => (await inner.get('notes', id))?.doc.text;
  return { clock, disk, store: inner, notes, ledger, commits, put, stored };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

const codeOf = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

test('a command that throws changes nothing, in memory or in the store', async () => {
  const { ledger, notes, commits, put, stored } = await begin();
  await put('a', 'one');
  const before = commits.length;
  const failed = ledger.run((transaction) => {
    transaction.put(notes, 'a', { text: 'two', isOpen: true });
    transaction.put(notes, 'b', { text: 'new', isOpen: true });
    transaction.remove(notes, 'a');
    transaction.append('log', '1', { said: true });
    throw new Error('no');
  });
  assert.is(await codeOf(failed), 'Error: no');
  assert.equal(notes.get('a'), { text: 'one', isOpen: true });
  assert.is(notes.get('b'), undefined);
  assert.equal(notes.groupKeys('text'), ['one']);
  assert.is(await stored('a'), 'one');
  assert.is(commits.length, before);
});

test('commands of one turn share one commit, in their order, all or nothing', async () => {
  const { put, commits, stored } = await begin();
  await Promise.all([put('a', 'one'), put('b', 'two'), put('a', 'three'), put('c', 'four', false)]);
  assert.equal(commits, [3]);
  assert.is(await stored('a'), 'three');
  assert.is(await stored('c'), 'four');
});

test('what was decided is told at once, what is durable later; undone, nothing after it is kept either', async () => {
  const { ledger, notes, disk, commits, stored } = await begin();
  const put = (id: string, text: string) =>
    ledger.decide((transaction) => transaction.put(notes, id, { text, isOpen: true }), [need(notes, id)]);
  disk.breakWith('stalled');
  const first = await put('a', 'one');
  const second = await put('a', `${notes.get('a')?.text} and two`);
  await turn();
  assert.is(await stored('a'), undefined);
  disk.mend();
  await Promise.all([first.durable, second.durable]);
  assert.is(await stored('a'), 'one and two');
  assert.equal(commits, [1, 1]);

  disk.breakWith('full');
  const decided = await Promise.all([put('a', 'three'), put('b', 'four')]);
  for (const { durable } of decided) assert.is(await codeOf(durable), 'store-unavailable');
  assert.is(await codeOf(put('c', 'five')), 'store-unavailable');
  assert.is(await stored('a'), 'one and two');
});

test('versions keep in step however often a document is written, within and across batches', async () => {
  const { ledger, notes, put, store } = await begin();
  await ledger.run((transaction) => {
    transaction.put(notes, 'a', { text: '1', isOpen: true });
    transaction.put(notes, 'a', { text: '2', isOpen: true });
  });
  const inFlight = put('a', '3');
  await Promise.resolve();
  await Promise.resolve();
  const next = [put('a', '4'), put('a', '5', false), put('a', '6')];
  await Promise.all([inFlight, ...next]);
  await ledger.run((transaction) => {
    transaction.remove(notes, 'a');
    transaction.put(notes, 'a', { text: '7', isOpen: true });
  });
  const kept = await store.get('notes', 'a');
  assert.is(kept?.doc.text, '7');
  assert.is(kept?.version, notes.row('a')?.version);
  await ledger.run((transaction) => {
    transaction.put(notes, 'b', { text: 'brief', isOpen: true });
    transaction.remove(notes, 'b');
  });
  assert.is(await store.get('notes', 'b'), undefined);
  await ledger.run((transaction) => transaction.remove(notes, 'a'));
  await put('a', '8');
  assert.is((await store.get('notes', 'a'))?.version, 1);
});

test('a closed document leaves memory after its commit and comes back when a command needs it', async () => {
  const { ledger, notes, put } = await begin();
  await put('a', 'closed', false);
  assert.is(notes.get('a'), undefined);
  const seen = await ledger.read(() => notes.get('a')?.text, [need(notes, 'a')]);
  assert.is(seen, 'closed');
  assert.is(notes.get('a'), undefined);
});

test('concurrent commands on a document that is not in memory each see what the one before made of it', async () => {
  const { ledger, notes, put, stored } = await begin();
  await put('a', '', false);
  const add = (letter: string) =>
    ledger.run(
      (transaction) => {
        const text = `${notes.get('a')?.text ?? '?'}${letter}`;
        transaction.put(notes, 'a', { text, isOpen: false });
      },
      [need(notes, 'a')],
    );
  const first = [add('a'), add('b')];
  await Promise.resolve();
  const second = [add('c')];
  await first[0];
  const third = [add('d')];
  await Promise.all([...first, ...second, ...third]);
  assert.is(await stored('a'), 'abcd');
  assert.is(notes.size, 0);
});

test('what a read returns is durable: it waits for the batch that wrote it', async () => {
  const { ledger, notes, put, disk } = await begin();
  await put('a', 'one');
  disk.breakWith('stalled');
  const written = put('a', 'two');
  await turn();
  let seen: string | undefined;
  const read = ledger
    .read(() => notes.get('a')?.text)
    .then((text) => {
      seen = text;
    });
  await turn();
  assert.is(seen, undefined);
  disk.mend();
  await Promise.all([written, read]);
  assert.is(seen, 'two');
});

test('a failed commit refuses all who wait, and the region goes on with what the store has', async () => {
  const { clock, disk, notes, ledger, put, stored } = await begin();
  await put('a', 'kept');
  disk.breakWith('full');
  const codes = await Promise.all([codeOf(put('a', 'lost')), codeOf(put('b', 'lost too'))]);
  assert.equal(codes, ['store-unavailable', 'store-unavailable']);
  assert.not(ledger.isReady);
  assert.is(await codeOf(put('a', 'at once')), 'store-unavailable');
  disk.mend();
  await clock.advance(300);
  assert.ok(ledger.isReady);
  assert.is(notes.get('a')?.text, 'kept');
  assert.is(notes.get('b'), undefined);
  await put('a', 'again');
  assert.is(await stored('a'), 'again');
});

test('while the store cannot be read, memory keeps what it had, and the region tries again until it can', async () => {
  const { clock, disk, notes, ledger, put } = await begin();
  await put('a', 'kept');
  disk.breakWith('unavailable');
  assert.is(await codeOf(put('a', 'lost')), 'store-unavailable');
  await clock.advance(20_000);
  assert.not(ledger.isReady);
  assert.ok(notes.get('a'), 'who looks at memory must not find everybody gone');
  disk.mend();
  await clock.advance(5_100);
  assert.ok(ledger.isReady);
  assert.is(notes.get('a')?.text, 'kept');
});

test('an outcome that is unknown is read from the store: what was kept counts', async () => {
  const { clock, disk, notes, put } = await begin();
  await put('a', 'one');
  disk.breakWith('answer-lost');
  assert.is(await codeOf(put('a', 'two')), 'store-unavailable');
  await clock.advance(300);
  assert.is(notes.get('a')?.text, 'two');
  await put('a', 'three');
  assert.is(notes.row('a')?.version, 3);
});

test('a second writer is noticed, and what it wrote counts', async () => {
  const { clock, store, notes, put } = await begin();
  await put('a', 'mine');
  await store.commit([
    {
      kind: 'replace',
      collection: 'notes',
      id: 'a',
      version: 1,
      doc: { text: 'theirs', isOpen: true, live: 1 },
    },
  ]);
  assert.is(await codeOf(put('a', 'mine again')), 'store-unavailable');
  await clock.advance(300);
  assert.is(notes.get('a')?.text, 'theirs');
});

test('with a disk that hangs, new commands are refused at once, and it goes on when the disk does', async () => {
  const { clock, disk, ledger, put, stored } = await begin();
  disk.breakWith('stalled');
  const hanging = put('a', 'one');
  await clock.advance(5_000);
  assert.not(ledger.isReady);
  assert.is(await codeOf(put('b', 'two')), 'store-unavailable');
  disk.mend();
  await hanging;
  assert.ok(ledger.isReady);
  await put('b', 'two');
  assert.is(await stored('b'), 'two');
});

test('effects wait for their commit, in order, and never happen when it fails', async () => {
  const { clock, disk, ledger, notes } = await begin();
  const done: string[] = [];
  const say = (text: string) =>
    ledger.run((transaction) => {
      transaction.put(notes, text, { text, isOpen: true });
      transaction.afterCommit(() => done.push(text));
    });
  const both = [say('a'), say('b')];
  assert.equal(done, []);
  await Promise.all(both);
  assert.equal(done, ['a', 'b']);
  disk.breakWith('full');
  await codeOf(say('c'));
  disk.mend();
  await clock.advance(300);
  assert.equal(done, ['a', 'b']);
});

test('a step added to every command is part of its transaction', async () => {
  const { ledger, notes, put, commits } = await begin();
  let runs = 0;
  ledger.onCommand((transaction) => {
    runs += 1;
    if (notes.get('copy')?.text !== notes.get('a')?.text)
      transaction.put(notes, 'copy', { text: notes.get('a')?.text ?? '', isOpen: true });
  });
  await put('a', 'one');
  assert.is(notes.get('copy')?.text, 'one');
  assert.equal(commits, [2]);
  await ledger.read(() => notes.get('a'));
  assert.is(runs, 1, 'a look changes nothing and starts nothing');
});

test('closing waits for what was decided and refuses the rest', async () => {
  const { ledger, notes, put, stored } = await begin();
  const last = ledger.run((transaction) => transaction.put(notes, 'a', { text: 'last', isOpen: true }));
  await ledger.close();
  await last;
  assert.is(await stored('a'), 'last');
  assert.is(await codeOf(put('a', 'too late')), 'store-unavailable');
});

test('groups follow their documents', () => {
  const table = new Table<Note>({ collection: 'notes', groups: { text: ({ text }) => text || undefined } });
  const row = (text: string) => ({ doc: { text, isOpen: true }, version: 1 });
  table.set('1', row('a'));
  table.set('2', row('a'));
  table.set('1', row('b'));
  assert.is(table.inGroup('text', 'a').length, 1);
  assert.equal(table.groupKeys('text').sort(), ['a', 'b']);
  table.set('2', row(''));
  assert.equal(table.groupKeys('text'), ['b']);
  table.clear();
  assert.equal(table.groupKeys('text'), []);
  assert.is(table.size, 0);
});

test('commits are counted with what they store, over crashes and failures', async () => {
  const disk = new MemoryDisk();
  const countIn = { collection: 'log', id: 'commits' };
  const open = async () => {
    const store = disk.open(specs);
    const notes = new Table<Note>({ collection: 'notes' });
    const clock = new VirtualClock();
    const ledger = new Ledger({ store, clock, log: silentLog, tables: [notes], countIn });
    await ledger.open();
    const put = (id: string) =>
      ledger.run((transaction) => transaction.put(notes, id, { text: id, isOpen: true }));
    return { ledger, clock, put };
  };
  const first = await open();
  assert.is(first.ledger.commits, 0);
  await first.put('a');
  await first.put('b');
  await first.ledger.read(() => undefined);
  assert.is(first.ledger.commits, 2, 'a look commits nothing');
  disk.breakWith('answer-lost');
  assert.is(await codeOf(first.put('c')), 'store-unavailable');
  assert.is(first.ledger.commits, 2, 'it is not known to be on the disk');
  assert.ok(await first.clock.advanceUntil(() => first.ledger.isReady, 10_000));
  assert.is(first.ledger.commits, 3, 'and it was');
  disk.crash();
  assert.is((await open()).ledger.commits, 3);
});

test.run();
