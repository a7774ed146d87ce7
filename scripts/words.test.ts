/** The words of the pages: every language has them all, none stands in a component, none is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { baseOf, pathsOf, placeholdersOf, readCatalogue } from './words/catalogue.ts';
import { hardCoded } from './words/hard-coded.ts';
import { same } from './words/same.ts';
import { isSaid, type Mentions, mentionsIn } from './words/used.ts';

const test = suite('words');
const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'web');

const languages = readdirSync(join(web, 'words'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const catalogues = new Map(
  languages.map((language) => [language, readCatalogue(join(web, 'words', language))]),
);
const english = catalogues.get('en') ?? new Map();
const others = languages.filter((language) => language !== 'en');

const none = (found: readonly string[], rule: string) =>
  assert.is(found.length, 0, `${rule}:\n  ${found.join('\n  ')}`);

test('every language has all words, each in all plural forms of that language', () => {
  assert.ok(english.size > 100 && others.length > 0);
  for (const [language, words] of catalogues) {
    const expected = new Set(pathsOf(english, language));
    const missing = [...expected].filter((path) => !words.has(path));
    const unknown = [...words.keys()].filter((path) => !expected.has(path));
    none(
      missing.map((path) => `${language}: ${path}`),
      'These words are missing',
    );
    none(
      unknown.map((path) => `${language}: ${path}`),
      'These words are not in English, or the language has no such plural form',
    );
  }
});

test('a translation says all that the English does', () => {
  const found: string[] = [];
  for (const [language, words] of catalogues) {
    for (const [path, text] of words) {
      const base = baseOf(path);
      const expected = placeholdersOf(english.get(base) ?? english.get(`${base}_other`) ?? '');
      // "One person" and "two people" may do without the figure.
      const few = /_(zero|one|two)$/.test(path) && !placeholdersOf(text).includes('count');
      const wanted = few ? expected.filter((name) => name !== 'count') : expected;
      if (placeholdersOf(text).join() !== wanted.join()) found.push(`${language}: ${path}: ${text}`);
    }
  }
  none(found, 'The placeholders differ from the English text');
});

test('room for an issue at an expert is a seat, as everywhere: a place is one in the queue', () => {
  const isSeat =
    /\b(free|taken|busy) places?\b|\bplaces? (is|are) (free|taken|busy|all taken)\b|\bplaces (taken|free)\b/i;
  const found = [...english]
    .filter(([, text]) => isSeat.test(text))
    .map(([path, text]) => `${path}: ${text}`);
  none(found, 'Say "seat"');
});

test('nothing is left in English, or empty, or with space around it', () => {
  const found: string[] = [];
  for (const [language, words] of catalogues) {
    for (const [path, text] of words) {
      if (text.trim() === '' || (text !== text.trim() && path !== 'common.comma')) {
        found.push(`${language}: ${path} is empty or has space around it`);
      }
      const isSame = text === english.get(path) && /\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, ''));
      const isMeant = same.everywhere.includes(text) || same[language]?.includes(text);
      if (language !== 'en' && isSame && !isMeant) found.push(`${language}: ${path}: ${text}`);
    }
  }
  none(found, 'Translate these, or name them in words/same.ts');
});

const code = readdirSync(web, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter(
    (file) =>
      !file.includes('.test.') && !file.startsWith(join('web', 'browser')) && !file.endsWith('testing.ts'),
  );

test('no word is written in a component', () => {
  const found = code.flatMap((file) =>
    hardCoded(file, readFileSync(join(root, file), 'utf8')).map(
      ({ line, text }) => `${file}:${line}: ${text}`,
    ),
  );
  none(found, 'Say these with t() or <Phrase>');
});

test('a word in a component is found wherever it may stand', () => {
  const wordsIn = (jsx: string) => hardCoded('sample.tsx', jsx).map(({ text }) => text);
  assert.equal(wordsIn('<p>Hello <b>{name}</b></p>'), ['Hello']);
  assert.equal(wordsIn('<p title="Who are you?" class="lead" />'), ['"Who are you?"']);
  assert.equal(wordsIn("<TextField label={isNew ? 'New one' : 'Old one'} name='field' />"), [
    "'New one'",
    "'Old one'",
  ]);
  assert.equal(wordsIn(`<p hint={\`\${count} more\`} />`), ['more']);
  assert.equal(wordsIn("<p>{isOn && 'It is on'}</p>"), ["'It is on'"]);
  assert.equal(wordsIn("const options = [{ value: 'low', label: 'Not much' }];"), ["'Not much'"]);
  assert.equal(wordsIn("say('Done.')"), ["'Done.'"]);
  assert.equal(wordsIn("<p class='a' title={t('x.y')}>{state === 'open' ? t('x.z') : 5} · é</p>"), []);
});

test('no word is left over', () => {
  const mentions: Mentions = { literals: [], templates: [] };
  for (const file of code) {
    const { literals, templates } = mentionsIn(file, readFileSync(join(root, file), 'utf8'));
    mentions.literals.push(...literals);
    mentions.templates.push(...templates);
  }
  const bases = new Set([...english.keys()].map(baseOf));
  none(
    [...bases].filter((path) => !isSaid(path, mentions)),
    'No page says these',
  );
  assert.not.ok(isSaid('issue.nobodySaysThis', mentions));
});

test('every subject is known to TypeScript', () => {
  const listed = readFileSync(join(web, 'words', 'english.ts'), 'utf8');
  const found = readdirSync(join(web, 'words', 'en')).filter((file) => !listed.includes(`'./en/${file}'`));
  none(found, 'web/words/english.ts does not import these');
});

test.run();
