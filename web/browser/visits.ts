/** What people do on the pages, in their words. */
import type { Locator, Page } from 'playwright-core';
import { eventually, password } from '../../node/life/people.ts';
import { signWords } from '../words/account.ts';
import { common } from '../words/common.ts';
import { expertWords } from '../words/expert.ts';
import { chatWords, issueWords } from '../words/issue.ts';
import { adminWords } from '../words/mesh.ts';

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

export const emailOf = (name: string) => `${name}@pages.example`.toLowerCase();

async function fillAccount(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/#sign-up`);
  await page.getByLabel(signWords.name, { exact: true }).fill(name);
  await page.getByLabel(signWords.email, { exact: true }).fill(emailOf(name));
  await page.getByLabel(signWords.newPassword, { exact: true }).fill(password);
}

/** Makes a user's account; afterwards the page is their dashboard. */
export async function signUpUser(page: Page, url: string, name: string): Promise<void> {
  await fillAccount(page, url, name);
  await button(page, signWords.submit).click();
  await page.waitForURL('**/user_dashboard*');
}

/** Registers an expert; afterwards the page is their dashboard. */
export async function signUpExpert(page: Page, url: string, name: string, category: string): Promise<void> {
  await fillAccount(page, url, name);
  await page.getByRole('radio', { name: signWords.giveHelp }).check();
  await page.getByRole('checkbox', { name: common.category(category), exact: true }).check();
  await button(page, signWords.submit).click();
  await page.waitForURL('**/expert_dashboard*');
}

export async function signIn(page: Page, url: string, person: { email: string; secret?: string }) {
  await page.goto(url);
  await page.getByLabel(signWords.email, { exact: true }).fill(person.email);
  await page.getByLabel(signWords.password, { exact: true }).fill(person.secret ?? password);
  await button(page, signWords.signIn).click();
}

export async function signInAdmin(page: Page, url: string, person: { email: string; secret: string }) {
  await signIn(page, `${url}/admin_login`, person);
  await page.waitForURL('**/admin_dashboard*');
}

export const toVerify = (page: Page, name: string) => button(page, adminWords.verifyName(name));

export const onlineSwitch = (page: Page) => page.getByRole('switch', { name: expertWords.online });

export async function goOnline(page: Page): Promise<void> {
  await onlineSwitch(page).click();
  await page.getByText(expertWords.onlineNow).waitFor();
}

/** Fills the form of a new issue, without sending it. */
export async function describe(
  page: Page,
  issue: { title: string; description: string; category: string },
): Promise<void> {
  await page.getByRole('link', { name: common.nav.newIssue }).first().click();
  await page.getByLabel(issueWords.title, { exact: true }).fill(issue.title);
  await page.getByLabel(issueWords.description, { exact: true }).fill(issue.description);
  await page.getByLabel(issueWords.category, { exact: true }).selectOption(issue.category);
}

export const sendIssue = (page: Page) => button(page, issueWords.send);

export const offerOf = (page: Page, title: string) =>
  page.getByRole('article', { name: `${expertWords.newOffer}: ${title}`, exact: true });

/** Whichever of these pages shows an offer of the issue first. */
export const pageAsked = (pages: readonly Page[], title: string): Promise<Page> =>
  eventually('one of the experts sees the offer', async () => {
    for (const page of pages) if (await offerOf(page, title).isVisible()) return page;
    return undefined;
  });

/** Passes an offer on, for one of the usual reasons. */
export async function pass(page: Page, title: string): Promise<void> {
  await button(offerOf(page, title), expertWords.pass).click();
  const dialog = page.getByRole('dialog', { name: expertWords.passTitle });
  await button(dialog, expertWords.passReasons[2]).click();
  await button(dialog, expertWords.passSubmit).click();
  await offerOf(page, title).waitFor({ state: 'detached' });
}

/** Accepts an offer; afterwards the page shows the issue. */
export async function accept(page: Page, title: string): Promise<void> {
  await button(offerOf(page, title), expertWords.accept).click();
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
  await button(page, expertWords.solve).click();
  const dialog = page.getByRole('dialog', { name: expertWords.solveTitle });
  await dialog.getByLabel(expertWords.solveField, { exact: true }).fill(answer);
  await button(dialog, expertWords.solveSubmit).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Sends the answer back, with what is still wrong. */
export async function sendBack(page: Page, reason: string): Promise<void> {
  await button(page, issueWords.notYet).click();
  const dialog = page.getByRole('dialog', { name: issueWords.notYetTitle });
  await dialog.getByLabel(issueWords.notYetReason, { exact: true }).fill(reason);
  await button(dialog, issueWords.notYetSubmit).click();
  await dialog.waitFor({ state: 'detached' });
}

export const confirm = (page: Page) => button(page, issueWords.yes).click();

export async function rate(page: Page, stars: number, comment: string): Promise<void> {
  await page.getByRole('radio', { name: common.stars(stars) }).check();
  await page.getByLabel(issueWords.rateComment).fill(comment);
  await button(page, issueWords.rateSubmit).click();
  await page.getByText(issueWords.youRated, { exact: true }).waitFor();
}

/** Where one writes, once this expert has the issue. */
export const writeTo = (page: Page, name: string) =>
  page.getByRole('textbox', { name: chatWords.write(name), exact: true });
