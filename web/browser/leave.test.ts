/** Regions that go, as an admin sees it: one leaves in good order, another is lost and adopted. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import { t } from '../lib/i18n.ts';
import { describe, emailOf, sendIssue, signIn, signInAdmin, signUpUser } from './visits.ts';

const file = 'web/browser/leave.test.ts';
const test = suite('regions that go, on the pages');

if (isChromiumThere(file)) testLeaving();

function testLeaving(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let south: LifeNode;
  let east: LifeNode;
  let admin: Visitor;
  let users: readonly [Visitor, Visitor];

  const submit = async (page: Page, url: string, name: string, title: string) => {
    await signUpUser(page, url, name);
    await describe(page, { title, description: 'Since noon.', category: 'network' });
    await sendIssue(page).click();
    await page.getByRole('heading', { name: title }).waitFor();
  };

  const seesIssue = async (page: Page, url: string, name: string, title: string) => {
    await signIn(page, url, { email: emailOf(name) });
    await page.waitForURL('**/user_dashboard*');
    await page
      .getByRole('region', { name: t('issue.listTitle') })
      .getByRole('link', { name: title })
      .waitFor();
  };

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const [started, chromium] = await Promise.all([
        startMesh(nodes, ['South', 'North', 'East']),
        startChromium(),
      ]);
      browser = chromium;
      const [first, second, third] = started;
      if (!first || !second || !third) throw new Error('Three nodes were to start.');
      [south, north, east] = [first, second, third];
      const [one, other, another] = await Promise.all([
        newVisitor(browser),
        newVisitor(browser),
        newVisitor(browser),
      ]);
      [admin, users] = [one, [other, another]];
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('a region leaves, its node stops, and its user goes on at another', async () => {
    const [{ page: user }] = users;
    await submit(user, north.url, 'Ursula', 'No signal');
    const { page } = admin;
    await signInAdmin(page, south.url, { email: south.options.adminEmail, secret: adminPassword });
    await page.getByRole('button', { name: t('admin.leave') }).click();
    const dialog = page.getByRole('dialog', { name: t('admin.leaveTitle') });
    await dialog.getByLabel(t('admin.leaveRegion')).selectOption('North');
    await dialog.getByLabel(t('admin.finishWithin')).fill('1');
    const send = dialog.getByRole('button', { name: t('admin.leaveSubmit', { region: 'North' }) });
    await send.click();
    await dialog.getByText('reason', { exact: false }).first().waitFor();
    await dialog.getByLabel(t('admin.reason')).fill('Its machine is given back.');
    await send.click();
    await dialog.waitFor({ state: 'hidden' });
    const { code } = await north.process().ended;
    assert.is(code, 0, 'its node stopped by itself');
    await page.getByText(/North has left the mesh/).waitFor();
    for (const heir of [south, east]) await seesIssue(user, heir.url, 'Ursula', 'No signal');
  });

  test('a region is lost, an admin adopts it, and its user goes on there', async () => {
    const [, { page: user }] = users;
    await submit(user, east.url, 'Uma', 'No sound');
    await east.kill();
    const { page } = admin;
    const adopt = page.getByRole('button', { name: t('admin.adopt', { region: 'East' }) });
    await adopt.waitFor();
    await adopt.click();
    const dialog = page.getByRole('dialog', { name: t('admin.adoptTitle', { region: 'East' }) });
    await dialog.getByLabel(t('admin.reason')).fill('It burnt down.');
    await dialog.getByRole('button', { name: t('admin.adoptSubmit', { here: 'South' }) }).click();
    await dialog.waitFor({ state: 'hidden' });
    const done = page.getByRole('heading', { name: t('admin.adoptedBy', { region: 'East', by: 'South' }) });
    await done.waitFor();
    assert.ok(
      await done.evaluate((heading) => document.activeElement === heading),
      'where the button was, it is said what came of it',
    );
    await page.getByText(t('board.lost.done', { region: 'East', by: 'South' })).waitFor();
    assert.is(
      await page.getByRole('button', { name: t('admin.adopt', { region: 'North' }) }).count(),
      0,
      'North has left, and all it had is adopted',
    );
    await seesIssue(user, south.url, 'Uma', 'No sound');
  });

  test('who is not expected back is taken off the list, and may be let back', async () => {
    const { page } = admin;
    const inTable = page.getByRole('rowheader', { name: 'East', exact: true });
    await inTable.waitFor();
    await page.getByRole('button', { name: t('admin.retire', { region: 'East' }) }).click();
    const dialog = page.getByRole('dialog', { name: t('admin.retireTitle', { region: 'East' }) });
    await dialog.getByLabel(t('admin.reason')).fill('There will be no other.');
    await dialog.getByRole('button', { name: t('admin.retireSubmit', { region: 'East' }) }).click();
    await dialog.waitFor({ state: 'hidden' });
    await inTable.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: t('admin.takeBack', { region: 'East' }) }).click();
    const back = page.getByRole('dialog', { name: t('admin.takeBackTitle', { region: 'East' }) });
    await back.getByRole('button', { name: t('admin.takeBackSubmit') }).click();
    await inTable.waitFor();
  });

  test('no page raised an error of its own', () => {
    const own = [admin, ...users]
      .flatMap(({ faults }) => faults)
      .filter((fault) => !/ERR_CONNECTION|Failed to load resource|WebSocket/.test(fault));
    assert.equal(own, []);
  });

  test.run();
}
