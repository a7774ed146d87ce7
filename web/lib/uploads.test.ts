import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AttachmentView } from '../../node/schemas/attachments.ts';
import { ApiProblem } from './api.ts';
import { createUploads, type KeptFile, parseKept, type SendFile } from './uploads.ts';

const fileOf = (name: string, size = 10) => new File(['x'.repeat(size)], name);
const viewOf = ({ name, size }: File): AttachmentView => ({ id: `id of ${name}`, name, size, type: 'x/y' });

/** What is sent is answered by the test. */
function sender() {
  const calls: {
    file: File;
    onSent: (bytes: number) => void;
    signal: AbortSignal;
    done: () => void;
    fail: (detail: string) => void;
  }[] = [];
  const send: SendFile = (file, onSent, signal) =>
    new Promise((resolve, reject) => {
      const fail = (detail: string) => reject(new ApiProblem(0, 'offline', detail));
      signal.addEventListener('abort', () => fail('stopped'));
      calls.push({ file, onSent, signal, done: () => resolve(viewOf(file)), fail });
    });
  return { calls, send };
}

function storage(initial?: readonly KeptFile[]) {
  let stored = initial;
  return {
    load: () => stored,
    save: (value: readonly KeptFile[]) => {
      stored = value;
    },
    clear: () => {
      stored = undefined;
    },
    get stored() {
      return stored;
    },
  };
}

const atMost = (countMax: number, sizeMaxBytes?: number) => () => ({ countMax, sizeMaxBytes });
const turn = () => new Promise((resolve) => setTimeout(resolve));

test('several go at once, three beside each other, each with its own progress', async () => {
  const { calls, send } = sender();
  const kept = storage();
  const uploads = createUploads({ send, kept, limits: atMost(10) });
  uploads.add(['a', 'b', 'c', 'd'].map((name) => fileOf(name)));
  assert.equal(
    calls.map(({ file }) => file.name),
    ['a', 'b', 'c'],
  );
  calls[1]?.onSent(4);
  assert.equal(
    uploads.items.value.map(({ sent }) => sent),
    [0, 4, 0, 0],
  );
  calls[1]?.done();
  await turn();
  assert.is(calls[3]?.file.name, 'd');
  assert.equal(
    uploads.sent().map(({ name }) => name),
    ['b'],
  );
  assert.equal(
    kept.stored?.filter((file) => 'id' in file).map(({ name }) => name),
    ['b'],
    'it survives a reload',
  );
  assert.ok(uploads.isSending());
  const settled = uploads.settled();
  for (const { done } of calls) done();
  await settled;
  assert.equal(
    uploads.sent().map(({ name }) => name),
    ['a', 'b', 'c', 'd'],
    'in the order they were added',
  );
});

test('one that failed says why and goes again; one that is removed is not sent on', async () => {
  const { calls, send } = sender();
  const uploads = createUploads({ send, kept: storage(), limits: atMost(10) });
  uploads.add([fileOf('a'), fileOf('b')]);
  calls[0]?.fail('Too large.');
  await turn();
  const [failed, going] = uploads.items.value;
  assert.is(failed?.state, 'failed');
  assert.is(failed?.detail, 'Too large.');
  uploads.again(failed?.key ?? '');
  assert.is(uploads.items.value[0]?.state, 'sending');
  calls[2]?.done();
  uploads.remove(going?.key ?? '');
  assert.ok(calls[1]?.signal.aborted);
  await turn();
  assert.equal(
    uploads.items.value.map(({ name, state }) => [name, state]),
    [['a', 'sent']],
  );
});

test('what was sent before a reload is there; the same file again is one; no more than may be attached', async () => {
  const { calls, send } = sender();
  const kept = storage([viewOf(fileOf('a')), viewOf(fileOf('b'))]);
  const uploads = createUploads({ send, kept, limits: atMost(3) });
  assert.equal(
    uploads.sent().map(({ name }) => name),
    ['a', 'b'],
  );
  uploads.add([fileOf('a'), fileOf('c')]);
  assert.is(calls.length, 1, 'a fourth is not taken');
  assert.is(uploads.leftOut.value, 1, 'and it is said');
  calls[0]?.done();
  await turn();
  assert.equal(
    uploads.items.value.map(({ name }) => name),
    ['a', 'b'],
  );
  uploads.clear();
  assert.is(kept.stored, undefined);
});

test('files of a line that is written anew come back to it, each once', () => {
  const kept = storage([viewOf(fileOf('a'))]);
  const uploads = createUploads({ send: sender().send, kept, limits: atMost(3) });
  uploads.putBack([viewOf(fileOf('a')), viewOf(fileOf('b'))]);
  assert.equal(
    uploads.sent().map(({ name }) => name),
    ['a', 'b'],
  );
  assert.is(kept.stored?.length, 2);
});

test('one larger than the node takes is refused before a byte is sent, and takes no place', async () => {
  const { calls, send } = sender();
  const kept = storage();
  const uploads = createUploads({ send, kept, limits: atMost(1, 10) });
  uploads.add([fileOf('large', 11), fileOf('small', 10)]);
  assert.equal(
    uploads.items.value.map(({ name, state }) => [name, state]),
    [
      ['large', 'refused'],
      ['small', 'sending'],
    ],
  );
  assert.equal(
    calls.map(({ file }) => file.name),
    ['small'],
  );
  uploads.again(uploads.items.value[0]?.key ?? '');
  assert.is(calls.length, 1, 'it is not tried either');
  assert.equal(
    kept.stored?.map(({ name }) => name),
    ['small'],
  );
});

test('one that was not at the node yet when the page went is missing, until it is chosen again or removed', async () => {
  const { calls, send } = sender();
  const kept = storage();
  createUploads({ send, kept, limits: atMost(10) }).add([fileOf('a'), fileOf('b')]);
  calls[0]?.done();
  await turn();
  const uploads = createUploads({ send, kept, limits: atMost(10) });
  const states = () => uploads.items.value.map(({ name, state }) => [name, state]);
  assert.equal(states(), [
    ['a', 'sent'],
    ['b', 'missing'],
  ]);
  assert.not.ok(uploads.isSending());
  uploads.add([fileOf('b', 20)]);
  assert.equal(states(), [
    ['a', 'sent'],
    ['b', 'sending'],
  ]);
});

test('whatever an older page has stored', () => {
  const file = viewOf(fileOf('a'));
  assert.equal(parseKept([file, null, { id: 1 }, 'x', { name: 'b', size: 3, more: 1 }]), [
    file,
    { name: 'b', size: 3 },
  ]);
  assert.is(parseKept('x'), undefined);
});

test.run();
