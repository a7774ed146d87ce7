/** What a page tells of by itself: notifications of a user whose page is out of sight, and the toast, which covers nothing. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { startOneRegion } from './regions.ts';
import { offerOf, onlineSwitch, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/alerts.test.ts';
const test = suite('what a page tells of');

/** Notes what would be shown, in place of the browser's own notifications, of which a page hears nothing. */
const noted = `
  window.notifications = [];
  window.Notification = class {
    static permission = 'default';
    static async requestPermission() { return (this.permission = 'granted'); }
    constructor(title, { body }) { window.notifications.push(title + ' | ' + body); }
    close() {}
  };
`;

const notedBy = (page: Page): Promise<string[]> => page.evaluate('window.notifications');

const putAway = (page: Page) =>
  page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  `);

if (isChromiumThere(file)) testAlerts();

function testAlerts(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let expert: Person;
  let user: Person;
  let atUser: Visitor;
  let atExpert: Visitor;
  let atWide: Visitor;

  const visit = async (person: Person, width: number): Promise<Visitor> => {
    const visitor = await newVisitor(browser);
    await visitor.context.addInitScript(noted);
    await visitor.page.setViewportSize({ width, height: 740 });
    await signInOnPage(visitor.page, north.url, { email: person.email });
    await visitor.page.waitForURL('**/*_dashboard*');
    return visitor;
  };

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      expert = await newExpert(north.url, 'Meera', { categories: ['hardware'], admin });
      user = await newUser(north.url, 'Ana');
      atUser = await visit(user, 360);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('a user who asked for it is told once, in one of two tabs, what the expert does, and nothing of their own', async () => {
    const { page, context } = atUser;
    const title = 'The printer jams';
    const { id } = await user.submit({ title, category: 'hardware' });
    await page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await page.getByRole('button', { name: t('home.alerts.tellMe') }).click();
    await page.getByText(t('home.alerts.isOn')).waitFor();
    const other = await context.newPage();
    await other.goto(`${north.url}/user_dashboard?new`);
    const tabs = [page, other];
    for (const tab of tabs) {
      await tab.waitForLoadState('networkidle');
      await putAway(tab);
      await tab.waitForLoadState('networkidle');
    }
    const all = async () => (await Promise.all(tabs.map(notedBy))).flat();
    const isTold = (words: string) =>
      eventually(`"${words}" is told`, async () => (await all()).includes(`${words} | ${title}`));
    await expert.appear('online');
    await expert.accept(await expert.offered(id));
    await isTold(t('home.news.taken', { name: 'Meera' }));
    await user.say(id, 'Here I am.');
    await expert.say(id, 'Is there paper in it?');
    await isTold(t('desk.wrote', { name: 'Meera' }));
    await expert.act(id, 'resolution', { text: 'Fill in paper.' });
    await isTold(t('home.news.solved', { name: 'Meera' }));
    await user.act(id, 'confirm', {});
    await Promise.all(tabs.map((tab) => tab.waitForLoadState('networkidle')));
    assert.is((await all()).length, 3, 'each thing once');
    await other.close();
  });

  test('on a phone the toast of a new offer covers neither the offer nor what is pressed at the foot', async () => {
    atExpert = await visit(expert, 360);
    const { page } = atExpert;
    await onlineSwitch(page).waitFor();
    const title = `The scanner hums ${'and hums '.repeat(15)}all day`;
    await user.submit({ title, category: 'hardware' });
    const offer = offerOf(page, title);
    await offer.waitFor();
    const toast = page.getByRole('status').getByText(/^New offer: The scanner hums/);
    const toastBox = await toast.boundingBox();
    const offerBox = await offer.boundingBox();
    const navBox = await page.getByRole('navigation', { name: t('common.pages') }).boundingBox();
    assert.ok(toastBox && offerBox && navBox);
    if (!toastBox || !offerBox || !navBox) return;
    const bottom = toastBox.y + toastBox.height;
    assert.ok(bottom <= offerBox.y, `the toast ends at ${bottom}, the offer begins at ${offerBox.y}`);
    assert.ok(bottom < navBox.y);
  });

  test('on a wide page it stays within the list, beside the reply box of an open issue', async () => {
    const { id } = await user.submit({ title: 'The mouse is slow', category: 'hardware' });
    await expert.accept(await expert.offered(id));
    atWide = await visit(expert, 1280);
    const { page } = atWide;
    await page.goto(`${north.url}/expert_dashboard?issue=${id}`);
    const reply = page.getByRole('textbox', { name: t('chat.write', { name: 'Ana' }), exact: true });
    await reply.waitFor();
    await page.waitForLoadState('networkidle');
    await user.submit({ title: `The keyboard sticks ${'and sticks '.repeat(12)}`, category: 'hardware' });
    const toast = page.getByRole('status').getByText(/^New offer: The keyboard sticks/);
    await toast.waitFor();
    const toastBox = await toast.boundingBox();
    const paneBox = await page.locator('.pane-list').boundingBox();
    assert.ok(toastBox && paneBox);
    if (!toastBox || !paneBox) return;
    const [end, edge] = [toastBox.x + toastBox.width, paneBox.x + paneBox.width];
    assert.ok(end <= edge, `the toast ends at ${end}, the list at ${edge}`);
  });

  test('no page met an error', () => {
    for (const { faults } of [atUser, atExpert, atWide]) assert.equal(faults, []);
  });

  test.run();
}
