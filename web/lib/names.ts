import type { Role } from '../../node/schemas/words.ts';
import { isWord, t } from './i18n.ts';

/** A key as a name, for what has no words: "sent-to-moon" is "Sent to moon". */
export const asName = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('-', ' ');

/** The way to `dashboardOf` these roles, where somebody who is signed in most likely wants to go. */
export function dashboardWords(roles: readonly Role[]): string {
  if (roles.includes('admin')) return t('home.index.toMesh');
  return roles.includes('expert') ? t('home.index.toInbox') : t('home.index.toIssues');
}

/** A category's name; one that an admin added is shown by its key. */
export function categoryName(key: string): string {
  const word = `common.categories.${key}`;
  return isWord(word) ? t(word) : asName(key);
}
