import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReaderView } from '../../node/schemas/reading.ts';
import type { MessageView } from '../../node/schemas/views.ts';
import { ApiProblem } from './api.ts';
import { createChat } from './chat.ts';
import { Draft, type KeyValue } from './drafts.ts';
import { parseUnsent, triesMax, type UnsentLine } from './outgoing.ts';

/** A node's side of one chat: lines by arrival, each key once. */
class FakeNode {
  lines: MessageView[] = [];
  asked: number[] = [];
  posted: UnsentLine[] = [];
  isAway = false;
  /** Lines whose text has this in it are refused for good. */
  refused: string | undefined;
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
    if (this.refused !== undefined && line.text.includes(this.refused))
      throw new ApiProblem(409, 'wrong-state', 'It is closed.');
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
  const timers: (() => void)[] = [];
  const page = { isCutOff: false };
  const open = () =>
    createChat({
      read: node.read,
      post: node.post,
      unsent: new Draft(storage, 'leila', 'unsent', parseUnsent),
      newKey: () => `key${++keys}`,
      after: (_, callback) => {
        timers.push(callback);
        return () => void timers.splice(timers.indexOf(callback), 1);
      },
      random: () => 0,
      isCutOff: () => page.isCutOff,
    });
  /** Lets the next wait be over, and whatever follows from it happen. */
  const wait = async () => {
    timers.shift()?.();
    await new Promise(setImmediate);
  };
  return { node, open, page, timers, wait };
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
    ['waiting', 'waiting'],
  );
  node.isAway = false;
  const after = open();
  assert.equal(texts(after.pending.value), ['one', 'two']);
  await after.retry();
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
  await chat.retry();
  assert.is(node.lines.length, 1);
});

test('a note stays a note through failure, reload and sending again', async () => {
  const { node, open } = setup();
  node.isAway = true;
  await open().send('Between us', { isInternal: true });
  node.isAway = false;
  const after = open();
  assert.is(after.pending.value[0]?.isInternal, true);
  await after.retry();
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
  await second.retry();
  assert.equal(texts(open().pending.value), ['from the first']);
  await first.retry();
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

const states = (lines: readonly { state: string }[]) => lines.map(({ state }) => state);

test('a line that nobody took is tried again by itself, with its key, until it is there', async () => {
  const { node, open, timers, wait } = setup();
  node.isAway = true;
  const chat = open();
  await chat.send('one');
  await wait();
  assert.equal(states(chat.pending.value), ['waiting']);
  await chat.send('two');
  node.isAway = false;
  await wait();
  assert.equal([texts(node.lines), chat.pending.value.length, timers.length], [['one', 'two'], 0, 0]);
  assert.equal(new Set(node.posted.map(({ key, text }) => `${text} ${key}`)).size, 2);
});

test('it is tried so often and then left to the person, until something has changed', async () => {
  const { node, open, timers, wait } = setup();
  node.isAway = true;
  const chat = open();
  await chat.send('one');
  for (let tries = 0; tries < triesMax; tries++) await wait();
  assert.equal([states(chat.pending.value), timers.length], [['failed'], 0]);
  assert.is(node.posted.length, 1 + triesMax);
  node.isAway = false;
  await chat.retry();
  assert.equal(texts(node.lines), ['one']);
});

test('while the page hears nothing it waits for the connection, however long that takes', async () => {
  const { node, open, page, timers } = setup();
  node.isAway = true;
  page.isCutOff = true;
  const chat = open();
  await chat.send('one');
  await chat.send('two');
  assert.equal([states(chat.pending.value), timers.length], [['waiting', 'waiting'], 0]);
  node.isAway = false;
  page.isCutOff = false;
  await chat.retry();
  assert.equal(texts(node.lines), ['one', 'two']);
});

test('what is refused is not tried again unasked, also after a reload, and holds up nothing', async () => {
  const { node, open } = setup();
  node.refused = 'bad';
  await open().send('a bad line');
  const chat = open();
  assert.equal(states(chat.pending.value), ['failed']);
  assert.is(chat.pending.value[0]?.refusal, 'It is closed.');
  await chat.retry();
  await chat.send('a good line');
  assert.equal(texts(node.posted), ['a bad line', 'a good line']);
  node.refused = undefined;
  await chat.resend('key1');
  assert.equal([texts(node.lines), chat.pending.value], [['a good line', 'a bad line'], []]);
});

test('a line that another tab has removed is not sent from this one unasked', async () => {
  const { node, open } = setup();
  node.isAway = true;
  await open().send('I take that back');
  const [here, there] = [open(), open()];
  there.discard('key1');
  node.isAway = false;
  await here.retry();
  assert.equal([node.lines.length, states(here.pending.value)], [0, ['failed']]);
  await here.send('but this');
  await here.resend('key1');
  assert.equal(texts(node.lines), ['but this', 'I take that back']);
});

test('a line that is taken back to be written anew is not sent', async () => {
  const { node, open } = setup();
  node.isAway = true;
  const chat = open();
  await chat.send('Helo');
  chat.takeBack('key1');
  node.isAway = false;
  await chat.retry();
  assert.equal([node.lines.length, chat.takenBack.value?.text], [0, 'Helo']);
});

test('a line on its way is neither removed nor taken back: the node may have it already', async () => {
  const { node, open } = setup();
  const chat = open();
  const done = chat.send('Hello');
  chat.discard('key1');
  chat.takeBack('key1');
  await done;
  assert.equal([texts(node.lines), chat.takenBack.value], [['Hello'], undefined]);
});

test('a removed line is not sent', async () => {
  const { node, open } = setup();
  node.isAway = true;
  const chat = open();
  await chat.send('Hello');
  node.isAway = false;
  chat.discard('key1');
  await chat.retry();
  assert.is(node.lines.length, 0);
});

test.run();
