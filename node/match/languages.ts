/**
 * What is known of single languages: how their words are cut to stems (Snowball, http://snowballstem.org) and which of
 * their words say nothing. Both come from a library; a new language is a line here.
 */
import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stopwords as arabicStops } from '@orama/stopwords/arabic';
import { stopwords as dutchStops } from '@orama/stopwords/dutch';
import { stopwords as englishStops } from '@orama/stopwords/english';
import { stopwords as frenchStops } from '@orama/stopwords/french';
import { stopwords as germanStops } from '@orama/stopwords/german';
import { stopwords as hindiStops } from '@orama/stopwords/indian';
import { stopwords as italianStops } from '@orama/stopwords/italian';
import { stopwords as portugueseStops } from '@orama/stopwords/portuguese';
import { stopwords as russianStops } from '@orama/stopwords/russian';
import { stopwords as spanishStops } from '@orama/stopwords/spanish';

/** A language, by its ISO 639-1 code. */
export type Language = {
  readonly code: string;
  readonly stem: (word: string) => string;
  readonly stopWords: ReadonlySet<string>;
};

/** What people write in every request, whatever it is about. */
const requestWords = {
  en: 'a an hello hi hey dear help issue please problem thank thanks regards can could would cannot don doesn didn isn wasn won ll re ve ok',
  es: 'hola ayuda favor problema gracias saludos',
  fr: 'bonjour aide merci problème salut svp cordialement',
  de: 'hallo hilfe bitte danke problem gruß grüße',
  hi: 'नमस्ते मदद कृपया समस्या धन्यवाद',
  ar: 'مرحبا مساعدة مشكلة شكرا فضلك',
} as const;

const language = (
  code: string,
  stem: (word: string) => string,
  stops: readonly string[],
  requests = '',
): Language => ({
  code,
  stem,
  stopWords: new Set([...stops.map(written), ...requests.split(' ').map(written)].filter((word) => word)),
});

/** As the tokeniser writes words. */
const written = (word: string): string => word.normalize('NFKC').toLowerCase();

/** The first is what words in Latin letters are taken for when nothing speaks for another. */
const latin: readonly Language[] = [
  language('en', english, englishStops, requestWords.en),
  language('es', spanish, spanishStops, requestWords.es),
  language('fr', french, frenchStops, requestWords.fr),
  language('de', german, germanStops, requestWords.de),
  language('pt', portuguese, portugueseStops),
  language('it', italian, italianStops),
  language('nl', dutch, dutchStops),
];

/** Languages with a script of their own need no guess: by a letter of the script. */
const byScript: readonly (readonly [letter: RegExp, language: Language])[] = [
  [/\p{sc=Devanagari}/u, language('hi', hindi, hindiStops, requestWords.hi)],
  [/\p{sc=Arabic}/u, language('ar', arabic, arabicStops, requestWords.ar)],
  [/\p{sc=Cyrillic}/u, language('ru', russian, russianStops)],
];

/** Languages that share a script with one above, but not its endings: their words stay whole. */
const unstemmed: ReadonlySet<string> = new Set(['fa', 'ur', 'ps', 'ne', 'mr', 'uk', 'bg', 'sr', 'mk', 'be']);

/** For each stop word of a language in Latin letters, the languages (places in `latin`) that have it. */
const stopWordOf = new Map<string, number[]>();
for (const [place, { stopWords }] of latin.entries())
  for (const word of stopWords) {
    // Letters alone are options, drives and quantities in any language.
    if (word.length > 1) stopWordOf.set(word, [...(stopWordOf.get(word) ?? []), place]);
  }

/** Words looked at for the guess: a few sentences decide it. */
const guessWordsMax = 120;

/**
 * The language of a text's words in Latin letters: the one said (`code`), if it is known here, else the one with most
 * stop words among them, else English. Deterministic, and quick: a lookup a word. What is told apart by its script
 * needs no guess (`languageOf`).
 */
export function latinLanguage(words: readonly string[], code?: string): Language | undefined {
  const said = latin.find((known) => known.code === code);
  if (said) return said;
  const counts = latin.map(() => 0);
  for (const word of words.slice(0, guessWordsMax))
    for (const place of stopWordOf.get(word) ?? []) counts[place] = (counts[place] ?? 0) + 1;
  return latin[counts.indexOf(Math.max(...counts))];
}

const latinLetter = /^\P{L}*\p{sc=Latin}/u;

/** The language that a word is read in, if any is known: by its script, and `latinWords` if that is Latin. */
export function languageOf(
  word: string,
  latinWords: Language | undefined,
  code?: string,
): Language | undefined {
  if (latinLetter.test(word)) return latinWords;
  if (code !== undefined && unstemmed.has(code)) return undefined;
  return byScript.find(([letter]) => letter.test(word))?.[1];
}
