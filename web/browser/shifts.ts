import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';

const Shift = z.object({ value: z.number(), of: z.array(z.string()) });

/** Kept by the browser while a page loads: how far what was drawn has moved (web.dev/cls), and what moved. */
const recorder = `
  globalThis.shifts = { value: 0, of: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      shifts.value += entry.value;
      for (const { node } of entry.sources) {
        const element = node instanceof Element ? node : node?.parentElement;
        shifts.of.push(element ? element.tagName.toLowerCase() + '.' + element.className : 'what is gone');
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** Before pages are opened. */
export const watchShifts = (context: BrowserContext): Promise<unknown> => context.addInitScript(recorder);

/** How far things have moved on this page once all of it is there, two frames later. */
export async function shiftOf(page: Page): Promise<z.infer<typeof Shift>> {
  await page.locator('main').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return Shift.parse(await page.evaluate('shifts'));
}
