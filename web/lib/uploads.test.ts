import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AttachmentView } from '../../node/schemas/attachments.ts';
import { ApiProblem } from './api.ts';
import { createUploads, parseKept, type SendFile } from './uploads.ts';

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

function storage(initial?: readonly AttachmentView[]) {
  let stored = initial;
  return {
    load: () => stored,
    save: (value: readonly AttachmentView[]) => {
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

const turn = () => new Promise((resolve) => setTimeout(resolve));

test('several go at once, three beside each other, each with its own progress', async () => {
  const { calls, send } = sender();
  const kept = storage();
  const uploads = createUploads({ send, kept, max: 10 });
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
    kept.stored?.map(({ name }) => name),
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
  const uploads = createUploads({ send, kept: storage(), max: 10 });
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
  const uploads = createUploads({ send, kept, max: 3 });
  assert.equal(
    uploads.sent().map(({ name }) => name),
    ['a', 'b'],
  );
  uploads.add([fileOf('a'), fileOf('c')]);
  assert.is(calls.length, 1, 'a fourth is not taken');
  calls[0]?.done();
  await turn();
  assert.equal(
    uploads.items.value.map(({ name }) => name),
    ['a', 'b'],
  );
  uploads.clear();
  assert.is(kept.stored, undefined);
});

test('whatever an older page has stored', () => {
  const file = viewOf(fileOf('a'));
  assert.equal(parseKept([file, null, { id: 1 }, 'x']), [file]);
  assert.is(parseKept('x'), undefined);
});

test.run();
