import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { weekdays as known } from '../../node/core/working-hours.ts';
import { WorkingHours } from '../../node/schemas/words.ts';
import { hoursFormOf, hoursOf, weekdays } from './workingHours.ts';

test('the days are those of the API', () => {
  assert.equal([...weekdays], [...known]);
});

test('what the fields hold is what the API takes, and gives again', () => {
  const form = { ...hoursFormOf(), days: ['fri', 'mon'], timeZone: 'Asia/Kolkata' };
  const hours = WorkingHours.parse(hoursOf(form));
  assert.equal(hours, {
    timeZone: 'Asia/Kolkata',
    shifts: [{ days: ['mon', 'fri'], from: '09:00', to: '17:00' }],
  });
  assert.equal(hoursOf(hoursFormOf(hours)), hours);
});

test('without a day there are no hours', () => {
  assert.is(hoursOf(hoursFormOf()), undefined);
});

test('further shifts are kept', () => {
  const hours = WorkingHours.parse({
    timeZone: 'UTC',
    shifts: [
      { days: ['mon'], from: '09:00', to: '12:00' },
      { days: ['sat'], from: '22:00', to: '02:00' },
    ],
  });
  assert.equal(
    hoursOf({ ...hoursFormOf(hours), days: ['tue'] })?.shifts.map(({ days }) => days),
    [['tue'], ['sat']],
  );
});

test.run();
