import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Focus, neighbour, type Pressed, shortcutOf, shortcuts } from './shortcuts.ts';

const test = suite('shortcuts');

const free: Focus = { isTyping: false, takesEnter: false, takesArrows: false, isInDialog: false };
const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('each key has one meaning', () => {
  const keys = Object.values(shortcuts).flat();
  assert.is(new Set(keys).size, keys.length);
  for (const [name, all] of Object.entries(shortcuts))
    for (const key of all) assert.is(shortcutOf(press(key), free, true), name);
  assert.is(shortcutOf(press('J'), free, true), 'next');
  assert.is(shortcutOf(press('z'), free, true), undefined);
});

test('nothing happens while somebody types, in a dialog, or with a key of the browser', () => {
  for (const key of Object.values(shortcuts).flat()) {
    assert.is(shortcutOf(press(key), { ...free, isTyping: true }, true), undefined);
    assert.is(shortcutOf(press(key), { ...free, isInDialog: true }, true), undefined);
    for (const held of ['ctrlKey', 'metaKey', 'altKey', 'isComposing'])
      assert.is(shortcutOf(press(key, { [held]: true }), free, true), undefined);
  }
});

test('a link keeps its Enter, a box its arrows', () => {
  assert.is(shortcutOf(press('Enter'), { ...free, takesEnter: true }, true), undefined);
  assert.is(shortcutOf(press('ArrowDown'), { ...free, takesArrows: true }, true), undefined);
  assert.is(shortcutOf(press('j'), { ...free, takesEnter: true, takesArrows: true }, true), 'next');
});

test('switched off, only the help and the way back are left', () => {
  const left = Object.values(shortcuts)
    .flat()
    .filter((key) => shortcutOf(press(key), free, false) !== undefined);
  assert.equal(left, ['Escape', '?']);
});

test('a key that is held down moves on, and accepts nothing twice', () => {
  assert.is(shortcutOf(press('j', { repeat: true }), free, true), 'next');
  assert.is(shortcutOf(press('a', { repeat: true }), free, true), undefined);
});

test('next and previous end at the ends', () => {
  const items = ['a', 'b', 'c'];
  assert.is(neighbour(items, undefined, 1), 'a');
  assert.is(neighbour(items, undefined, -1), 'c');
  assert.is(neighbour(items, 'a', 1), 'b');
  assert.is(neighbour(items, 'c', 1), undefined);
  assert.is(neighbour(items, 'gone', 1), 'a');
  assert.is(neighbour([], undefined, 1), undefined);
});

test.run();
