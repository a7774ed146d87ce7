/** How soon a page is on the screen, and how soon it answers a press. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';

const Milliseconds = z.number().min(0);

/** Far more than any page needs: a page that has not painted by then never will. */
const paintLimitMs = 20_000;

/** From the navigation to the first text or picture, in a browser that has never been there. */
export async function firstPaintMs(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(url);
  return Milliseconds.parse(
    await page.evaluate(`new Promise((resolve, reject) => {
      const observer = new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName('first-contentful-paint');
        if (paint !== undefined) resolve(paint.startTime);
      });
      observer.observe({ type: 'paint', buffered: true });
      setTimeout(() => reject(new Error(location.pathname + ' painted nothing.')), ${paintLimitMs});
    })`),
  );
}

/** From the press of `pressed` until `shown` is in the document and a frame with it has been painted. */
export async function pressMs(page: Page, pressed: string, shown: string): Promise<number> {
  return Milliseconds.parse(
    await page.evaluate(`new Promise((resolve) => {
      const startedAt = performance.now();
      const look = () => {
        if (document.querySelector(${JSON.stringify(shown)}) === null) return requestAnimationFrame(look);
        // After this frame has been painted.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt), 0));
      };
      document.querySelector(${JSON.stringify(pressed)}).click();
      look();
    })`),
  );
}

/** A browser of its own for each visit, with the session of `signedIn`: nothing is cached. */
export async function coldContext(browser: Browser, signedIn?: BrowserContext): Promise<BrowserContext> {
  const storageState = await signedIn?.storageState();
  return browser.newContext({
    locale: 'en',
    viewport: { width: 1280, height: 800 },
    ...(storageState && { storageState }),
  });
}
