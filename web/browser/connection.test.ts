/** The line between people, and between a page and its node: what is read, and what happens when a connection or a node is gone. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { type OpenProxy, openProxy } from '../../sim/live/proxy.ts';
import { Road } from '../../sim/live/road.ts';
import { t } from '../lib/i18n.ts';
import { startTwoRegions } from './regions.ts';
import { lineOf, openConnected, signIn as signInOnPage, write, writeTo } from './visits.ts';

const file = 'web/browser/connection.test.ts';
const test = suite('connection');

if (isChromiumThere(file)) testConnection();

function testConnection(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let admin: Person;
  let visitor: Visitor;
  let people = 0;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      admin = await signIn(north.url, north.options.adminEmail, adminPassword);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });
  test.before.each(async () => {
    visitor = await newVisitor(browser);
  });
  test.after.each(async () => {
    await visitor.context.close();
  });

  /** An issue of a user of North that an expert of South works on; the user's page, at `url`, shows it. */
  const begin = async (category: string, url = north.url) => {
    people += 1;
    const expert = await newExpert(south.url, `Ida${people}`, { categories: [category], admin });
    const user = await newUser(north.url, `Ana${people}`);
    await expert.appear('online');
    const { id } = await user.submit({ title: 'No signal', category });
    await expert.accept(await expert.offered(id));
    await signInOnPage(visitor.page, url, { email: user.email });
    await visitor.page.waitForURL('**/user_dashboard*');
    await openIssue(visitor.page, url, id);
    return { expert, user, id, box: (page: Page = visitor.page) => writeTo(page, expert.name) };
  };

  async function openIssue(page: Page, url: string, id: string): Promise<void> {
    await openConnected(page, `${url}/user_dashboard?issue=${id}`);
    await page.getByRole('heading', { level: 1, name: 'No signal', exact: true }).waitFor();
  }

  const sent = (page: Page, text: string) =>
    page.locator('.message.mine', { has: page.getByText(text, { exact: true }) }).locator('.line-state');

  test('a line of one’s own is sent, delivered, read, across regions; the other side is seen writing', async () => {
    const { page } = visitor;
    const { expert, id, box } = await begin('network');
    await write(page, 'Are you there?');
    const line = await eventually(
      'the line is with its expert',
      async () => (await expert.messagesOf(id)).items[0],
    );
    const state = sent(page, 'Are you there?');
    assert.match((await state.textContent()) ?? '', /^Sent/);
    await expert.marks(id, { [line.region]: line.n }, false);
    await page.getByText(/, delivered$/).waitFor();
    await expert.marks(id, { [line.region]: line.n }, true);
    await page.getByText(/, read$/).waitFor();
    await expert.types(id);
    await page.getByText(t('reading.typing', { name: expert.name })).waitFor();
    await expert.say(id, 'Yes, I am.');
    await lineOf(page, 'Yes, I am.').waitFor();
    await page.getByText(t('reading.typing', { name: expert.name })).waitFor({ state: 'detached' });
    await eventually('the expert sees that it was read', async () => {
      const reader = (await expert.messagesOf(id)).readers?.find(({ role }) => role === 'user');
      return reader?.read.South === 1;
    });
    await box().waitFor();
  });

  test('a page in the background has a line delivered, and read when it is looked at', async () => {
    const { page } = visitor;
    const { expert, id } = await begin('network');
    const setVisibility = (state: 'hidden' | 'visible') =>
      page.evaluate(`
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
        document.dispatchEvent(new Event('visibilitychange'));
      `);
    const reader = async () => (await expert.messagesOf(id)).readers?.find(({ role }) => role === 'user');
    await setVisibility('hidden');
    await expert.say(id, 'One more thing.');
    await eventually('it is delivered', async () => (await reader())?.delivered.South === 1);
    assert.equal((await reader())?.read, {});
    await setVisibility('visible');
    await eventually('it is read', async () => (await reader())?.read.South === 1);
  });

  test('a connection that is cut is caught up on: nothing is missed, doubled or out of order', async () => {
    const { page } = visitor;
    const port = Number(new URL(north.url).port);
    const road = () => new Road({ delayMs: 0 });
    let isCut = false;
    let line: OpenProxy | undefined;
    try {
      // While it is cut nobody listens where it leads to.
      line = await openProxy({ targetPort: () => (isCut ? 1 : port), there: road(), back: road() });
      const { expert, id, box } = await begin('network', `http://127.0.0.1:${line.port}`);
      await write(page, 'first');
      isCut = true;
      line.breakConnections();
      await page.getByText(t('common.lost.title')).waitFor();
      for (const text of ['second', 'third']) {
        await box().fill(text);
        await box().press('Enter');
      }
      await expert.say(id, 'I write meanwhile.');
      await box().fill('what I was typing');
      await page.getByText(t('chat.waiting')).nth(1).waitFor();
      isCut = false;
      await lineOf(page, 'I write meanwhile.').waitFor();
      await page.getByText(t('common.backAgain')).waitFor();
      assert.is(await box().inputValue(), 'what I was typing');
      // Nobody presses anything.
      await page.getByText(t('chat.waiting')).first().waitFor({ state: 'detached' });
      await expert.reads(id, ['first', 'I write meanwhile.', 'second', 'third']);
    } finally {
      await line?.close();
    }
  });

  test('a line that could not be sent goes out by itself when the page is opened again, whatever it shows then', async () => {
    const { page } = visitor;
    const { expert, id, box } = await begin('network');
    const posts = (url: URL) => url.pathname.endsWith('/messages');
    await page.route(posts, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await box().fill('typed in a tunnel');
    await box().press('Enter');
    await page.getByText(t('chat.waiting')).waitFor();
    await page.goto('about:blank');
    await page.unroute(posts);
    await page.goto(`${north.url}/user_dashboard`);
    await expert.reads(id, ['typed in a tunnel']);
  });

  test('what is refused for good says why, and can be written anew', async () => {
    const { page } = visitor;
    const { expert, id, box } = await begin('network');
    const isRefused = (url: URL) => url.pathname.endsWith('/messages');
    await page.route(isRefused, (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 422, json: { code: 'invalid', detail: 'Not like that.' } })
        : route.continue(),
    );
    await box().fill('Not so good');
    await box().press('Enter');
    await page.getByText(`${t('chat.notSent')} Not like that.`).waitFor();
    await page.unroute(isRefused);
    await page.getByRole('button', { name: t('chat.edit'), exact: true }).click();
    await page.getByText(t('chat.notSent')).waitFor({ state: 'detached' });
    assert.is(await box().inputValue(), 'Not so good');
    await box().fill('Better');
    await box().press('Enter');
    await expert.reads(id, ['Better']);
  });

  test('a double click sends a line once', async () => {
    const { page } = visitor;
    const { expert, id, box } = await begin('network');
    await box().fill('only once');
    await page.getByRole('button', { name: t('chat.send'), exact: true }).dblclick();
    await lineOf(page, 'only once').waitFor();
    await write(page, 'and then this');
    await expert.reads(id, ['only once', 'and then this']);
  });

  test('two tabs are both live, do not fight over what is typed, and notice that one signs out', async () => {
    const { page, context, faults } = visitor;
    const { expert, id, box } = await begin('network');
    const other = await context.newPage();
    await openIssue(other, north.url, id);
    await box().fill('typed in the first');
    await eventually(
      'the other tab has it',
      async () => (await box(other).inputValue()) === 'typed in the first',
    );
    await box().press('Enter');
    await lineOf(other, 'typed in the first').waitFor();
    await eventually('and has let it go', async () => (await box(other).inputValue()) === '');
    await expert.say(id, 'for both of you');
    for (const tab of [page, other]) await lineOf(tab, 'for both of you').waitFor();
    await expert.reads(id, ['typed in the first', 'for both of you']);
    assert.equal(faults, []);
    await page.getByRole('button', { name: t('common.signOut') }).click();
    await page.waitForURL(`${north.url}/`);
    await other.waitForURL(`${north.url}/?next=*`);
  });

  test('the node is killed while somebody types: they go on at the other region, signed in, and come back', async () => {
    const { page } = visitor;
    const { expert, id, box } = await begin('network');
    await expert.say(id, 'What do you see?');
    await lineOf(page, 'What do you see?').waitFor();
    await box().fill('I see a red light');
    const choose = async () => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: t('files.attach') }).click(),
      ]);
      await chooser.setFiles([{ name: 'light.txt', mimeType: 'text/plain', buffer: Buffer.from('red') }]);
      await page.getByText(t('files.ready', { count: 1 })).waitFor({ state: 'attached' });
    };
    await choose();
    // The ways out are at hand before the node is gone.
    await page.waitForLoadState('networkidle');
    await north.kill();
    await page
      .getByRole('button', { name: t('connection.goOnAt', { region: 'South' }), exact: true })
      .click();
    await page.waitForURL(`${south.url}/user_dashboard?issue=${id}`);
    await page.getByRole('button', { name: t('connection.itIsMe') }).click();
    await page.getByText(t('connection.cameFrom', { here: 'South', region: 'North' })).waitFor();
    assert.is(new URL(page.url()).hash, '', 'the ticket is gone from the address');
    assert.is(await box().inputValue(), 'I see a red light');
    await lineOf(page, 'What do you see?').waitFor();
    // What was uploaded is at the region that is gone: the page says so, and does not send without it.
    await page.getByText(t('files.notAlong', { count: 1 })).waitFor();
    await page.getByText('light.txt', { exact: true }).waitFor();
    await box().press('Enter');
    assert.is(await box().inputValue(), 'I see a red light');
    await choose();
    await page.getByText(t('files.notAlong', { count: 1 })).waitFor({ state: 'detached' });
    await box().press('Enter');
    await expert.reads(id, ['What do you see?', 'I see a red light']);
    await box().fill('and it blinks');
    await north.restart();
    await page
      .getByRole('button', { name: t('connection.goBack', { region: 'North' }), exact: true })
      .click();
    await page.waitForURL(`${north.url}/user_dashboard?issue=${id}`);
    await lineOf(page, 'I see a red light').waitFor();
    assert.is(await box().inputValue(), 'and it blinks');
    const remove = page.getByRole('button', { name: t('files.remove', { name: 'light.txt' }), exact: true });
    assert.is(await remove.count(), 0, 'what was sent there is not here to be sent again');
    await box().press('Enter');
    await expert.reads(id, ['What do you see?', 'I see a red light', 'and it blinks']);
  });

  test.run();
}
