/** The life of an issue on the pages: a user at North, two experts and an admin at South, each in a browser of their own. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { startTwoRegions } from './regions.ts';
import {
  accept,
  confirm,
  describe,
  goOnline,
  lineOf,
  offerOf,
  onlineSwitch,
  pageAsked,
  pass,
  rate,
  sendBack,
  sendIssue,
  signInAdmin,
  signUpExpert,
  signUpUser,
  solve,
  toVerify,
  write,
  writeTo,
} from './visits.ts';

const file = 'web/browser/life.test.ts';
const test = suite('the life of an issue on the pages');

/** Would run, were it taken for HTML anywhere. */
const attack = '<img src=x onerror="document.title=\'taken over\'">';
const title = `No signal ${attack}`;
const description = `Since noon ${attack}`;
const names = ['Luis', 'Nadia'] as const;

const inList = (page: Page) =>
  page.getByRole('region', { name: t('issue.listTitle') }).getByRole('link', { name: title });

type People = {
  readonly user: Visitor;
  readonly admin: Visitor;
  readonly experts: readonly [Visitor, Visitor];
};

if (isChromiumThere(file)) testLife();

function testLife(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let people: People;
  let solver: Page;
  let solverName: string;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      const [user, admin, one, other] = await Promise.all([
        newVisitor(browser),
        newVisitor(browser),
        newVisitor(browser),
        newVisitor(browser),
      ]);
      people = { user, admin, experts: [one, other] };
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('people sign up; an admin verifies the experts, who notice at once and go online', async () => {
    const { user, admin, experts } = people;
    await Promise.all([
      signUpUser(user.page, north.url, 'Ana'),
      ...experts.map(({ page }, at) => signUpExpert(page, south.url, names[at] ?? '', 'network')),
    ]);
    for (const { page } of experts) {
      await page.getByText(t('expert.pendingTitle')).waitFor();
      assert.ok(await onlineSwitch(page).isDisabled(), 'nobody unverified goes online');
    }
    await signInAdmin(admin.page, south.url, { email: north.options.adminEmail, secret: adminPassword });
    await admin.page.getByRole('link', { name: t('common.nav.people') }).click();
    for (const name of names) {
      await toVerify(admin.page, name).click();
      await toVerify(admin.page, name).waitFor({ state: 'detached' });
    }
    for (const { page } of experts) {
      await page.getByText(t('expert.pendingTitle')).waitFor({ state: 'detached' });
      await goOnline(page);
    }
  });

  test('what is typed survives a reload, and a double click sends it once', async () => {
    const { page } = people.user;
    await describe(page, { title, description, category: 'network' });
    await page.reload();
    const typed = page.getByLabel(t('issue.description'), { exact: true });
    await eventually('the draft is back', async () => (await typed.inputValue()) === description);
    assert.is(await page.getByLabel(t('issue.title'), { exact: true }).inputValue(), title);
    assert.is(await page.getByLabel(t('issue.category'), { exact: true }).inputValue(), 'network');
    await sendIssue(page).dblclick();
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await inList(page).waitFor();
  });

  test('the offer appears with a countdown; passed on, the next expert has it and accepts', async () => {
    const { user, experts } = people;
    const pages = experts.map(({ page }) => page);
    const first = await pageAsked(pages, title);
    const timer = offerOf(first, title).getByRole('timer');
    const before = await timer.getAttribute('aria-label');
    await eventually('the countdown moves', async () => (await timer.getAttribute('aria-label')) !== before);
    const firstName = names[pages.indexOf(first)] ?? '';
    await pass(first, title);
    solver = await pageAsked(
      pages.filter((page) => page !== first),
      title,
    );
    solverName = names[pages.indexOf(solver)] ?? '';
    await accept(solver, title);
    await user.page.getByText(`${firstName} passed`).first().waitFor();
    await writeTo(user.page, solverName).waitFor();
  });

  test('both write and read at once; HTML stays text', async () => {
    const { page } = people.user;
    await write(page, `Hello ${attack}`);
    await lineOf(solver, `Hello ${attack}`).waitFor();
    await write(solver, 'Which light is on?');
    await lineOf(page, 'Which light is on?').waitFor();
    // Each sees that the other, in another region, has read it.
    for (const at of [page, solver]) await at.getByText(/, read$/).waitFor();
  });

  test('an answer is declined with a reason, comes back to the expert, and is confirmed the second time', async () => {
    const { page } = people.user;
    await solve(solver, 'Restart the router.');
    await page.getByText('Restart the router.').waitFor();
    await sendBack(page, `Still nothing ${attack}`);
    await offerOf(solver, title).waitFor();
    await accept(solver, title);
    await solve(solver, 'Plug in the grey cable.');
    await page.getByText('Plug in the grey cable.').waitFor();
    await confirm(page);
    assert.is(await inList(page).count(), 1, 'the double click made one issue');
    await rate(page, 5, `Patient ${attack}`);
  });

  test('the expert reads the rating, and the admin sees that trust moved and how it ended', async () => {
    const { admin } = people;
    await solver.getByText(`Patient ${attack}`).waitFor();
    await solver.getByRole('link', { name: t('common.nav.trust') }).click();
    await solver.getByText(`Patient ${attack}`).waitFor();
    await admin.page.reload();
    await admin.page.getByRole('row', { name: solverName }).getByText('0.60').waitFor();
    await admin.page.goto(`${south.url}/admin_dashboard?view=issues&state=closed`);
    const row = admin.page.getByRole('row', { name: title });
    await row.getByRole('cell', { name: t('issue.state.closed'), exact: true }).waitFor();
    await row.getByRole('link', { name: title }).click();
    await admin.page
      .getByText(t('issue.step.rejected', { name: names.find((name) => name !== solverName) ?? '' }))
      .first()
      .waitFor();
  });

  test('no page met an error, and none took text for HTML', async () => {
    const { user, admin, experts } = people;
    for (const { page, faults } of [user, admin, ...experts]) {
      assert.equal(faults, []);
      assert.is.not(await page.title(), 'taken over');
      assert.is(await page.locator('img').count(), 0);
    }
  });

  test.run();
}
