import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId } from './ids.ts';
import type { TimelineEntry } from './model.ts';
import { workTimesOf } from './work-times.ts';

const test = suite('work times');

const egon = AccountId.parse('egon');
const step = (at: number, kind: TimelineEntry['kind'], id = 'egon'): TimelineEntry => ({
  at,
  kind,
  expert: { id, name: id },
});

test('from the offer to the acceptance, and from there to the answer', () => {
  const timeline = [step(0, 'offered'), step(10, 'accepted'), step(110, 'resolved')];
  assert.equal(workTimesOf(timeline, egon), { acceptMs: 10, resolveMs: 100 });
});

test('what others took is not theirs', () => {
  const timeline = [
    step(0, 'offered', 'frida'),
    step(50, 'rejected', 'frida'),
    step(50, 'offered'),
    step(57, 'accepted'),
  ];
  assert.equal(workTimesOf(timeline, egon), { acceptMs: 7 });
  assert.equal(workTimesOf(timeline, AccountId.parse('frida')), {});
});

test('of an issue that came back to them, the last time', () => {
  const first = [step(0, 'offered'), step(1, 'accepted'), step(2, 'resolved'), step(3, 'declined')];
  const again = [step(10, 'offered'), step(15, 'accepted'), step(40, 'resolved')];
  assert.equal(workTimesOf([...first, ...again], egon), { acceptMs: 5, resolveMs: 25 });
});

test('a clock that was set back makes nothing negative', () => {
  assert.equal(workTimesOf([step(9, 'offered'), step(4, 'accepted')], egon), { acceptMs: 0 });
});

test.run();
