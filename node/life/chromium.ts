/** Chromium for tests, and visitors whose pages may not raise any error. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Long on a machine that also runs other tests; what is waited for comes in a fraction of it. */
export const patienceMs = 20_000;

export const CHROMIUM_NEEDED = 'needs Chromium (apt-get install chromium)';

/** Whether there is a browser to test with. Says aloud that `file` is skipped when there is none, or fails. */
export function isChromiumThere(file: string): boolean {
  if (existsSync(chromiumPath)) return true;
  console.log(`SKIPPED ${file}: ${CHROMIUM_NEEDED}`);
  if (process.env.REQUIRE_ALL === '1') throw new Error(CHROMIUM_NEEDED);
  return false;
}

export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: flags, headless: true });
}

/** A browser of their own: no cookie or draft is shared with other visitors. */
export type Visitor = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors in the console, of scripts, and refusals of the Content-Security-Policy, with where they came from. */
  readonly faults: string[];
};

export async function newVisitor(browser: Browser): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(patienceMs);
  const faults: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error' && !/Content Security Policy/i.test(message.text())) return;
    faults.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    faults.push(`${error.page()?.url()}: ${error.error().message}`);
  });
  return { context, page: await context.newPage(), faults };
}
