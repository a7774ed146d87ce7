/**
 * From what people write to terms that can be compared. The same function reads issues, qualifications and
 * resolved issues, so that whatever it does to a word, it does on both sides.
 */
import { type Language, languageOf, latinLanguage } from './languages.ts';

/** Terms kept of one text. A description of 400 words says what it is about; a log dump never ends. */
export const termsMax = 400;

/** UTF-16 units read of one text: bounds the work before anything is known of the text. */
const readMax = 20_000;

/** Letters of a term. Longer runs are hashes, tokens and base64, which two people never share. */
const termLengthMax = 40;

/** Terms of words remembered: finding one costs as much as twenty lookups, and people use the same words. */
const termsRememberedMax = 50_000;

/** Letters of a language's code that are looked at. */
const codeLengthMax = 2;

/** Scripts written without spaces: a sentence is one run of letters, so it is cut into overlapping pairs. */
const spaceless =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\u30fc]';

/**
 * A run of a spaceless script, or a word: letters and digits of any script with their combining marks. Without the
 * marks Hindi, Thai and decomposed letters fall apart.
 */
const run = new RegExp(`(?:${spaceless}\\p{M}*)+|(?:(?!${spaceless})[\\p{L}\\p{Nd}]\\p{M}*)+`, 'gu');
const startsSpaceless = new RegExp(`^${spaceless}`, 'u');
const spacelessLetter = new RegExp(`${spaceless}\\p{M}*`, 'gu');

/** Wi-Fi, e-mail: others write them without the hyphen. Longer first parts are words (VPN-Verbindung). */
const hyphenated = /(?<![\p{L}\p{M}\p{Nd}])(wi|\p{L})[-\u2010\u2011](?=\p{L})/gu;

/** Soft hyphens, joiners, direction marks: they change how a word looks, not which word it is. */
const invisible = /\p{Cf}/gu;

/** Accents on Latin letters: many leave them out, and on many keyboards they must. */
const accents = /(?<=\p{sc=Latin})\p{M}+/gu;

/** Pairs of neighbouring letters; a letter alone stays. */
function pairs(letters: readonly string[]): string[] {
  if (letters.length === 1) return [...letters];
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`);
}

/** Runs of letters and digits in lower case, those of spaceless scripts cut. */
function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, readMax)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(hyphenated, '$1');
  const words: string[] = [];
  for (const [word] of plain.matchAll(run)) {
    if (startsSpaceless.test(word)) words.push(...pairs(word.match(spacelessLetter) ?? []));
    else words.push(word);
  }
  return words;
}

const isPlain = /^[a-z0-9]+$/;
const unaccented = (word: string): string =>
  isPlain.test(word) ? word : word.normalize('NFD').replace(accents, '').normalize('NFC');

/** For each way of reading words, the terms of the words read so far; '' for one that says nothing. */
const remembered = new Map<string, Map<string, string>>();

function memoryOf(latinWords: Language | undefined, code: string | undefined): Map<string, string> {
  const way = `${latinWords?.code} ${code}`;
  const known = remembered.get(way);
  if (known && known.size < termsRememberedMax) return known;
  const memory = new Map<string, string>();
  remembered.set(way, memory);
  return memory;
}

function termOf(word: string, latinWords: Language | undefined, code: string | undefined): string {
  if (word.length > termLengthMax) return '';
  const spoken = languageOf(word, latinWords, code);
  if (!spoken) return word;
  return spoken.stopWords.has(word) ? '' : unaccented(spoken.stem(word)) || word;
}

/**
 * The terms of each of several texts by the same hand, in their order, repeated as often as they occur, at most `max` of
 * each: words without stop words, cut to their stems in their `language` (ISO 639-1), which is guessed from all of them
 * if it is not said or not known here. Never throws; a text without letters or digits (empty, only emoji, null
 * characters) has none.
 */
export function termsOfAll(texts: readonly string[], language?: string, max: number = termsMax): string[][] {
  const code = language?.slice(0, codeLengthMax);
  const words = texts.map(wordsOf);
  const latinWords = latinLanguage(words.flat(), code);
  const memory = memoryOf(latinWords, code);
  return words.map((each) => {
    const found: string[] = [];
    for (const word of each) {
      if (found.length >= max) break;
      let term = memory.get(word);
      if (term === undefined) {
        const own = flat(word);
        term = termOf(own, latinWords, code);
        memory.set(own, term);
      }
      if (term !== '') found.push(term);
    }
    return found;
  });
}

/** A word cut from a text may keep the whole text in memory; this copy does not. */
const flat = (word: string): string => word.split('').join('');

/**
 * The terms of a text: `termsOfAll` for one.
 *
 * @example terms('The Wi-Fi printers') // ['wifi', 'printer']
 */
export function terms(text: string, language?: string, max: number = termsMax): string[] {
  return termsOfAll([text], language, max)[0] ?? [];
}

/** Length at which a term has half of the greatest weight. */
const halfWeightLength = 4;

/**
 * How much a term says by itself, in (0, 1): longer words are rarer (Zipf's law of abbreviation), and this needs no
 * corpus, so that it is the same in every region. Numbers alone count half of that: mostly dates, counts, addresses.
 */
export function termWeight(term: string): number {
  const weight = term.length / (term.length + halfWeightLength);
  return /^\p{Nd}+$/u.test(term) ? weight / 2 : weight;
}
