/** Takes pictures of pages, wide and narrow, light and dark, as small files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cookieName } from '../../node/api/session.ts';
import type { LifeNode } from '../../node/life/nodes.ts';
import type { Person } from '../../node/life/people.ts';

export const widths = [1280, 360] as const;
export const schemes = ['light', 'dark'] as const;
export type Look = { readonly width: (typeof widths)[number]; readonly scheme: (typeof schemes)[number] };

const heights = { 1280: 800, 360: 740 } as const;

/** Below it, text in a picture gets rings. */
const webpQuality = 82;

export type Shot = {
  readonly name: string;
  readonly path: string;
  /** What must stand on the page. */
  readonly ready: string;
  /** Something on it is always under way: a page of samples. */
  readonly isNeverAtRest?: true;
  /** What is done before the picture: what is typed, opened or scrolled to. */
  readonly prepare?: (page: Page) => Promise<void>;
};

/** A browser of one person, signed in at one node; of nobody, when there is no person. */
export async function cameraOf(browser: Browser, node: LifeNode, person?: Person): Promise<Camera> {
  const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' });
  if (person !== undefined) {
    // The token that the person has already is what the cookie holds: nobody has to type a password.
    const cookie = { name: cookieName(node.region), value: person.token, url: node.url };
    await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }]);
  }
  return new Camera(context, node.url);
}

export class Camera {
  readonly #context: BrowserContext;
  readonly #url: string;

  constructor(context: BrowserContext, url: string) {
    this.#context = context;
    this.#url = url;
  }

  /** @returns the size of the file in bytes */
  async take(
    { name, path, ready, prepare, isNeverAtRest }: Shot,
    { width, scheme }: Look,
    folder: string,
  ): Promise<number> {
    const page = await this.#context.newPage();
    try {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: heights[width] });
      await page.goto(`${this.#url}${path}`);
      await page.locator(ready).first().waitFor({ state: 'attached' });
      await prepare?.(page);
      if (!isNeverAtRest) await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      const debug = await this.#context.newCDPSession(page);
      const { data } = await debug.send('Page.captureScreenshot', { format: 'webp', quality: webpQuality });
      const bytes = Buffer.from(data, 'base64');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${name}-${width}-${scheme}.webp`), bytes);
      return bytes.length;
    } finally {
      await page.close();
    }
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
