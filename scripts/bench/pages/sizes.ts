/** What a page makes a browser load the first time, by kind, as it is and compressed by gzip. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const kinds = { script: /\.js$/, style: /\.css$/, font: /\.woff2$/, words: /\.json$/ } as const;
export type Kind = keyof typeof kinds;
export type Size = { readonly bytes: number; readonly gzipBytes: number };
export type PageSizes = Readonly<Record<Kind, Size>> & { readonly html: Size };

const none: Size = { bytes: 0, gzipBytes: 0 };

const sizeOf = (content: Buffer): Size => ({
  bytes: content.length,
  // A font is compressed already, and served as it is.
  gzipBytes: gzipSync(content, { level: 9 }).length,
});

const together = (a: Size, b: Size): Size => ({
  bytes: a.bytes + b.bytes,
  gzipBytes: a.gzipBytes + b.gzipBytes,
});

/** Of the page that is shown now: everything of the build that it has loaded, what it fetched in advance included. */
export async function sizesOf(page: Page, webRoot: string, html: string): Promise<PageSizes> {
  const paths = z
    .array(z.string())
    .parse(
      await page.evaluate(
        "[...new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))]",
      ),
    );
  const total = { script: none, style: none, font: none, words: none };
  for (const path of paths.filter((one) => one.startsWith('/assets/'))) {
    const size = sizeOf(readFileSync(join(webRoot, path)));
    for (const [kind, pattern] of Object.entries(kinds)) {
      if (pattern.test(path)) total[kind as Kind] = together(total[kind as Kind], size);
    }
  }
  return { ...total, html: sizeOf(readFileSync(join(webRoot, html))) };
}
