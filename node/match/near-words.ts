/** What a word counts for that was only meant. */
export const meantFactor = 0.6;

/** Words that nobody knows for which it is looked what was meant, title first: each costs some hundreds of lookups. */
export const unknownMax = 8;

/** Shorter words are too close to others for a guess. */
const lengthMin = 4;
/** A part of a word that is a word itself has so many letters at least: VPN-less compounds, and endings gone wrong. */
const partLengthMin = 5;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const isLatin = /^[a-z]+$/;
const isWord = /^[\p{L}\p{M}]+$/u;

/**
 * The known words that somebody may have meant by one that nobody knows: those that differ by one letter that is missing,
 * one too many, another, or two swapped (Damerau, "A technique for computer detection and correction of spelling errors",
 * 1964), which is most misspellings; if there are none, the longest known words that it begins and ends with. Other
 * letters than a to z are not put in, only left out or swapped.
 *
 * @param isKnown quick: called some hundreds of times
 * @example nearWords('prnter', isKnown) // ['printer']
 */
export function nearWords(word: string, isKnown: (word: string) => boolean): readonly string[] {
  if (word.length < lengthMin || !isWord.test(word)) return [];
  const meant = new Set<string>();
  const look = (candidate: string) => {
    if (candidate.length >= lengthMin - 1 && isKnown(candidate)) meant.add(candidate);
  };
  for (let at = 0; at <= word.length; at++) {
    const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
    look(before + after);
    if (after !== '') look(before + after.charAt(0) + letter + after.slice(1));
    if (!isLatin.test(word)) continue;
    for (const other of letters) {
      look(before + other + after);
      look(before + other + letter + after);
    }
  }
  return meant.size > 0 ? [...meant].sort() : parts(word, isKnown);
}

function parts(word: string, isKnown: (word: string) => boolean): string[] {
  const found: string[] = [];
  for (let length = word.length - 1; length >= partLengthMin; length--)
    if (isKnown(word.slice(0, length))) {
      found.push(word.slice(0, length));
      break;
    }
  for (let length = word.length - 1; length >= partLengthMin; length--)
    if (isKnown(word.slice(-length))) {
      found.push(word.slice(-length));
      break;
    }
  return found;
}
