/** The pages' styles work in both directions of writing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('styles');
const folder = fileURLToPath(new URL('../web/styles', import.meta.url));

const side = '(?:left|right|top|bottom)';
/** What names a side of the screen, or its width and height, instead of the line's and the block's beginning and end. */
const physical = new RegExp(
  [
    `^(?:scroll-)?(?:margin|padding)-${side}$`,
    `^border-${side}(?:-(?:width|style|color))?$`,
    '^border-(?:top|bottom)-(?:left|right)-radius$',
    `^${side}$`,
    '^(?:min-|max-)?(?:width|height)$',
  ].join('|'),
);
const physicalValues = /^(?:text-align|float|clear)\s*:.*\b(?:left|right)\b/;

/** The declarations of a style sheet that hold for one direction of writing only. */
function physicalIn(css: string): string[] {
  const declarations = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    // What follows an at-rule up to its block is a condition.
    .replace(/@[^{;]*/g, '')
    .split(/[{};]/)
    .map((text) => text.trim())
    .filter((text) => /^[a-z-]+\s*:/.test(text));
  return declarations.filter(
    (text) => physical.test(text.slice(0, text.indexOf(':')).trim()) || physicalValues.test(text),
  );
}

test('no style names left or right, so that Arabic is laid out from right to left', () => {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .flatMap((file) =>
      physicalIn(readFileSync(join(folder, file), 'utf8')).map((text) => `${file}: ${text}`),
    );
  assert.is(found.length, 0, `Use logical properties such as margin-inline-start:\n  ${found.join('\n  ')}`);
});

test('a physical property is found, a condition about the screen is none', () => {
  assert.equal(physicalIn('a { margin-left: 1px; inset-inline: 0; }'), ['margin-left: 1px']);
  assert.equal(physicalIn('a:hover { color: red; text-align: right }'), ['text-align: right']);
  assert.equal(physicalIn('@media (max-width: 40rem) { a { left: 0; top : 1px } }'), [
    'left: 0',
    'top : 1px',
  ]);
  assert.equal(
    physicalIn('a { stroke-width: 2; text-align: start; /* left: 0; */ transition: width 1s; }'),
    [],
  );
});

test.run();
