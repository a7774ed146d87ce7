/** What people do on the pages, in their words. */
import '../words/testing.ts';
import type { Locator, Page } from 'playwright-core';
import { eventually, password } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { categoryName } from '../lib/names.ts';

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

export const emailOf = (name: string) => `${name}@pages.example`.toLowerCase();

async function fillAccount(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/#sign-up`);
  await page.getByLabel(t('account.sign.name'), { exact: true }).fill(name);
  await page.getByLabel(t('account.sign.email'), { exact: true }).fill(emailOf(name));
  await page.getByLabel(t('account.sign.newPassword'), { exact: true }).fill(password);
}

/** Makes a user's account; afterwards the page is their dashboard. */
export async function signUpUser(page: Page, url: string, name: string): Promise<void> {
  await fillAccount(page, url, name);
  await button(page, t('account.sign.submit')).click();
  await page.waitForURL('**/user_dashboard*');
}

/** Registers an expert; afterwards the page is their dashboard. */
export async function signUpExpert(page: Page, url: string, name: string, category: string): Promise<void> {
  await fillAccount(page, url, name);
  await page.getByRole('radio', { name: t('account.sign.giveHelp') }).check();
  await page.getByRole('checkbox', { name: categoryName(category), exact: true }).check();
  await button(page, t('account.sign.submit')).click();
  await page.waitForURL('**/expert_dashboard*');
}

export async function signIn(page: Page, url: string, person: { email: string; secret?: string }) {
  await page.goto(url);
  await page.getByLabel(t('account.sign.email'), { exact: true }).fill(person.email);
  await page.getByLabel(t('account.sign.password'), { exact: true }).fill(person.secret ?? password);
  await button(page, t('account.sign.signIn')).click();
}

export async function signInAdmin(page: Page, url: string, person: { email: string; secret: string }) {
  await signIn(page, `${url}/admin_login`, person);
  await page.waitForURL('**/admin_dashboard*');
}

/** Opens a page, and waits until it is connected: one that never was has lost nothing when its node dies. */
export async function openConnected(page: Page, url: string): Promise<void> {
  // Left, the page before connects no more: the socket that is waited for is the next one's.
  await page.goto('about:blank');
  const connected = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await Promise.all([page.goto(url), connected]);
}

export const toVerify = (page: Page, name: string) => button(page, t('admin.verifyName', { name }));

export const onlineSwitch = (page: Page) => page.getByRole('switch', { name: t('expert.online') });

export async function goOnline(page: Page): Promise<void> {
  await onlineSwitch(page).click();
  await page.getByText(t('expert.onlineNow')).waitFor();
}

/** Fills the form of a new issue, without sending it. */
export async function describe(
  page: Page,
  issue: { title: string; description: string; category: string },
): Promise<void> {
  await page
    .getByRole('link', { name: t('common.nav.newIssue') })
    .first()
    .click();
  await page.getByLabel(t('issue.title'), { exact: true }).fill(issue.title);
  await page.getByLabel(t('issue.description'), { exact: true }).fill(issue.description);
  await page.getByLabel(t('issue.category'), { exact: true }).selectOption(issue.category);
}

export const sendIssue = (page: Page) => button(page, t('issue.send'));

export const offerOf = (page: Page, title: string) =>
  page.getByRole('article', { name: `${t('expert.newOffer')}: ${title}`, exact: true });

/** Whichever of these pages shows an offer of the issue first. */
export const pageAsked = (pages: readonly Page[], title: string): Promise<Page> =>
  eventually('one of the experts sees the offer', async () => {
    for (const page of pages) if (await offerOf(page, title).isVisible()) return page;
    return undefined;
  });

/** Passes an offer on, for one of the usual reasons. */
export async function pass(page: Page, title: string): Promise<void> {
  await button(offerOf(page, title), t('expert.pass')).click();
  const dialog = page.getByRole('dialog', { name: t('expert.passTitle') });
  await button(dialog, t('expert.passReasons.leaving')).click();
  await button(dialog, t('expert.passSubmit')).click();
  await offerOf(page, title).waitFor({ state: 'detached' });
}

/** Accepts an offer; afterwards the page shows the issue. */
export async function accept(page: Page, title: string): Promise<void> {
  await button(offerOf(page, title), t('expert.accept')).click();
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** Writes a line and waits until it stands in the writer's own chat. */
export async function write(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^Write to / });
  await box.fill(text);
  await box.press('Enter');
  await lineOf(page, text).waitFor();
}

/** A line of the chat; others' lines begin with who wrote them. */
export const lineOf = (page: Page, text: string) => page.getByRole('log').getByText(text);

/** Marks the issue as solved with this answer. */
export async function solve(page: Page, answer: string): Promise<void> {
  await button(page, t('expert.solve')).click();
  const dialog = page.getByRole('dialog', { name: t('expert.solveTitle') });
  await dialog.getByLabel(t('expert.solveField'), { exact: true }).fill(answer);
  await button(dialog, t('expert.solveSubmit')).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Sends the answer back, with what is still wrong. */
export async function sendBack(page: Page, reason: string): Promise<void> {
  await button(page, t('issue.notYet')).click();
  const dialog = page.getByRole('dialog', { name: t('issue.notYetTitle') });
  await dialog.getByLabel(t('issue.notYetReason'), { exact: true }).fill(reason);
  await button(dialog, t('issue.notYetSubmit')).click();
  await dialog.waitFor({ state: 'detached' });
}

export const confirm = (page: Page) => button(page, t('issue.yes')).click();

export async function rate(page: Page, stars: number, comment: string): Promise<void> {
  await page.getByRole('radio', { name: t('common.stars', { count: stars }) }).check();
  await page.getByLabel(t('issue.rateComment')).fill(comment);
  await button(page, t('issue.rateSubmit')).click();
  await page.getByText(t('issue.youRated'), { exact: true }).waitFor();
}

/** Where one writes, once this expert has the issue. */
export const writeTo = (page: Page, name: string) =>
  page.getByRole('textbox', { name: t('chat.write', { name }), exact: true });
