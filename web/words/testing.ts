/** For tests, which read the pages in English: imported for its effect. */
import { setCatalogue } from '../lib/i18n.ts';
import { english } from './english.ts';

setCatalogue('en', english);
