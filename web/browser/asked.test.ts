/** Who is asked, as people see it: one after the other, then another region, nobody beyond their seats, and each once. */
import type { Browser, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { IssueList } from '../../node/schemas/views.ts';
import { t } from '../lib/i18n.ts';
import { startTwoRegions } from './regions.ts';
import {
  accept,
  describe,
  goOnline,
  lineOf,
  offerOf,
  onlineSwitch,
  pageAsked,
  pass,
  sendIssue,
  signIn as signInOnPage,
  solve,
  write,
  writeTo,
} from './visits.ts';

const file = 'web/browser/asked.test.ts';
const test = suite('who is asked');

const category = 'network';
const titles = ['The gate does not open', 'The lift is stuck'] as const;
/** As many as somebody who works on several things at once may keep in mind. */
const five = ['Alba', 'Bert', 'Cleo', 'Dora', 'Emil'] as const;

if (isChromiumThere(file)) testAsked();

function testAsked(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let admin: Person;
  let user: Person;
  let atUser: Page;
  let atSofia: Page;
  let atNorth: readonly { readonly name: string; readonly page: Page }[];
  const visitors: Visitor[] = [];

  const visit = async (url: string, { email }: { readonly email: string }): Promise<Page> => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    await signInOnPage(visitor.page, url, { email });
    await visitor.page.waitForURL('**/*_dashboard*');
    return visitor.page;
  };
  const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const goAway = async (page: Page): Promise<void> => {
    await onlineSwitch(page).click();
    await page.getByText(t('expert.awayNow')).waitFor();
  };
  /** The one issue of this user with the title. */
  const idOf = async (title: string): Promise<string> => {
    const { items } = await user.get(IssueList, '/issues');
    const own = items.filter((issue) => issue.title === title);
    assert.is(own.length, 1, `${title} was made once`);
    return own[0]?.id ?? '';
  };
  /** How often this happened to the issue. */
  const times = async (title: string, kind: string): Promise<number> => {
    const { timeline } = await user.issue(await idOf(title));
    return timeline.filter((entry) => entry.kind === kind).length;
  };

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      user = await newUser(north.url, 'Ana');
      const offered = { categories: [category], capacity: 1, admin };
      const nora = await newExpert(north.url, 'Nora', offered);
      const nils = await newExpert(north.url, 'Nils', offered);
      const sofia = await newExpert(south.url, 'Sofia', offered);
      atUser = await visit(north.url, user);
      atSofia = await visit(south.url, sofia);
      atNorth = [
        { name: nora.name, page: await visit(north.url, nora) },
        { name: nils.name, page: await visit(north.url, nils) },
      ];
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('both experts of the region pass; one of another region is asked, and a double click accepts once', async () => {
    const [title] = titles;
    const pages = atNorth.map(({ page }) => page);
    for (const page of pages) await goOnline(page);
    await describe(atUser, { title, description: 'Since noon.', category });
    await sendIssue(atUser).dblclick();
    await heading(atUser, title).waitFor();
    const first = await pageAsked(pages, title);
    await pass(first, title);
    const second = await pageAsked(
      pages.filter((page) => page !== first),
      title,
    );
    await goOnline(atSofia);
    await pass(second, title);
    const offer = offerOf(atSofia, title);
    await offer.getByText(t('expert.from', { region: 'North' })).waitFor();
    await button(offer, t('expert.accept')).dblclick();
    await heading(atSofia, title).waitFor();
    await writeTo(atUser, 'Sofia').waitFor();
    for (const { name } of atNorth)
      await atUser.getByText(t('issue.step.rejected', { name })).first().waitFor({ state: 'attached' });
    assert.is(await times(title, 'accepted'), 1);
    assert.is(await times(title, 'rejected'), 2);
  });

  test('whose seats are all taken is asked nothing, and both sides read why; a solved issue makes room', async () => {
    const [first, second] = titles;
    for (const { page } of atNorth) await goAway(page);
    await atSofia.getByText(t('desk.fullTitle')).waitFor();
    await describe(atUser, { title: second, description: 'On floor 3.', category });
    await sendIssue(atUser).click();
    await heading(atUser, second).waitFor();
    await atUser.getByText(t('issue.waitBusy', { count: 1 })).waitFor();
    assert.is(await offerOf(atSofia, second).count(), 0);
    assert.is(await times(second, 'offered'), 0);
    await solve(atSofia, 'Press the green button.');
    await offerOf(atSofia, second).waitFor();
    await accept(atSofia, second);
    await atSofia.getByText(t('desk.fullTitle')).waitFor();
    await writeTo(atUser, 'Sofia').waitFor();

    await atUser.goto(`${north.url}/user_dashboard?issue=${await idOf(first)}`);
    await button(atUser, t('issue.yes')).dblclick();
    await atUser.getByRole('radio', { name: t('common.stars', { count: 5 }) }).waitFor();
    assert.is(await times(first, 'confirmed'), 1);
  });

  test('an expert with five issues at once sees who waits, answers each in its own chat, and loses no draft', async () => {
    const expert = await newExpert(north.url, 'Frida', { categories: ['web'], capacity: five.length, admin });
    const page = await visit(north.url, expert);
    await goOnline(page);
    const people = [];
    for (const name of five) {
      const person = await newUser(north.url, name);
      const title = `The shop of ${name} is slow`;
      const { id } = await person.submit({ title, category: 'web' });
      await accept(page, title);
      people.push({ name, person, id, title });
    }
    await page.getByText(t('desk.fullTitle')).waitFor();
    await page.goto(`${north.url}/expert_dashboard`);
    const yours = page.getByRole('region', { name: t('expert.yours'), exact: true });
    const item = (title: string) => yours.getByRole('link').filter({ hasText: title });
    await eventually(
      'all five are listed',
      async () => (await yours.getByRole('link').count()) === five.length,
    );
    for (const { person, id, name } of people) await person.say(id, `It is ${name} here.`);
    for (const { title } of people)
      await item(title)
        .getByText(t('desk.unread', { count: 1 }))
        .waitFor();

    for (const { title, name } of people) {
      await item(title).click();
      await lineOf(page, `It is ${name} here.`).waitFor();
      await item(title)
        .getByText(t('desk.unread', { count: 1 }))
        .waitFor({ state: 'detached' });
      await writeTo(page, name).fill(`A draft for ${name}`);
    }
    for (const { title, name, person, id } of people) {
      await item(title).click();
      await eventually(
        `the draft for ${name} is there`,
        async () => (await writeTo(page, name).inputValue()) === `A draft for ${name}`,
      );
      await write(page, `Hello ${name}!`);
      await person.reads(id, [`It is ${name} here.`, `Hello ${name}!`]);
      await solve(page, `Restart the shop of ${name}.`);
    }
    for (const { person, id, name } of people) {
      const { resolution } = await person.sees(id, 'resolved');
      assert.is(resolution?.text, `Restart the shop of ${name}.`);
    }
    await page.getByText(t('desk.fullTitle')).waitFor({ state: 'detached' });
  });

  test('no page raised an error of its own', () => {
    assert.equal(
      visitors.flatMap(({ faults }) => faults),
      [],
    );
  });

  test.run();
}
