import { directionOf, isLanguage, language } from './i18n.ts';
import { languageName } from './time.ts';

/** Languages that an issue can be said to be in: those the node can tell, by their ISO 639-1 codes. */
const codes =
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh';

/** A language's name in the page's language: "Spanish" for `es`. */
export function languageHere(code: string): string {
  try {
    return new Intl.DisplayNames([language()], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** To choose from, each by its own name: whoever writes in a language finds it by that. */
export function languageOptions(): { value: string; label: string }[] {
  const collator = new Intl.Collator(language());
  return codes
    .split(' ')
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => collator.compare(a.label, b.label));
}

/**
 * For an element whose text is in `tag`: which language that is, and which way it runs. Said of the page's own language
 * too: taken away again, Preact leaves an empty `lang`, which means that nobody knows.
 */
export const wordedIn = (tag: string | undefined): { lang?: string; dir?: 'ltr' | 'rtl' | 'auto' } =>
  tag === undefined ? {} : { lang: tag, dir: isLanguage(tag) ? directionOf(tag) : 'auto' };

/** Whether an issue's language is worth saying: when it is another than the page's. */
export const isForeign = (tag: string | undefined): tag is string => tag !== undefined && tag !== language();
