import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { actInPlace, nextInList, sameAct } from './focusNext.ts';

const act = (label: string, look = 'BUTTON button small') => ({ label, look });

test('after a row comes the one below it, and at the end of the list the one above', () => {
  assert.equal(nextInList(['Ana', 'Ben', 'Carla'], 'Ben'), ['Carla', 'Ana']);
  assert.equal(nextInList(['Ana', 'Ben', 'Carla'], 'Carla'), ['Ben', 'Ana']);
  assert.equal(nextInList(['Ana'], 'Ana'), []);
  assert.equal(nextInList(['Ana'], 'Ben'), []);
});

test('the same act is the one that is called the same, wherever it stands', () => {
  const acts = [act('', 'INPUT tick'), act('Verify'), act('Decline')];
  assert.is(sameAct(acts, act('Decline'), 1), 2);
});

test('with a name in its label it is the one in the same place, if that looks the same', () => {
  assert.is(sameAct([act('Retire West')], act('Retire South'), 0), 0);
  assert.is(sameAct([act('', 'INPUT tick')], act('Undo'), 0), -1);
  assert.is(sameAct([], act('Undo'), 0), -1);
});

test('controls without a label are the same only in the same place', () => {
  const ticks = [act('Details', 'SUMMARY '), act('', 'INPUT tick')];
  assert.is(sameAct(ticks, act('', 'INPUT tick'), 0), -1);
  assert.is(sameAct(ticks, act('', 'INPUT tick'), 1), 1);
});

test('a row that stays offers what took the place of the act, or the last it has', () => {
  const link = act('Daniel', 'A ');
  assert.is(actInPlace([link, act('Verify', 'BUTTON button small primary')], act('Suspend'), 1), 1);
  assert.is(actInPlace([link], act('Suspend'), 1), 0);
  assert.is(actInPlace([], act('Suspend'), 1), -1);
});

test.run();
