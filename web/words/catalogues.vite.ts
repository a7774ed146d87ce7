import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Plugin } from 'vite';
import type { Catalogue } from '../lib/i18n.ts';

const id = 'virtual:catalogues';

/** The subjects of a language, one file each, under their names. */
export const catalogueIn = (folder: string): Catalogue =>
  Object.fromEntries(
    readdirSync(folder).map((file) => [
      parse(file).name,
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );

const languagesIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/**
 * Puts the words of each language into one file of data, named by its content and kept by the browser for all
 * pages; `virtual:catalogues` has their addresses. A page fetches one of them.
 */
export const catalogues = (folder: string): Plugin => ({
  name: 'catalogues',
  resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
  load(asked) {
    if (asked !== `\0${id}`) return undefined;
    const addresses = languagesIn(folder).map((language) => {
      const reference = this.emitFile({
        type: 'asset',
        name: `words.${language}.json`,
        source: JSON.stringify(catalogueIn(join(folder, language))),
      });
      return `${language}: import.meta.ROLLUP_FILE_URL_${reference}`;
    });
    return `export default { ${addresses.join(', ')} };`;
  },
});
