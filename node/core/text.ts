/**
 * From what people write to terms that can be compared. The same function reads issues, qualifications and
 * resolved issues, so that whatever it does to a word, it does on both sides.
 */

/** Terms kept of one text. A description of 400 words says what it is about; a log dump never ends. */
export const termsMax = 400;

/** UTF-16 units read of one text: bounds the work before anything is known of the text. */
const readMax = 20_000;

/** Letters of a term. Longer runs are hashes, tokens and base64, which two people never share. */
const termLengthMax = 40;

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

/**
 * Words that say nothing of who could help: the commonest of the first six languages that have an alphabet with
 * few enough of them to matter here, and what people write in every request.
 */
const stopWords: ReadonlySet<string> = new Set(
  [
    'a an and any are as at be been but by can cannot could did do does don for from had has have he her his how',
    'i if in is it its just ll me my no not of on or our re s she so some t than that the their them then there',
    'they this to too up ve was we were what when where which who why will with would you your',
    'hello hi help issue please problem thank thanks',
    'al con de del el en es esta la las lo los mi no por que se un una y',
    'au avec ce dans de des du est et il je la le les ma mon ne pas pour que qui sur un une',
    'aber bei das dem den der die ein eine er es ich ist mein meine mit nicht sie und von wir zu',
  ].flatMap((line) => line.split(' ').map(singular)),
);

/** English plurals after Harman's S-stemmer ("How effective is suffixing?", JASIS 42(1), 1991), for ASCII words only. */
function singular(word: string): string {
  if (word.length < 4 || !/^[a-z]+s$/.test(word)) return word;
  if (/[^ea]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /(?:us|ss)$/.test(word) ? word : word.slice(0, -1);
}

/** Pairs of neighbouring letters; a letter alone stays. */
function pairs(letters: readonly string[]): string[] {
  if (letters.length === 1) return [...letters];
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`);
}

/**
 * The terms of a text in their order, repeated as often as they occur, at most `max`. Never throws; a text without
 * letters or digits (empty, only emoji, null characters) has none.
 *
 * @example terms('The Wi-Fi printers') // ['wifi', 'printer']
 */
export function terms(text: string, max: number = termsMax): string[] {
  const plain = text
    .slice(0, readMax)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(hyphenated, '$1');
  const found: string[] = [];
  for (const [word] of plain.matchAll(run)) {
    const parts = startsSpaceless.test(word) ? pairs(word.match(spacelessLetter) ?? []) : [singular(word)];
    for (const part of parts) {
      if (found.length >= max) return found;
      if (part.length <= termLengthMax && !stopWords.has(part)) found.push(part);
    }
  }
  return found;
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
