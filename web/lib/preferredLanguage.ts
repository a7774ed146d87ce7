import { isLanguage, type Language } from './i18n.ts';

/** The language to show: chosen on this device, else the account's, else the browser's first that is offered, else English. */
export function preferredLanguage(
  chosen: string | undefined,
  ofAccount: string | undefined,
  ofBrowser: readonly string[],
): Language {
  const wanted = [chosen, ofAccount, ...ofBrowser.map((tag) => tag.toLowerCase().split('-')[0])];
  return wanted.find((tag) => tag !== undefined && isLanguage(tag)) ?? 'en';
}
