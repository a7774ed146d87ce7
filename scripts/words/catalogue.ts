import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The words of a language by their path: "issue.state.next" → "You are next". */
export type Catalogue = ReadonlyMap<string, string>;

/** Reads every subject in a language's folder. @throws if anything but texts and groups of them stands in it */
export function readCatalogue(folder: string): Catalogue {
  const words = new Map<string, string>();
  const put = (path: string, value: unknown): void => {
    if (typeof value === 'string') words.set(path, value);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) put(`${path}.${key}`, inner);
    } else throw new Error(`${folder}: ${path} is neither a text nor a group of texts.`);
  };
  for (const file of readdirSync(folder)) {
    put(file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8')));
  }
  return words;
}

const form = /_(zero|one|two|few|many|other)$/;

/** A key without its plural form. */
export const baseOf = (path: string): string => path.replace(form, '');

/** The paths that a language has: those of English, and for each that counts one for every plural form of the language (CLDR). */
export function pathsOf(english: Catalogue, language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const bases = new Set([...english.keys()].map(baseOf));
  return [...bases].flatMap((base) =>
    english.has(base) ? [base] : forms.map((category) => `${base}_${category}`),
  );
}

/** What is put into a text: "{{name}} of {{region}}" has name and region. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
