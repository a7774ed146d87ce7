import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Draft, type KeyValue, parseText } from './drafts.ts';

function memory(): KeyValue & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

test('a draft survives a reload and is gone once cleared', () => {
  const storage = memory();
  new Draft(storage, 'leila', 'issue', parseText).save('The printer');
  const afterReload = new Draft(storage, 'leila', 'issue', parseText);
  assert.is(afterReload.load(), 'The printer');
  afterReload.clear();
  assert.is(afterReload.load(), undefined);
});

test('another account on the same device does not see it', () => {
  const storage = memory();
  new Draft(storage, 'leila', 'issue', parseText).save('The printer');
  assert.is(new Draft(storage, 'omar', 'issue', parseText).load(), undefined);
});

test('what is not a draft counts as none', () => {
  const storage = memory();
  storage.items.set('grapevine.draft.leila.issue', '{broken');
  assert.is(new Draft(storage, 'leila', 'issue', parseText).load(), undefined);
  storage.items.set('grapevine.draft.leila.issue', '{"text":1}');
  assert.is(new Draft(storage, 'leila', 'issue', parseText).load(), undefined);
});

test('a browser that refuses storage breaks nothing', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const draft = new Draft(
    { getItem: refuse, setItem: refuse, removeItem: refuse },
    'leila',
    'issue',
    parseText,
  );
  draft.save('x');
  draft.clear();
  assert.is(draft.load(), undefined);
  assert.is(new Draft(undefined, 'leila', 'issue', parseText).load(), undefined);
});

test.run();
