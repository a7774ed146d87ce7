import { lists, numbers, times } from './formatters.ts';
import { isolated, language, locale, t } from './i18n.ts';
import { languageNames } from './languageNames.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const format = (at: number, options: Intl.DateTimeFormatOptions, tag = locale()) =>
  times(tag, options).format(at);

/** As short as it can be told apart: 14:26 today, Fri within a week, 12 Nov before, 12 Nov 2025 in another year. */
export function shortTime(at: number, now: number, tag?: string): string {
  const [day, today] = [new Date(at), new Date(now)];
  if (day.toDateString() === today.toDateString()) return clockTime(at, tag);
  if (Math.abs(now - at) < 6 * dayMs) return format(at, { weekday: 'short' }, tag);
  const isThisYear = day.getFullYear() === today.getFullYear();
  return format(at, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }, tag);
}

/** Day and time, for tables and for the `title` of a short time. */
export const fullTime = (at: number, tag?: string) =>
  format(at, { dateStyle: 'medium', timeStyle: 'short' }, tag);

export const clockTime = (at: number, tag?: string) =>
  format(at, { hour: 'numeric', minute: '2-digit' }, tag);

export const dayName = (at: number, tag?: string) =>
  format(at, { weekday: 'long', day: 'numeric', month: 'long' }, tag);

export const isSameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString();

/** How long something took or lasts, to the unit that matters: 3 s, 4 min, 2 h, 5 days. */
export function duration(ms: number): string {
  if (ms < minuteMs) return t('common.seconds', { n: Math.max(0, Math.round(ms / secondMs)) });
  if (ms < hourMs) return t('common.minutes', { n: Math.round(ms / minuteMs) });
  if (ms < 2 * dayMs) return t('common.hours', { n: Math.round(ms / hourMs) });
  return t('common.days', { count: Math.round(ms / dayMs) });
}

/** A number in [0, 1] as a percentage. */
export const percent = (share: number, tag = locale()) =>
  numbers(tag, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** A score or one of its terms, always with two digits so that columns line up. */
export const score = (value: number, tag = locale()) =>
  numbers(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

/** A language's own name, for example "Deutsch" for `de`; the tag itself when it is unknown. */
export function languageName(tag: string): string {
  if (Object.hasOwn(languageNames, tag)) return languageNames[tag] ?? tag;
  try {
    return new Intl.DisplayNames([tag, language()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Names one after the other, without an "and". */
export const series = (names: readonly string[]) => names.map(isolated).join(t('common.comma'));

/** Names joined as the language does: "North, East and West". */
export const listOf = (names: readonly string[], tag = locale()) =>
  lists(tag, { type: 'conjunction' }).format(names.map(isolated));
