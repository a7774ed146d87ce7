/** What people do who have no pointer: they go on with Tab until they are there, then type or press. */
import type { Locator, Page } from 'playwright-core';

/** More stops than any page here has: the focus would have come round. */
const stopsMax = 90;

/** Whether the next key goes to this. */
export const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Goes on with the keyboard until this has the focus. @throws Error when the keyboard does not come there */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < stopsMax; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not come to ${target}.`);
}

/** Types over what stands in a field: coming with Tab, all of it is selected. */
export async function fill(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

export async function press(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
