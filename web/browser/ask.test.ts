/** What the form for a new issue says before it is sent. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { newUser, type Person } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { limits } from '../lib/limits.ts';
import { startOneRegion } from './regions.ts';
import { describe, sendIssue, signIn } from './visits.ts';

const file = 'web/browser/ask.test.ts';
const test = suite('asking');

if (isChromiumThere(file)) testAsking();

function testAsking(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let user: Person;
  let visitor: Visitor;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      user = await newUser(north.url, 'Ana');
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });
  test.before.each(async () => {
    visitor = await newVisitor(browser);
    await signIn(visitor.page, north.url, { email: user.email });
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

  test.run();
}
