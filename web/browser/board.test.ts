/** An admin's day: many who want to help, a region that is down with thirty waiting, and who changed what. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newUser, registerExpert, signIn } from '../../node/life/people.ts';
import { MeshView } from '../../node/schemas/mesh-views.ts';
import { t } from '../lib/i18n.ts';
import { bringAxe, faultsOn, looks, takeLook } from './accessibility.ts';
import { startTwoRegions } from './regions.ts';
import { signInAdmin } from './visits.ts';

const file = 'web/browser/board.test.ts';
const test = suite('admin board');

const issuesWaiting = 30;

if (isChromiumThere(file)) testBoard();

function testBoard(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let visitor: Visitor;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      for (const [name, { url }] of [
        ['Samir', north],
        ['Ines', south],
        ['Temi', north],
      ] as const)
        await registerExpert(url, name, { categories: ['database'] });
      visitor = await newVisitor(browser);
      await bringAxe(visitor);
      const { adminEmail: email } = north.options;
      await signInAdmin(visitor.page, north.url, { email, secret: adminPassword });
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const registration = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
  const tick = (page: Page, name: string) =>
    registration(page, name).getByRole('checkbox', { name: t('board.bulk.choose', { name }) });
  const open = (page: Page, query: string) => page.goto(`${north.url}/admin_dashboard${query}`);
  const isAccessible = async (page: Page) => {
    for (const look of looks) {
      await takeLook(page, look);
      assert.equal(await faultsOn(page), [], `${page.url()} ${look.colorScheme} ${look.width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };

  test('several registrations, of two regions, are verified at once, and it can be taken back', async () => {
    const { page } = visitor;
    await open(page, '?view=people');
    for (const name of ['Samir', 'Ines', 'Temi']) await registration(page, name).waitFor();
    await tick(page, 'Samir').check();
    await tick(page, 'Ines').check();
    await isAccessible(page);
    await button(page, t('board.bulk.verify', { count: 2 })).click();
    const told = page.getByText(/(Samir and Ines|Ines and Samir) are verified/);
    await told.waitFor();
    // Read on from what happened, with the way back beside it.
    assert.ok(await told.evaluate((element) => document.activeElement?.contains(element)));
    await registration(page, 'Ines').waitFor({ state: 'detached' });
    await button(page, t('board.bulk.undo')).click();
    await registration(page, 'Ines').waitFor();
    // With the keyboard alone.
    await tick(page, 'Ines').focus();
    await page.keyboard.press('Space');
    await button(page, t('board.bulk.verify', { count: 1 })).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Ines is verified').waitFor();
  });

  test('declining several asks for a reason first', async () => {
    const { page } = visitor;
    await open(page, '?view=people');
    await registration(page, 'Temi').waitFor();
    await page.getByRole('checkbox', { name: t('board.bulk.all') }).check();
    await button(page, t('board.bulk.decline', { count: 2 })).click();
    const dialog = page.getByRole('dialog', { name: t('board.bulk.declineTitle', { count: 2 }) });
    await button(dialog.page(), t('admin.declineSubmit')).click();
    await dialog.getByText('Say why').waitFor();
    await dialog.getByLabel(t('admin.reason'), { exact: true }).fill('No proof yet.');
    await button(page, t('admin.declineSubmit')).click();
    await page.getByText(/(Samir and Temi|Temi and Samir) are declined/).waitFor();
  });

  test('by keyboard: after each decision the focus is on the next one, and at the end on the heading', async () => {
    const { page } = visitor;
    for (const name of ['Ugo', 'Vera', 'Wim']) await registerExpert(north.url, name, { categories: ['web'] });
    await open(page, '?view=people');
    await registration(page, 'Wim').waitFor();
    const press = async (name: string) => {
      await button(page, name).focus();
      await page.keyboard.press('Enter');
    };
    const focusIsOn = (name: string) =>
      page.waitForFunction((wanted) => {
        const at = document.activeElement;
        return (at?.getAttribute('aria-label') ?? at?.textContent) === wanted;
      }, name);
    await press(t('admin.verifyName', { name: 'Ugo' }));
    await focusIsOn(t('admin.verifyName', { name: 'Vera' }));
    await press(t('admin.declineName', { name: 'Wim' }));
    const dialog = page.getByRole('dialog', { name: t('admin.declineTitle', { name: 'Wim' }) });
    await dialog.getByLabel(t('admin.reason'), { exact: true }).fill('No proof yet.');
    await dialog.getByRole('button', { name: t('admin.declineSubmit') }).press('Enter');
    await focusIsOn(t('admin.declineName', { name: 'Vera' }));
    await press(t('admin.verifyName', { name: 'Vera' }));
    await focusIsOn(t('admin.toVerify'));
    // The row stays: what it offers now is where the button was.
    await press(t('admin.suspendName', { name: 'Ugo' }));
    const suspend = page.getByRole('dialog', { name: t('admin.suspendTitle', { name: 'Ugo' }) });
    await suspend.getByLabel(t('admin.reason'), { exact: true }).fill('Away for long.');
    await suspend.getByRole('button', { name: t('admin.suspendSubmit') }).press('Enter');
    await focusIsOn(t('admin.verifyName', { name: 'Ugo' }));
  });

  test('the audit log tells what changed, and is looked through', async () => {
    const { page } = visitor;
    await open(page, '?view=audit&action=declined');
    const row = page.getByRole('row', { name: /Temi/ });
    await row.waitFor();
    const told = (await row.innerText()).replaceAll('\n', ' ');
    assert.match(told, /Waiting for verification.*Declined.*No proof yet\./);
    assert.is(await page.getByRole('row', { name: /Ines/ }).count(), 0);
    await isAccessible(page);
  });

  test('a bad day: what is down, who waits, and what needs the admin stand first, on a phone too', async () => {
    const { page } = visitor;
    const users = await Promise.all(['Ana', 'Bo'].map((name) => newUser(north.url, name)));
    for (let n = 0; n < issuesWaiting; n++)
      await users[n % 2]?.submit({ title: `The export stops at row ${n}`, category: 'cloud' });
    await south.kill();
    const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
    await eventually('North sees that South is down', async () => {
      const { regions } = await admin.get(MeshView, '/mesh');
      return regions.some(({ state }) => state === 'down');
    });
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, '');
    const glance = page.getByRole('region', { name: t('board.glance.title') });
    await glance.getByText(t('board.glance.waiting', { count: issuesWaiting })).waitFor();
    const told = await glance.innerText();
    assert.match(told, /1 of 2 regions up/);
    assert.match(told, /South has been down since/);
    // What can be done about it stands there, with what it means.
    await glance.getByText(t('board.lost.choose', { here: 'North' })).waitFor();
    await button(page, t('admin.adopt', { region: 'South' })).waitFor();
    assert.match(told, /No expert is online anywhere/);
    // Before anybody scrolls.
    const box = await glance.boundingBox();
    assert.ok(box && box.y < 300, `the line begins at ${box?.y}`);
    await isAccessible(page);
    await glance
      .getByRole('link', { name: t('admin.seeIssues') })
      .first()
      .click();
    await page
      .getByRole('row', { name: /The export stops at row/ })
      .first()
      .waitFor();
    await page.getByLabel(t('board.filter.text'), { exact: true }).fill('row 17');
    await button(page, t('board.filter.search')).click();
    await page.waitForURL('**q=row+17*');
    await page.getByRole('row', { name: /row 17/ }).waitFor();
    assert.is(await page.getByRole('row', { name: /row 1[^7]/ }).count(), 0);
    await isAccessible(page);
    // What fits nothing leads back to all, and the field is empty again.
    await page.getByLabel(t('board.filter.text'), { exact: true }).fill('no such words');
    await button(page, t('board.filter.search')).click();
    await page.getByRole('link', { name: t('board.filter.clear') }).press('Enter');
    await page.getByRole('row', { name: /row 16/ }).waitFor();
    assert.is(await page.getByLabel(t('board.filter.text'), { exact: true }).inputValue(), '');
    assert.is(await page.evaluate(() => document.activeElement?.tagName), 'H1');
  });

  test('how an expert has done, and what changed hands, say so when there is nothing or nobody to ask', async () => {
    const { page } = visitor;
    await open(page, '?view=moves');
    await page.getByText(t('board.moves.empty')).waitFor();
    await page.getByText(/South could not be asked/).waitFor();
    await open(page, '?view=people');
    await page.getByRole('link', { name: 'Samir', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Samir' }).waitFor();
    await page.getByText(t('board.expert.noOffers')).waitFor();
    await isAccessible(page);
    await open(page, '');
    await page.getByText(t('board.trends.asTable')).first().click();
    await page.getByRole('table', { name: t('admin.waiting') }).waitFor();
    await isAccessible(page);
    // The plots are of a region, too; of one that is down they say so.
    const plots = page.getByRole('region', { name: t('board.trends.title') });
    await plots.getByText(/shown without it/).waitFor();
    const choice = plots.getByLabel(t('admin.filterRegion'));
    await choice.selectOption('South');
    await page.waitForURL('**region=South*');
    await plots.getByText(t('board.trends.away', { region: 'South' })).waitFor();
    await page.reload();
    await plots.getByText(t('board.trends.away', { region: 'South' })).waitFor();
    assert.is(await choice.inputValue(), 'South');
    await choice.selectOption('North');
    await plots.getByRole('heading', { name: t('admin.waiting') }).waitFor();
    assert.is(await plots.getByText(/shown without it/).count(), 0);
    // Declining without a reason was refused, as it should be.
    assert.equal(
      visitor.faults.filter((fault) => !/422 .*verdicts/.test(fault)),
      [],
    );
  });

  test.run();
}
