import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Agenda } from './agenda.ts';

test('things happen in order of time, and of equals the one noted first', () => {
  const agenda = new Agenda();
  const happened: string[] = [];
  const note = (atMs: number, what: string) =>
    agenda.at(atMs, () => happened.push(`${agenda.nowMs} ${what}`));
  note(20, 'c');
  note(10, 'a');
  note(20, 'd');
  note(10, 'b');
  agenda.run();
  assert.equal(happened, ['10 a', '10 b', '20 c', '20 d']);
});

test('what happens may lead to more, now or later, but not in the past', () => {
  const agenda = new Agenda();
  const happened: number[] = [];
  agenda.at(5, () => {
    agenda.at(5, () => happened.push(agenda.nowMs));
    agenda.at(7, () => happened.push(agenda.nowMs));
    assert.throws(() => agenda.at(4, () => {}), /4 ms has passed/);
    assert.throws(() => agenda.at(Number.NaN, () => {}));
  });
  agenda.run();
  assert.equal(happened, [5, 7]);
});

test.run();
