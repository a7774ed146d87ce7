/** The rules of the house, as far as a program can check them. A remark made twice belongs here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { settings } from '../node/config.ts';
import { findTests } from './test/find.ts';

const test = suite('tidy');
const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['node', 'web', 'sim', 'scripts'] as const;
/** What does not fit on some ten screens holds more than one idea. */
const linesMax = 500;

const read = (file: string) => readFileSync(join(root, file), 'utf8');

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const code = /\.(ts|tsx|js)$/;
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** The code of a file, without its comments, which may name what the code may not. */
const codeOf = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

const none = (found: readonly string[], rule: string) =>
  assert.is(found.length, 0, `${rule}:\n  ${found.join('\n  ')}`);

test('no file of code is too long to be one idea', () => {
  const lengths = folders
    .flatMap((folder) => filesIn(folder, code))
    .map((file) => [file, read(file).split('\n').length] as const);
  none(
    lengths.filter(([, lines]) => lines > linesMax).map(([file, lines]) => `${file}: ${lines} lines`),
    `Files have at most ${linesMax} lines`,
  );
});

test('the core imports no I/O', () => {
  const allowed =
    /^(\.\/|\.\.\/core\/|\.\.\/schemas\/|\.\.\/quiz\/|\.\.\/ports\.ts$|\.\.\/(?:problem|reasons)\.ts$|zod$)/;
  const found = filesIn('node/core', /\.ts$/)
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      [...codeOf(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, from = '']) => {
        const inCore = relative(root, join(root, dirname(file), from)).startsWith(join('node', 'core'));
        return inCore || allowed.test(from) ? [] : [`${file} imports ${from}`];
      }),
    );
  none(found, 'node/core decides and does nothing else');
});

test('neither the core nor the services read a clock or throw dice', () => {
  const forbidden =
    /\b(Date\.now|new Date\(\)|performance\.(?:now|timeOrigin)|Math\.random|setTimeout|setInterval|setImmediate|randomUUID|randomBytes|process\.)/;
  const found = ['node/core', 'node/services']
    .flatMap((folder) => filesIn(folder, /\.ts$/))
    .filter((file) => !isTest(file) && forbidden.test(codeOf(file)));
  none(found, 'Time and chance come through the ports');
});

test('the core orders and writes the same on every machine', () => {
  const forbidden = /\b(localeCompare|Intl\.|toLocale[A-Z])/;
  const found = filesIn('node/core', /\.ts$/).filter((file) => !isTest(file) && forbidden.test(codeOf(file)));
  none(found, 'Nothing in node/core depends on the language of the machine');
});

test('every test file runs its tests', async () => {
  const found = (await findTests(root, [])).filter((file) => !/^\s*\w+\.run\(\);$/m.test(codeOf(file)));
  none(found, 'A test file calls .run(), without which uvu passes in silence');
});

test('every folder says what lives there', () => {
  const inNode = readdirSync(join(root, 'node'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join('node', entry.name));
  const found = [...folders, ...inNode].filter((folder) => !existsSync(join(root, folder, 'README.md')));
  none(found, 'These folders have no README.md');
});

test('the pages never take text for HTML', () => {
  const forbidden =
    /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|DOMParser)\b/;
  const found = filesIn('web', code).filter((file) => !isTest(file) && forbidden.test(codeOf(file)));
  none(found, 'Text from people is text');
});

test('nothing is left open in the code', () => {
  const forbidden = /\b(TODO|FIXME|XXX)\b|test\.only\(/;
  const self = 'scripts/tidy.test.ts';
  const found = folders
    .flatMap((folder) => filesIn(folder, code))
    .filter((file) => file !== self && forbidden.test(read(file)));
  none(found, 'No notes to self, and no test that silences the others');
});

test('every setting stands in the table of node/settings.md', () => {
  const rows = read('node/settings.md').split('\n');
  const found = settings.filter(({ name, environment, flag, initially }) => {
    const words = [`\`${name}\``, `\`${environment}\``, initially, ...(flag === undefined ? [] : [flag])];
    return !rows.some((row) => words.every((word) => row.includes(word)));
  });
  none(
    found.map(({ name }) => name),
    'These settings are missing there, or differ from node/config.ts',
  );
});

test.run();
