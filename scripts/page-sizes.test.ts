import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('sizes of pages');

/** Built before the tests run. */
const built = fileURLToPath(new URL('../dist/web/', import.meta.url));

/** The script that a page asks for before it shows anything, compressed: a slow line takes a second for it. */
const scriptBytesMax = 60_000;

const scriptsOf = (page: string): Set<string> =>
  new Set(
    [...readFileSync(join(built, page), 'utf8').matchAll(/assets\/[\w.-]+\.js(?=")/g)].map(([path]) => path),
  );

const gzipBytes = (path: string) => gzipSync(readFileSync(join(built, path)), { level: 9 }).length;

test('no page begins with more script than a slow line can bear', () => {
  const pages = readdirSync(built).filter((file) => file.endsWith('.html'));
  assert.ok(pages.length >= 8, 'Build first: npm run build');
  for (const page of pages) {
    const total = [...scriptsOf(page)].reduce((sum, path) => sum + gzipBytes(path), 0);
    assert.ok(total > 10_000, `${page} has hardly any script: is it looked for rightly?`);
    assert.ok(
      total <= scriptBytesMax,
      `${page}: ${total} bytes of compressed script, at most ${scriptBytesMax}. Fetch what is rarely shown by lazily().`,
    );
  }
});

test('what is sent is packed beforehand', () => {
  const assets = readdirSync(join(built, 'assets'));
  const large = assets.filter(
    (file) => /\.(js|css|json)$/.test(file) && readFileSync(join(built, 'assets', file)).length > 2_000,
  );
  for (const file of large) {
    for (const ending of ['br', 'gz']) assert.ok(assets.includes(`${file}.${ending}`), `${file}.${ending}`);
  }
});

test.run();
