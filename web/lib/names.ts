import { isWord, t } from './i18n.ts';

/** A key as a name, for what has no words: "sent-to-moon" is "Sent to moon". */
export const asName = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('-', ' ');

/** A category's name; one that an admin added is shown by its key. */
export function categoryName(key: string): string {
  const word = `common.categories.${key}`;
  return isWord(word) ? t(word) : asName(key);
}
