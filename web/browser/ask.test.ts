/** What the form for a new issue says before it is sent. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { limits } from '../lib/limits.ts';
import { categoryName } from '../lib/names.ts';
import { startOneRegion } from './regions.ts';
import { describe, sendIssue, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/ask.test.ts';
const test = suite('asking');

if (isChromiumThere(file)) testAsking();

function testAsking(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let user: Person;
  let visitor: Visitor;

  /** As much as it takes for a category to be suggested for the like of it. */
  async function solveSome(admin: Person): Promise<void> {
    const expert = await newExpert(north.url, 'Meera', { categories: ['network'], admin });
    await expert.appear('online');
    for (const title of ['The VPN drops on the train', 'VPN drops on the train at noon', 'VPN drops']) {
      const { id } = await user.submit({ title, category: 'network' });
      await expert.accept(await expert.offered(id));
      await expert.act(id, 'resolution', { text: 'Restart the adapter.' });
      await user.sees(id, 'resolved');
      await user.act(id, 'confirm', {});
    }
    await expert.appear('away');
  }

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      user = await newUser(north.url, 'Ana');
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      await solveSome(admin);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });
  test.before.each(async () => {
    visitor = await newVisitor(browser);
    await signInOnPage(visitor.page, north.url, { email: user.email });
    await visitor.page.waitForURL('**/user_dashboard*');
  });
  test.after.each(async () => {
    await visitor.context.close();
  });

  const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
  /** What the node was asked to take. */
  const sentBy = (page: Page) => {
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/issues')) sent.push(request.postDataJSON());
    });
    return sent;
  };

  test('a title says near its limit how much is left, and one too long is marked and not sent', async () => {
    const { page } = visitor;
    const sent = sentBy(page);
    await describe(page, { title: 'Short', description: 'It jams.', category: 'hardware' });
    const title = field(page, t('issue.title'));
    await title.fill('x'.repeat(limits.title - 10));
    await page
      .getByText(t('common.left', { count: 10 }))
      .first()
      .waitFor();
    const read = page.getByRole('status').filter({ hasText: t('common.left', { count: 10 }) });
    await read.waitFor({ state: 'attached' });
    await title.fill('x'.repeat(limits.title + 2));
    await page
      .getByText(t('common.tooMany', { count: 2 }))
      .first()
      .waitFor();
    await page.getByText(t('problem.field.too-long', { max: limits.title })).waitFor();
    await field(page, t('issue.description')).focus();
    await sendIssue(page).click();
    assert.ok(
      await title.evaluate((element) => element === document.activeElement),
      'it is gone on with there',
    );
    assert.is(await title.getAttribute('aria-invalid'), 'true');
    assert.equal(sent, []);
    await title.fill('x'.repeat(limits.title));
    await sendIssue(page).click();
    await page.waitForURL('**/user_dashboard?issue=*');
    assert.is(sent.length, 1);
  });

  test('nobody is misrouted in a hurry: a category has to be chosen, and what solved the like offers one', async () => {
    const { page } = visitor;
    const sent = sentBy(page);
    await page
      .getByRole('link', { name: t('common.nav.newIssue') })
      .first()
      .click();
    const category = field(page, t('issue.category'));
    assert.is(await category.inputValue(), '');
    await page.getByRole('option', { name: t('issue.chooseCategory') }).waitFor({ state: 'attached' });
    await field(page, t('issue.title')).fill('The VPN drops on the train');
    await sendIssue(page).press('Enter');
    const missing = page.getByText(t('issue.categoryMissing'));
    await missing.waitFor();
    // With it, all else that is wrong, and the first of it gets the focus.
    await page.getByText(t('problem.field.empty')).waitFor();
    assert.is(await category.getAttribute('aria-invalid'), 'true');
    await field(page, t('issue.description')).fill('Every few minutes.');
    await page.reload();
    assert.is(await category.inputValue(), '', 'a draft has none either');
    await sendIssue(page).press('Enter');
    await missing.waitFor();
    await page
      .getByRole('button', { name: t('home.suggested.is', { value: categoryName('network') }) })
      .click();
    await missing.waitFor({ state: 'detached' });
    assert.is(await category.inputValue(), 'network');
    assert.is(await page.getByRole('option', { name: t('issue.chooseCategory') }).count(), 0);
    await sendIssue(page).press('Enter');
    await page.waitForURL('**/user_dashboard?issue=*');
    assert.is((sent.at(-1) as { category: string }).category, 'network');
  });

  test.run();
}
