import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReaderView } from '../../node/schemas/reading.ts';
import type { MessageView } from '../../node/schemas/views.ts';
import { ApiProblem } from './api.ts';
import { createChat, parseUnsent, type UnsentLine } from './chat.ts';
import { Draft, type KeyValue } from './drafts.ts';

/** A node's side of one chat: lines by arrival, each key once. */
class FakeNode {
  lines: MessageView[] = [];
  asked: number[] = [];
  posted: UnsentLine[] = [];
  isAway = false;
  region = 'North';
  readers: ReaderView[] = [];
  readonly pageSize = 2;

  add(text: string, place: { counter: number; region?: string; key?: string }): MessageView {
    const arrival = this.lines.length + 1;
    const line = {
      id: `${place.counter}/${place.region ?? 'North'}`,
      arrival,
      counter: place.counter,
      region: place.region ?? 'North',
      n: arrival,
      author: { id: 'leila', name: 'Leila', role: 'user' as const },
      text,
      at: 0,
      ...(place.key === undefined ? {} : { key: place.key }),
    };
    this.lines.push(line);
    return line;
  }
  read = async (after: number) => {
    this.asked.push(after);
    const rest = this.lines.filter((line) => line.arrival > after);
    return {
      items: rest.slice(0, this.pageSize),
      hasMore: rest.length > this.pageSize,
      region: this.region,
      readers: this.readers,
    };
  };
  post = async (line: UnsentLine) => {
    this.posted.push(line);
    if (this.isAway) throw new ApiProblem(0, 'offline', 'The node did not answer.');
    const before = this.lines.find(({ key }) => key === line.key);
    return before ?? this.add(line.text, { counter: 100 + this.lines.length, key: line.key });
  };
}

function setup() {
  const items = new Map<string, string>();
  const storage: KeyValue = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
  const node = new FakeNode();
  let keys = 0;
  const open = () =>
    createChat({
      read: node.read,
      post: node.post,
      unsent: new Draft(storage, 'leila', 'unsent', parseUnsent),
      newKey: () => `key${++keys}`,
    });
  return { node, open };
}
const texts = (lines: readonly { text: string }[]) => lines.map((line) => line.text);

test('reads only what arrived since the last time', async () => {
  const { node, open } = setup();
  for (const counter of [1, 2, 3]) node.add(`line ${counter}`, { counter });
  const chat = open();
  await chat.refresh();
  node.add('line 4', { counter: 4 });
  await chat.refresh();
  assert.equal(node.asked, [0, 2, 3]);
  assert.equal(texts(chat.lines.value), ['line 1', 'line 2', 'line 3', 'line 4']);
});

test('lines stand by counter, region and n, whatever their arrival', async () => {
  const { node, open } = setup();
  node.add('third', { counter: 2, region: 'West' });
  node.add('second', { counter: 2, region: 'East' });
  node.add('first', { counter: 1 });
  const chat = open();
  await chat.refresh();
  assert.equal(texts(chat.lines.value), ['first', 'second', 'third']);
});

test('a line is shown before it is confirmed, and once afterwards', async () => {
  const { node, open } = setup();
  const chat = open();
  const done = chat.send('Hello');
  assert.is(chat.pending.value[0]?.state, 'sending');
  await done;
  await chat.refresh();
  assert.equal([texts(chat.lines.value), chat.pending.value.length], [['Hello'], 0]);
  assert.is(node.lines.length, 1);
});

test('failed lines survive a reload and are sent again in order with their keys', async () => {
  const { node, open } = setup();
  node.isAway = true;
  const before = open();
  await before.send('one');
  await before.send('two');
  assert.equal(
    before.pending.value.map((line) => line.state),
    ['failed', 'failed'],
  );
  node.isAway = false;
  const after = open();
  assert.equal(texts(after.pending.value), ['one', 'two']);
  await after.resend();
  assert.equal(texts(node.lines), ['one', 'two']);
  assert.equal(
    node.posted.map((line) => line.key),
    ['key1', 'key1', 'key1', 'key2'],
  );
  assert.equal([after.pending.value.length, open().pending.value.length], [0, 0]);
});

test('a line whose reply was lost is not doubled by sending it again', async () => {
  const { node, open } = setup();
  const chat = open();
  node.isAway = true;
  await chat.send('Hello');
  node.isAway = false;
  node.add('Hello', { counter: 1, key: 'key1' });
  await chat.refresh();
  assert.equal([texts(chat.lines.value), chat.pending.value.length], [['Hello'], 0]);
  await chat.resend();
  assert.is(node.lines.length, 1);
});

test('a note stays a note through failure, reload and sending again', async () => {
  const { node, open } = setup();
  node.isAway = true;
  await open().send('Between us', { isInternal: true });
  node.isAway = false;
  const after = open();
  assert.is(after.pending.value[0]?.isInternal, true);
  await after.resend();
  assert.equal(
    node.posted.map(({ isInternal }) => isInternal),
    [true, true],
  );
});

test('a line that is written after one that failed waits for it: they never change places', async () => {
  const { node, open } = setup();
  node.isAway = true;
  const chat = open();
  await chat.send('one');
  const refusing = chat.send('two');
  await refusing;
  node.isAway = false;
  await chat.send('three');
  assert.equal(texts(node.lines), ['one', 'two', 'three']);
  assert.is(chat.pending.value.length, 0);
});

test('two tabs keep what each could not send, and neither forgets the other’s', async () => {
  const { node, open } = setup();
  const [first, second] = [open(), open()];
  node.isAway = true;
  await first.send('from the first');
  await second.send('from the second');
  node.isAway = false;
  await second.resend();
  assert.equal(texts(open().pending.value), ['from the first']);
  await first.resend();
  assert.equal(open().pending.value, []);
  assert.equal(texts(node.lines), ['from the second', 'from the first']);
});

test('where another region stands in, all is read anew in its own order, and nothing is missed or doubled', async () => {
  const { node, open } = setup();
  for (const counter of [1, 2, 3]) node.add(`line ${counter}`, { counter });
  const chat = open();
  await chat.refresh();
  node.region = 'South';
  // South has had fewer arrivals: numbers of North would hide its new line.
  node.lines = node.lines.slice(1);
  for (const [index, line] of node.lines.entries()) node.lines[index] = { ...line, arrival: index + 1 };
  node.add('line 4', { counter: 4 });
  await chat.refresh();
  assert.equal(texts(chat.lines.value), ['line 1', 'line 2', 'line 3', 'line 4']);
});

test('how far people have come is read with the lines', async () => {
  const { node, open } = setup();
  const chat = open();
  node.readers = [{ id: 'meera', role: 'expert', delivered: { North: 1 }, read: {} }];
  await chat.refresh();
  assert.equal(chat.readers.value, node.readers);
});

test('a removed line is not sent', async () => {
  const { node, open } = setup();
  node.isAway = true;
  const chat = open();
  await chat.send('Hello');
  node.isAway = false;
  chat.discard('key1');
  await chat.resend();
  assert.is(node.lines.length, 0);
});

test.run();
