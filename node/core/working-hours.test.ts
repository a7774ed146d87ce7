import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isWithinHours, utcTime, type WorkingHours, weekdays } from './working-hours.ts';

const hour = 60;
const office: WorkingHours = {
  timeZone: 'Europe/Berlin',
  shifts: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:30' },
    { days: ['mon'], from: '14:00', to: '18:00' },
  ],
};
const nights: WorkingHours = {
  timeZone: 'UTC',
  shifts: [{ days: ['fri', 'sun'], from: '22:00', to: '06:00' }],
};

test('within a shift from its beginning to before its end, on its days alone', () => {
  assert.ok(isWithinHours(office, { day: 'wed', minute: 9 * hour }));
  assert.ok(isWithinHours(office, { day: 'wed', minute: 12 * hour + 29 }));
  assert.not(isWithinHours(office, { day: 'wed', minute: 12 * hour + 30 }));
  assert.not(isWithinHours(office, { day: 'wed', minute: 9 * hour - 1 }));
  assert.not(isWithinHours(office, { day: 'wed', minute: 15 * hour }));
  assert.ok(isWithinHours(office, { day: 'mon', minute: 15 * hour }));
  assert.not(isWithinHours(office, { day: 'sat', minute: 10 * hour }));
});

test('a shift over midnight belongs to the day it begins on, the last day of the week included', () => {
  assert.ok(isWithinHours(nights, { day: 'fri', minute: 23 * hour }));
  assert.ok(isWithinHours(nights, { day: 'sat', minute: 5 * hour }));
  assert.not(isWithinHours(nights, { day: 'sat', minute: 6 * hour }));
  assert.not(isWithinHours(nights, { day: 'sat', minute: 23 * hour }));
  assert.ok(isWithinHours(nights, { day: 'mon', minute: 5 * hour }));
  assert.not(isWithinHours(nights, { day: 'fri', minute: 5 * hour }));
});

test('hours to midnight, the whole day, and none at all', () => {
  const until = (from: string, to: string): WorkingHours => ({
    timeZone: 'UTC',
    shifts: [{ days: ['tue'], from, to }],
  });
  assert.ok(isWithinHours(until('20:00', '24:00'), { day: 'tue', minute: 24 * hour - 1 }));
  assert.not(isWithinHours(until('20:00', '24:00'), { day: 'wed', minute: 0 }));
  assert.ok(isWithinHours(until('00:00', '24:00'), { day: 'tue', minute: 0 }));
  assert.not(isWithinHours({ timeZone: 'UTC', shifts: [] }, { day: 'tue', minute: 0 }));
});

test('the clocks of UTC agree with those of JavaScript', () => {
  for (const now of [0, 86_399_999, 1_732_627_612_345, 951_782_399_000, 4_102_444_800_000]) {
    const date = new Date(now);
    const { day, minute } = utcTime(now);
    assert.is(weekdays.indexOf(day), (date.getUTCDay() + 6) % 7);
    assert.is(minute, date.getUTCHours() * hour + date.getUTCMinutes());
  }
});

test.run();
