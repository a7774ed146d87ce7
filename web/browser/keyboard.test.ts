/** A working day with the keyboard alone: an admin verifies and weighs, an expert comes, helps with one issue, and goes. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newUser, type Person, password, registerExpert } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { fill, hasFocus, press, tabTo } from './keyboard.ts';
import { startOneRegion } from './regions.ts';
import { offerOf, onlineSwitch, toVerify, writeTo } from './visits.ts';

const file = 'web/browser/keyboard.test.ts';
const test = suite('with the keyboard alone');

const title = 'The door lock blinks red';

if (isChromiumThere(file)) testKeyboard();

function testKeyboard(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let user: Person;
  let expert: { readonly email: string };
  const visitors: Visitor[] = [];

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  /** In the header; how many wait there may stand behind its name. */
  const link = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });
  /** Opens a page without any pointer; what follows is done with the keyboard. */
  const open = async (path: string): Promise<Page> => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    await visitor.page.goto(`${north.url}${path}`);
    return visitor.page;
  };
  const enter = async (page: Page, email: string, secret: string): Promise<void> => {
    await fill(page, page.getByLabel(t('account.sign.email'), { exact: true }), email);
    await fill(page, page.getByLabel(t('account.sign.password'), { exact: true }), secret);
    await page.keyboard.press('Enter');
  };
  const leave = async (page: Page): Promise<void> => {
    await press(page, button(page, t('common.signOut')));
    await button(page, t('account.sign.signIn')).waitFor();
    assert.equal(await page.context().cookies(), [], 'nobody is signed in any more');
  };

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      user = await newUser(north.url, 'Ana');
      expert = await registerExpert(north.url, 'Meera', { categories: ['hardware'] });
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('an admin signs in, verifies somebody, tries and saves a weight, and signs out', async () => {
    const page = await open('/admin_login');
    await enter(page, north.options.adminEmail, adminPassword);
    await page.waitForURL('**/admin_dashboard*');
    await press(page, link(page, t('common.nav.people')));
    await press(page, toVerify(page, 'Meera'));
    await page.getByText(t('admin.verified', { name: 'Meera' })).waitFor();
    await toVerify(page, 'Meera').waitFor({ state: 'detached' });

    await press(page, link(page, t('common.nav.settings')));
    const skill = page.locator('input[name="weights/skill"]');
    await fill(page, skill, '0.55');
    assert.is(await skill.inputValue(), '0.55');
    await press(page, button(page, t('weights.preview')));
    await page.getByText(t('weights.nothingYet')).waitFor();
    assert.ok(await hasFocus(button(page, t('weights.preview'))), 'it can be pressed again at once');
    await press(page, button(page, t('weights.save')));
    await page.getByText(/Last changed/).waitFor();
    await leave(page);
  });

  test('an expert signs in, goes online, accepts, writes, answers, goes away, and signs out', async () => {
    const page = await open('/');
    await enter(page, expert.email, password);
    await page.waitForURL('**/expert_dashboard*');
    await press(page, onlineSwitch(page), 'Space');
    await page.getByText(t('expert.onlineNow')).waitFor();
    const { id } = await user.submit({ title, category: 'hardware' });
    await press(page, offerOf(page, title).getByRole('button', { name: t('expert.accept'), exact: true }));
    await page.waitForURL(`**/expert_dashboard?issue=${id}`);
    await fill(page, writeTo(page, 'Ana'), 'Does it beep?');
    await page.keyboard.press('Enter');
    await user.reads(id, ['Does it beep?']);

    await press(page, button(page, t('expert.solve')));
    const dialog = page.getByRole('dialog', { name: t('expert.solveTitle') });
    const answer = dialog.getByLabel(t('expert.solveField'), { exact: true });
    await answer.waitFor();
    assert.ok(await hasFocus(answer), 'one goes on with what is asked');
    await page.keyboard.type('Change its battery.');
    await press(page, dialog.getByRole('button', { name: t('expert.solveSubmit'), exact: true }));
    await dialog.waitFor({ state: 'detached' });
    await user.sees(id, 'resolved');
    // What opened the dialog is gone with it: the way goes on there, not from the beginning of the page.
    await page.keyboard.press('Tab');
    assert.ok(await hasFocus(page.locator('main :focus')));

    await press(page, onlineSwitch(page), 'Space');
    await page.getByText(t('expert.awayNow')).waitFor();
    await leave(page);
  });

  test('the first stop leads past the header, and a dialog keeps the focus until it is closed', async () => {
    const page = await open('/');
    await enter(page, user.email, password);
    await page.waitForURL('**/user_dashboard*');
    const { id } = await user.submit({ title: 'The window whistles', category: 'hardware' });
    await page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await button(page, t('issue.cancel')).waitFor();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: t('common.skip') });
    assert.ok(await hasFocus(skip));
    await page.keyboard.press('Enter');
    await tabTo(page, button(page, t('issue.cancel')));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t('issue.cancelTitle') });
    await dialog.waitFor();
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab');
      // Beyond a modal dialog is the browser's own bar, where the page's focus is its body.
      const isInside = await dialog.evaluate(
        (element) => element.contains(document.activeElement) || document.activeElement === document.body,
      );
      assert.ok(isInside, `stop ${stop}`);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await eventually('the focus is back', () => hasFocus(button(page, t('issue.cancel'))));
    assert.is.not((await user.issue(id)).state, 'cancelled');
  });

  test('no page raised an error of its own', () => {
    assert.equal(
      visitors.flatMap(({ faults }) => faults),
      [],
    );
  });

  test.run();
}
