/** An admin weighs the score: sees what other weights would have changed, saves them, lets regions learn their own. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import { newExpert, newUser, signIn } from '../../node/life/people.ts';
import { SettingsView } from '../../node/schemas/views.ts';
import { t } from '../lib/i18n.ts';
import { bringAxe, faultsOn, looks, takeLook } from './accessibility.ts';
import { signInAdmin } from './visits.ts';

const file = 'web/browser/weights.test.ts';
const test = suite('weights page');

if (isChromiumThere(file)) testWeights();

function testWeights(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let visitor: Visitor;

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const started = await Promise.all([startMesh(nodes, ['North', 'South']), startChromium()]);
      browser = started[1];
      const [first] = started[0];
      if (first === undefined) throw new Error('A node was to start.');
      north = first;
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      const user = await newUser(north.url, 'Ana');
      // The only one there gets the first and has answered in time since; the next goes to who is idle.
      const busy = await newExpert(north.url, 'Meera', { categories: ['network'], admin });
      await busy.appear('online');
      const { id } = await user.submit({ title: 'The printer is away', category: 'network' });
      await busy.accept(await busy.offered(id));
      const idle = await newExpert(north.url, 'Ivo', { categories: ['network'], admin });
      await idle.appear('online');
      const next = await user.submit({ title: 'The router and the firewall', category: 'network' });
      await idle.offered(next.id);
      visitor = await newVisitor(browser);
      await bringAxe(visitor);
      await signInAdmin(visitor.page, north.url, { email: admin.email, secret: adminPassword });
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const field = (page: Page, term: string) => page.locator(`input[name="weights/${term}"]`);

  test('what other weights would have changed is shown before they are saved', async () => {
    const { page } = visitor;
    await page.goto(`${north.url}/admin_dashboard?view=settings`);
    await field(page, 'skill').fill('0');
    await field(page, 'trust').fill('0');
    await field(page, 'availability').fill('1');
    await field(page, 'load').fill('0');
    await button(page, t('weights.preview')).click();
    await page.getByRole('heading', { name: t('weights.previewTitle') }).waitFor();
    const row = page.getByRole('row', { name: /The router and the firewall/ });
    const reason = new RegExp(`Ivo[^]*Meera[^]*${t('issue.terms.availability')} 0\\.84 instead of 0\\.80`);
    assert.match(await row.innerText(), reason);
    // It is about what is typed: with another weight it is gone.
    await field(page, 'skill').fill('0.5');
    await row.waitFor({ state: 'detached' });
    await field(page, 'skill').fill('0');
    await button(page, t('weights.preview')).click();
    await row.waitFor();
    await button(page, t('weights.save')).click();
    await page.getByText(/Last changed/).waitFor();
  });

  test('saving says so, and keeps the keyboard where it is and the values as they were typed', async () => {
    const { page } = visitor;
    const said = page.getByRole('status').filter({ hasText: t('common.saved') });
    await field(page, 'skill').fill('0.25');
    for (const [name, changed] of [
      [t('weights.save'), field(page, 'skill')],
      [t('admin.categoriesSubmit'), page.getByRole('textbox', { name: t('admin.categories') })],
      [t('admin.trustMeasureSubmit'), page.getByLabel(t('admin.trustMeasureLabel'))],
    ] as const) {
      const value = await changed.inputValue();
      await button(page, name).focus();
      await page.keyboard.press('Enter');
      await said.waitFor();
      assert.is(await page.evaluate(() => document.activeElement?.textContent), name);
      assert.is(await changed.inputValue(), value);
    }
    await field(page, 'skill').fill('0');
    await button(page, t('weights.save')).click();
  });

  test('news from another admin is shown, and does not undo what is being typed', async () => {
    const { page } = visitor;
    const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
    await field(page, 'trust').fill('0.7');
    await admin.send(SettingsView, 'PUT', '/admin/settings', {
      weights: { skill: 0.1, trust: 0.1, availability: 0.9, load: 0 },
    });
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[name="weights/availability"]')?.value === '0.9',
    );
    assert.is(await field(page, 'trust').inputValue(), '0.7');
  });

  test('learning is switched on, shows each region, and is switched off again', async () => {
    const { page } = visitor;
    await button(page, t('weights.switchOn')).click();
    for (const name of ['North', 'South'])
      await page.getByRole('row', { name: new RegExp(`^${name}`) }).waitFor();
  });

  test('the whole page is accessible in light and dark, wide and narrow, and nothing runs out of it', async () => {
    const { page, faults } = visitor;
    await button(page, t('weights.preview')).click();
    await page.getByRole('heading', { name: t('weights.previewTitle') }).waitFor();
    for (const look of looks) {
      await takeLook(page, look);
      assert.equal(await faultsOn(page), [], `${look.colorScheme} ${look.width}`);
    }
    await button(page, t('weights.switchOff')).click();
    await page.getByText(t('weights.offText')).waitFor();
    assert.equal(faults, []);
  });

  test.run();
}
