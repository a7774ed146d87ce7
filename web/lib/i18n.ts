import { signal } from '@preact/signals';
import { createInstance, type ResourceKey } from 'i18next';
import type { english } from '../words/english.ts';
import { numbers } from './formatters.ts';

/** The languages of the pages, each by its own name. */
export const languages = {
  en: 'English',
  hi: 'हिन्दी',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  ar: 'العربية',
} as const;

export type Language = keyof typeof languages;

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);

export const directionOf = (tag: Language): 'ltr' | 'rtl' => (tag === 'ar' ? 'rtl' : 'ltr');

/** Every key of a catalogue, as a path: `issue.state.next`. */
type Paths<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : Paths<T[K], `${Before}${K}.`>;
}[keyof T & string];

type Path = Paths<typeof english>;
/** What i18next puts at the end of a key for each plural form of a language (CLDR's categories). */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type CountedBy<P> = P extends `${infer Key}_other` ? Key : never;

/** A key whose words depend on how many there are; `count` says it. */
export type CountedKey = CountedBy<Path>;
export type WordKey = Exclude<Path, `${string}_${PluralForm}`>;

type Values = Readonly<Record<string, string | number>>;

/** The words of a language as they come from the node: built with this page, they fit it. */
export type Catalogue = ResourceKey;

const words = createInstance();
const current = signal<Language>('en');

/** The page's language (BCP 47). Whatever reads it while rendering is rendered again when it changes. */
export const language = (): Language => current.value;
export const direction = (): 'ltr' | 'rtl' => directionOf(current.value);

/** The reader's own variety of the page's language (so that an American sees 2:02 PM), else a 24-hour English. */
export function localeOf(pageLanguage: string, preferred: readonly string[]): string {
  const own = preferred.find((tag) => tag.toLowerCase().split('-')[0] === pageLanguage);
  return own ?? (pageLanguage === 'en' ? 'en-GB' : pageLanguage);
}

/** For `Intl`. With the digits of this sentence in every language, so that all figures of a page look alike. */
export function locale(): string {
  const preferred = typeof document === 'undefined' ? [] : navigator.languages;
  return `${localeOf(language(), preferred)}-u-nu-latn`;
}

/** A number as the language writes it: 12,000 or 12.000. */
export const number = (value: number, tag = locale()) => numbers(tag, {}).format(value);

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * A name inside a sentence keeps its own direction and leaves the sentence's alone: it stands between FIRST
 * STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX 9), where the directions may differ.
 */
export const isolated = (text: string): string =>
  direction() === 'rtl' || rightToLeft.test(text) ? `\u2068${text}\u2069` : text;

const inserted = (value: unknown) => isolated(typeof value === 'number' ? number(value) : String(value));

/** Shows everything in `tag` from now on. */
export function setCatalogue(tag: Language, catalogue: Catalogue): void {
  if (!words.isInitialized) {
    words.init({
      initAsync: false,
      // Otherwise it advertises its maker's service on the console.
      showSupportNotice: false,
      resources: {},
      // No other language stands in: that none lacks a word is tested.
      fallbackLng: false,
      nsSeparator: false,
      // Preact writes text, never HTML: escaping here would show.
      interpolation: { escapeValue: false, alwaysFormat: true, format: inserted },
    });
  }
  words.addResourceBundle(tag, 'translation', catalogue);
  words.changeLanguage(tag);
  current.value = tag;
}

/**
 * The words for `key`, with `values` in the place of its `{{placeholders}}`. Call it while rendering, never when
 * a module is loaded: the catalogue is not there yet, and the language may change.
 */
export function t(key: WordKey, values?: Values): string;
export function t(key: CountedKey, values: Values & { readonly count: number }): string;
export function t(key: WordKey | CountedKey, values: Values = {}): string {
  return words.t(key, { ...values, lng: current.value });
}

/** Whether there are words for a key that was put together from what a node sent; a newer one may send more. */
export const isWord = (key: string): key is WordKey =>
  typeof words.getResource(current.value, 'translation', key) === 'string';

/** Whether `values` has everything that the sentence of `key` needs: they may come from a node of another version. */
export function isComplete(key: WordKey, values: Values): boolean {
  const sentence: string = words.t(key, { lng: current.value, skipInterpolation: true });
  return [...sentence.matchAll(/\{\{(\w+)\}\}/g)].every(([, name = '']) => Object.hasOwn(values, name));
}

/** Around the name of a part in `split`; of Unicode's private use, so that no text has it. */
const mark = '\u{E000}';

/**
 * A sentence in pieces, for what stands in the middle of it and is not text: every other piece is the name of a
 * part. "Solved by {{who}} today" with the part `who` is ["Solved by ", "who", " today"], and a language may
 * put its parts in any order.
 */
export function split(key: WordKey, parts: readonly string[], values: Values = {}): string[] {
  const marked = Object.fromEntries(parts.map((name) => [name, `${mark}${name}${mark}`]));
  return t(key, { ...values, ...marked }).split(mark);
}
