import type { WorkingHours } from '../../node/schemas/words.ts';

type Shift = WorkingHours['shifts'][number];
type Weekday = Shift['days'][number];

/** Monday first, as the API writes them. */
export const weekdays = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
] as const satisfies readonly Weekday[];

/**
 * Working hours as the fields hold them: one shift for some days. Someone with several (made by a program) keeps the others
 * as they are.
 */
export type HoursForm = {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Undefined until one is typed or saved: the browser's own. */
  readonly timeZone: string | undefined;
  readonly others: readonly Shift[];
};

/** The browser's own time zone, which is where most people work. A page that asks loads the world's zones: only when shown. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const hoursFormOf = (hours?: WorkingHours): HoursForm => {
  const [first, ...others] = hours?.shifts ?? [];
  return {
    days: first?.days ?? [],
    from: first?.from ?? '09:00',
    to: first?.to ?? '17:00',
    timeZone: hours?.timeZone,
    others,
  };
};

/** Nothing, at any time, when no day is chosen. The node checks the rest, and points at the field that is wrong. */
export const hoursOf = ({ days, from, to, timeZone, others }: HoursForm): WorkingHours | undefined => {
  const chosen = weekdays.filter((day) => days.includes(day));
  const shifts = [...(chosen.length > 0 ? [{ days: chosen, from, to }] : []), ...others];
  return shifts.length === 0 ? undefined : { timeZone: timeZone ?? ownTimeZone(), shifts };
};
