import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { Visitor } from '../../node/life/chromium.ts';
import type { Language } from '../lib/i18n.ts';

/** How a page may be looked at. */
export type Look = {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  /** English, or what was chosen before. */
  readonly language?: Language;
};

export const looks: readonly Look[] = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 360 },
];

export const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const Violations = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** Before the visitor opens a page. By the protocol of the debugger: the page's own policy would not let a script in. */
export const bringAxe = ({ context }: Visitor): Promise<unknown> => context.addInitScript({ path: axeFile });

export async function takeLook(page: Page, { colorScheme, width, language }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 800 });
  if (language === undefined) return;
  // As a reader does it: in the page's header, and without loading the page again.
  await page.locator('.language select').selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
}

/** By how many pixels the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What is wrong with the page as it stands, in words: violations of accessibility, and what runs out of the screen. */
export async function faultsOn(page: Page): Promise<string[]> {
  const found = Violations.parse(await page.evaluate('axe.run().then(({ violations }) => violations)'));
  const overflow = await overflowOf(page);
  return [
    ...found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(overflow > 0 ? [`${overflow} px wider than the screen`] : []),
  ];
}
