import type { EpochMs } from './ids.ts';

/** Days of the week as people write them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** The same hours on some days, as "HH:MM" on a clock on the wall. `to` at or before `from` lies on the next day. */
export type Shift = { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };

/** When somebody works: their shifts of a week, by the clocks of an IANA time zone. */
export type WorkingHours = { readonly timeZone: string; readonly shifts: readonly Shift[] };

/** What clocks and calendars on the wall show somewhere: minutes since midnight. */
export type LocalTime = { readonly day: Weekday; readonly minute: number };

const dayMinutes = 24 * 60;
const minuteMs = 60_000;

/** What the clocks of UTC show. */
export function utcTime(now: EpochMs): LocalTime {
  const minutes = Math.floor(now / minuteMs);
  // 1 January 1970 was a Thursday.
  const day = (Math.floor(minutes / dayMinutes) + weekdays.indexOf('thu')) % weekdays.length;
  return { day: weekdays[day] ?? 'mon', minute: minutes % dayMinutes };
}

/**
 * Whether a moment, as the clocks of the expert's time zone show it, is within their hours; the beginning is, the end is
 * not. Hours are those of the clock on the wall, summer and winter: what is 9:00 there counts as 9:00. In the night when
 * clocks are put back, the hour that comes twice counts twice; when they are put forward, the one left out does not come.
 *
 * @example a shift from 22:00 to 06:00 on 'fri' ends on Saturday at 6
 */
export function isWithinHours({ shifts }: WorkingHours, { day, minute }: LocalTime): boolean {
  const before = weekdays[(weekdays.indexOf(day) + weekdays.length - 1) % weekdays.length];
  return shifts.some(({ days, from, to }) => {
    const [begins, ends] = [minuteOf(from), minuteOf(to)];
    if (begins < ends) return days.includes(day) && minute >= begins && minute < ends;
    const isEvening = days.includes(day) && minute >= begins;
    return isEvening || (before !== undefined && days.includes(before) && minute < ends);
  });
}

/** "HH:MM" as minutes since midnight; "24:00" is its end. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
