/** The way back for who has forgotten their password, from the admin's page to the first look at their own. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newUser, type Person, password, Refused, signIn } from '../../node/life/people.ts';
import { MeView } from '../../node/schemas/views.ts';
import { t } from '../lib/i18n.ts';
import { bringAxe, faultsOn, looks, takeLook } from './accessibility.ts';
import { startTwoRegions } from './regions.ts';
import { signInAdmin, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/password.test.ts';
const test = suite('forgotten password');

const chosen = 'four new unrelated words';
const name = 'Ana';

if (isChromiumThere(file)) testForgottenPassword();

function testForgottenPassword(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  /** At home in the south, and signed in there and in the north. */
  let ana: readonly Person[];
  let admin: Visitor;
  let visitor: Visitor;
  let link: string;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      const atHome = await newUser(south.url, name);
      const signInAtNorth = () => signIn(north.url, atHome.email).catch(() => undefined);
      ana = [atHome, await eventually('the north knows her', signInAtNorth)];
      [admin, visitor] = [await newVisitor(browser), await newVisitor(browser)];
      for (const one of [admin, visitor]) await bringAxe(one);
      await admin.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const { adminEmail: email } = north.options;
      await signInAdmin(admin.page, north.url, { email, secret: adminPassword });
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  const button = (page: Page, word: string) => page.getByRole('button', { name: word, exact: true });
  const field = (page: Page) => page.getByLabel(t('password.page.label'), { exact: true });
  const heading = (page: Page, word: string) => page.getByRole('heading', { name: word, exact: true });
  const isInOrder = async (page: Page) => {
    for (const look of looks) {
      await takeLook(page, look);
      assert.equal(await faultsOn(page), [], `${page.url()} ${look.colorScheme} ${look.width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  const makeLink = async (): Promise<string> => {
    const { page } = admin;
    await page.goto(`${north.url}/admin_dashboard?view=people`);
    const row = page.getByRole('listitem').filter({ hasText: ana[0]?.email ?? '' });
    const make = row.getByRole('button', { name: t('password.admin.make'), exact: true });
    await make.click();
    await page.getByRole('dialog', { name: t('password.admin.makeTitle', { name }) }).waitFor();
    await page.getByLabel(t('admin.reason'), { exact: true }).fill('She stood at my desk.');
    await button(page, t('password.admin.makeSubmit')).click();
    const shown = page.getByLabel(t('password.admin.link'), { exact: true });
    return shown.inputValue();
  };

  test('the sign-in page says where to go', async () => {
    const { page } = visitor;
    await page.goto(north.url);
    await page.getByText('Forgotten your password? An admin can make you a link').waitFor();
  });

  test('an admin makes a link, copies it, and goes on where they were; the log has it', async () => {
    const { page } = admin;
    link = await makeLink();
    assert.ok(link.startsWith(`${south.url}/new_password#`), 'at her home');
    await isInOrder(page);
    await button(page, t('password.admin.copy')).click();
    await page.getByText(t('password.admin.copied'), { exact: true }).waitFor();
    assert.is(await page.evaluate('navigator.clipboard.readText()'), link);
    await button(page, t('desk.close')).click();
    await page.waitForFunction(
      (word) => document.activeElement?.textContent === word,
      t('password.admin.make'),
    );
    assert.not((await page.content()).includes(link));
    const own = page.getByRole('listitem').filter({ hasText: north.options.adminEmail });
    assert.is(await own.getByRole('button', { name: t('password.admin.make'), exact: true }).count(), 0);
    await page.goto(`${north.url}/admin_dashboard?view=audit`);
    const entry = page.getByRole('row').filter({ hasText: 'She stood at my desk.' });
    assert.match(await entry.innerText(), /^Link for a new password\s+Ana \(/);
    assert.equal(admin.faults, []);
  });

  test('without a session she opens it, chooses a password, and is signed in; all that was before opens nothing', async () => {
    const { page, faults } = visitor;
    await page.goto(link);
    await page.getByText(t('password.page.owner', { name, email: ana[0]?.email ?? '' })).waitFor();
    assert.is(page.url(), `${south.url}/new_password`, 'the code stands in the address no longer');
    await page.reload();
    await field(page).waitFor();
    await isInOrder(page);
    assert.equal(faults, []);
    await field(page).fill('short');
    await button(page, t('password.page.submit')).click();
    await page.getByText('At least 10 characters.', { exact: true }).waitFor();
    await field(page).fill(chosen);
    // As an impatient person does it.
    await button(page, t('password.page.submit')).dblclick();
    await heading(page, t('password.page.doneTitle')).waitFor();
    await isInOrder(page);
    await page.getByRole('link', { name: t('account.welcome.goOn'), exact: true }).click();
    await page.waitForURL('**/user_dashboard*');
    for (const person of ana)
      await eventually('her former session ends', () =>
        person.get(MeView, '/me').then(
          () => undefined,
          (error: unknown) => error instanceof Refused && error.status === 401,
        ),
      );
    for (const { url } of [south, north]) {
      await assertRefused(signIn(url, ana[0]?.email ?? '', password));
      await signIn(url, ana[0]?.email ?? '', chosen);
    }
  });

  test('she signs in with it, as with any password', async () => {
    const { page } = await newVisitor(browser);
    await signInOnPage(page, north.url, { email: ana[0]?.email ?? '', secret: chosen });
    await page.waitForURL('**/user_dashboard*');
    await page.context().close();
  });

  test('used again, or when there is a newer one, it says so and what to do', async () => {
    const { page, context } = await newVisitor(browser);
    const isRefused = async () => {
      await heading(page, t('password.page.refusedTitle')).waitFor();
      await page.getByText(t('problem.code.link-refused'), { exact: true }).waitFor();
    };
    await page.goto(link);
    await isRefused();
    const older = await makeLink();
    const newer = await makeLink();
    // Opened in the same tab, only the fragment differs.
    await page.goto(older);
    await isRefused();
    await page.goto(newer);
    await field(page).waitFor();
    await context.close();
  });

  test('without its code the page says that a part is missing', async () => {
    const { page, faults } = visitor;
    faults.length = 0;
    await page.goto('about:blank');
    await page.goto(`${south.url}/new_password`);
    await heading(page, t('password.page.missingTitle')).waitFor();
    await isInOrder(page);
    assert.equal(faults, []);
  });

  test.run();
}

async function assertRefused(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, Refused);
}
