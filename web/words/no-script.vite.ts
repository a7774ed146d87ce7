import { join } from 'node:path';
import type { Plugin } from 'vite';
import { direction, isLanguage, languages, setCatalogue, t } from '../lib/i18n.ts';
import { catalogueIn } from './catalogues.vite.ts';

const empty = '<noscript></noscript>';

/** In every language, for a browser that will not run what chooses one. */
const inAllLanguages = (folder: string): string =>
  Object.keys(languages)
    .filter(isLanguage)
    .map((language) => {
      setCatalogue(language, catalogueIn(join(folder, language)));
      return `<p lang="${language}" dir="${direction()}">${t('common.noScript')}</p>`;
    })
    .join('');

/** Fills each page's empty `<noscript>` with what it says, from the words in `folder`. @throws when a page has none */
export const noScript = (folder: string): Plugin => ({
  name: 'no-script',
  transformIndexHtml(html, { path }) {
    if (!html.includes(empty)) throw new Error(`${path} has no ${empty} to fill.`);
    return html.replace(empty, `<noscript>${inAllLanguages(folder)}</noscript>`);
  },
});
