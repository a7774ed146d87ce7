import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isWithinHours } from '../core/working-hours.ts';
import { systemLocalTimes } from './local-times.ts';

const times = systemLocalTimes();

test('what the clocks of a zone show, days and half hours included', () => {
  // A Monday, 20:00 UTC.
  const now = Date.UTC(2024, 0, 1, 20, 0);
  assert.equal(times.at('UTC', now), { day: 'mon', minute: 20 * 60 });
  assert.equal(times.at('Asia/Kolkata', now), { day: 'tue', minute: 90 });
  assert.equal(times.at('America/Los_Angeles', now), { day: 'mon', minute: 12 * 60 });
  assert.equal(times.at('UTC', now + 4 * 3_600_000), { day: 'tue', minute: 0 });
  assert.equal(times.at('UTC', now), { day: 'mon', minute: 20 * 60 }, 'also after another moment');
});

test('nine o’clock is nine o’clock in summer and in winter', () => {
  const office = {
    timeZone: 'Europe/Berlin',
    shifts: [{ days: ['wed' as const], from: '09:00', to: '10:00' }],
  };
  const isThere = (now: number) => {
    const local = times.at(office.timeZone, now);
    return local !== undefined && isWithinHours(office, local);
  };
  assert.ok(isThere(Date.UTC(2024, 0, 17, 8, 30)));
  assert.not(isThere(Date.UTC(2024, 6, 17, 8, 30)));
  assert.ok(isThere(Date.UTC(2024, 6, 17, 7, 30)));
});

test('a zone that does not exist has no time', () => {
  assert.is(times.at('Mars/Olympus', 0), undefined);
  assert.is(times.at('', 0), undefined);
});

test.run();
