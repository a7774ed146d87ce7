import { type LocalTime, weekdays } from '../core/working-hours.ts';
import type { LocalTimes } from '../ports.ts';

/** Zones of one region's experts kept ready; more than the world has would be somebody's mistake. */
const zonesMax = 500;
const minuteMs = 60_000;

type Zone = { readonly format: Intl.DateTimeFormat; minute: number; local: LocalTime };

/** The time zone database of the runtime. Formatting is slow, so what a zone showed is kept for the minute. */
export function systemLocalTimes(): LocalTimes {
  const zones = new Map<string, Zone>();
  return {
    at(timeZone, now) {
      const minute = Math.floor(now / minuteMs);
      const known = zones.get(timeZone);
      if (known?.minute === minute) return known.local;
      const format = known?.format ?? formatOf(timeZone);
      const local = format && shown(format, now);
      if (!local) return undefined;
      if (zones.size >= zonesMax) zones.clear();
      zones.set(timeZone, { format, minute, local });
      return local;
    },
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function shown(format: Intl.DateTimeFormat, now: number): LocalTime | undefined {
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const name = parts.get('weekday')?.toLowerCase();
  const day = weekdays.find((weekday) => weekday === name);
  return day && { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}
