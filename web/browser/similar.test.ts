/** What solved the like of an issue that is being written down: also in another region, in the page's language. */
import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { MeshView } from '../../node/schemas/mesh-views.ts';
import { t } from '../lib/i18n.ts';
import { startTwoRegions } from './regions.ts';
import { describe, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/similar.test.ts';
const test = suite('similar issues');

const title = 'Printer prints blank pages';
const answer = 'The sealing strip was still in the toner.';
/** Where little was solved every word seems common, and nothing close. */
const others = ['VPN drops every few minutes', 'Cannot sign in to the wiki', 'Screen stays black'];

if (isChromiumThere(file)) testSimilar();

function testSimilar(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let user: Person;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      await eventually('North and South see each other', async () => {
        const { regions } = await admin.get(MeshView, '/mesh');
        return regions.filter(({ state }) => state === 'up').length === 2;
      });
      user = await newUser(north.url, 'Ana');
      const carla = await newUser(south.url, 'Carla');
      const luis = await newExpert(south.url, 'Luis', { categories: ['hardware'], admin });
      await luis.appear('online');
      for (const one of [...others, title]) {
        const { id } = await carla.submit({ title: one, category: 'hardware', urgency: 'low' });
        await luis.accept(await luis.offered(id));
        await luis.act(id, 'resolution', { text: answer });
        await carla.sees(id, 'resolved');
        await carla.act(id, 'confirm', { helpsOthers: true });
      }
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('an answer from another region is shown with its name, and opened by keyboard', async () => {
    const { page } = await newVisitor(browser);
    await page.setViewportSize({ width: 360, height: 800 });
    await signInOnPage(page, north.url, { email: user.email });
    await page.waitForURL('**/user_dashboard*');
    await describe(page, { title: 'My printer prints blank pages', description: '', category: 'hardware' });
    const card = page.getByRole('region', { name: t('issue.similarTitle') });
    const found = card.locator('summary', { hasText: title });
    await found.getByText(t('issue.similarFrom', { region: 'South' }), { exact: true }).waitFor();
    assert.is(await card.getByText(answer).isVisible(), false);
    await found.press('Enter');
    await card.getByText(answer).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} px`);

    await page.evaluate(() => localStorage.setItem('grapevine.language', 'ar'));
    await page.reload();
    // The draft survives, and is looked at again.
    await page.getByText(/^حُلّت في منطقة \P{L}*South\P{L}*$/u).waitFor();
  });
}

test.run();
