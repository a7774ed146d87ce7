/** Which language an issue is in, and who reads it. Languages are ISO 639-1 codes here, `es`; people list BCP 47 tags, `es-MX`. */

/** A language that a text may be in; scores, in [0, 1], compare those of one text. */
export type LanguageGuess = { readonly language: string; readonly score: number };

/**
 * Letters from which on a text says what it is in. "Password reset" is as good Italian as English, while four letters of
 * a script of its own leave few languages to choose from.
 */
const lettersMin = 16;
const ownScriptLettersMin = 4;

/** UTF-16 units of an issue that are looked at: what follows is mostly what a machine wrote. */
const readMax = 2_000;

/** Languages this close cannot be told apart (Spanish and Portuguese, Russian and Ukrainian): then the user's own counts. */
const closeScore = 0.03;

/** One language by several codes: as people list it, and as it is detected. */
const sameAs: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', fil: 'tl', id: 'ms', iw: 'he' };

/** The language of a tag: `pt` for `pt-BR`. */
export function languageOfTag(tag: string): string {
  const [primary = ''] = tag.toLowerCase().split('-');
  return Object.hasOwn(sameAs, primary) ? (sameAs[primary] ?? primary) : primary;
}

/** Whether somebody who lists these reads the language. What nobody knows the language of, everybody reads. */
export function reads(languages: readonly string[], language: string | undefined): boolean {
  return language === undefined || languages.some((tag) => languageOfTag(tag) === languageOfTag(language));
}

/** The part of an issue that its language is told from. */
export const proseOf = ({ title, description }: { readonly title: string; readonly description: string }) =>
  `${title}\n${description}`.slice(0, readMax);

/**
 * The language of a text by what a detector says of it, the likeliest first. A text too short to say, or one that may as
 * well be in a language that its author lists (`own`, the most comfortable first), is in theirs; none, if they list none.
 */
export function languageOf(
  text: string,
  guesses: readonly LanguageGuess[],
  own: readonly string[],
): string | undefined {
  const theirs = own.map(languageOfTag).filter((language) => language.length === 2);
  const [best] = guesses;
  if (!best || !isTelling(text)) return theirs[0];
  const close = guesses.filter(({ score }) => best.score - score <= closeScore);
  return theirs.find((language) => close.some((guess) => guess.language === language)) ?? best.language;
}

function isTelling(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{sc=Latin}/gu)?.length ?? 0;
  return letters >= lettersMin || letters - latin >= ownScriptLettersMin;
}
