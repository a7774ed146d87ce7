import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { packed } from './packed.vite.ts';
import { catalogues } from './words/catalogues.vite.ts';
import { noScript } from './words/no-script.vite.ts';

const pages = [
  'index',
  'user_dashboard',
  'expert_dashboard',
  'admin_login',
  'admin_dashboard',
  'profile',
  'new_password',
  'quiz',
  'mesh',
  'design',
  'not_found',
];

/** Browsers of the last two years; they know `light-dark()`, so the styles stay as they are written. */
const target = ['chrome125', 'firefox128', 'safari18'];

const words = resolve(import.meta.dirname, 'words');

export default defineConfig({
  root: import.meta.dirname,
  // Each page is a file of its own: an unknown path is an error, not the start page.
  appType: 'mpa',
  plugins: [catalogues(words), noScript(words), packed()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    target,
    cssTarget: target,
    // Everything is a file from this origin: the Content-Security-Policy allows no data: address.
    assetsInlineLimit: 0,
    // The polyfill would be for browsers older than the target.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(pages.map((page) => [page, resolve(import.meta.dirname, `${page}.html`)])),
      output: {
        // A browser asks for six files at a time, and each costs it as much as 10 kB: what nearly all begin with is one file,
        // and so is what most pages need that are for who is signed in.
        codeSplitting: {
          groups: [
            { name: 'common', minShareCount: pages.length - 2, priority: 2 },
            // Of the pages that ask for a password, half are for who is not signed in.
            { name: 'password', test: /PasswordField\.tsx$/, priority: 1 },
            { name: 'most', minShareCount: 5 },
          ],
        },
      },
    },
  },
});
