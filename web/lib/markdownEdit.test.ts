import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Editing, type Style, styled, styleOf } from './markdownEdit.ts';

const test = suite('markdownEdit');

/** A text in which what is selected stands between bars; one bar is a caret. */
const of = (marked: string): Editing => {
  const [before = '', inside = '', after] = marked.split('|');
  return after === undefined
    ? { text: before + inside, start: before.length, end: before.length }
    : { text: before + inside + after, start: before.length, end: before.length + inside.length };
};
const shown = ({ text, start, end }: Editing): string =>
  start === end
    ? `${text.slice(0, start)}|${text.slice(start)}`
    : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;

const styles: readonly (readonly [Style, string, string])[] = [
  ['bold', 'do |this| now', 'do **|this|** now'],
  ['bold', 'do **|this|** now', 'do |this| now'],
  ['bold', 'a |', 'a **|**'],
  ['code', 'run |ls|', 'run `|ls|`'],
  ['code', 'run\n|a\nb|', 'run\n```\n|a\nb|\n```\n'],
  ['list', 'first\n|one\ntwo|\nlast', 'first\n|- one\n- two|\nlast'],
  ['list', '|- one\n- two|', '|one\ntwo|'],
  ['list', 'on|e', '- one|'],
  ['link', 'see |the page|.', 'see [the page](|https://|).'],
];
for (const [style, before, after] of styles)
  test(`${style}: ${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, () => {
    assert.is(shown(styled(of(before), style)), after);
  });

test('its keys work with Ctrl and with Cmd, and with nothing else', () => {
  const key = (name: string, more: object = {}) =>
    styleOf({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });
  assert.is(key('b', { ctrlKey: true }), 'bold');
  assert.is(key('K', { metaKey: true }), 'link');
  assert.is(key('(', { code: 'Digit8', ctrlKey: true, shiftKey: true }), 'list');
  assert.is(key('b'), undefined);
  assert.is(key('b', { ctrlKey: true, altKey: true }), undefined);
  assert.is(key('b', { ctrlKey: true, shiftKey: true }), undefined);
});

test.run();
