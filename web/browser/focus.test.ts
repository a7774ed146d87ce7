/** When what was pressed goes away with what it did, the keyboard goes on near it: as a user, as an expert, in the profile. */
import type { Browser, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { IssueList } from '../../node/schemas/views.ts';
import { t } from '../lib/i18n.ts';
import { hasFocus } from './keyboard.ts';
import { startOneRegion } from './regions.ts';
import { describe, offerOf, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/focus.test.ts';
const test = suite('where the focus goes on');

if (isChromiumThere(file)) testFocus();

function testFocus(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let user: Person;
  let expert: Person;
  let atUser: Visitor;
  let atExpert: Visitor;

  const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });
  const press = async (target: Locator): Promise<void> => {
    await target.focus();
    await target.press('Enter');
  };
  const goesTo = (target: Locator) => eventually(`the focus is on ${target}`, () => hasFocus(target));
  /** Not on the body, which is the start of the page. */
  const staysOnPage = (page: Page, gone: Locator) =>
    eventually(
      'the focus goes on',
      async () =>
        (await gone.count()) === 0 &&
        (await page.evaluate(() => document.activeElement !== document.body && document.activeElement)),
    );
  const visit = async (person: Person): Promise<Visitor> => {
    const visitor = await newVisitor(browser);
    await signInOnPage(visitor.page, north.url, { email: person.email });
    await visitor.page.waitForURL('**/*_dashboard*');
    return visitor;
  };

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      expert = await newExpert(north.url, 'Meera', { categories: ['cloud'], admin });
      user = await newUser(north.url, 'Ana');
      [atUser, atExpert] = [await visit(user), await visit(expert)];
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('a file that is taken away hands it to the next file, and the last one to what adds files', async () => {
    const { page } = atUser;
    await describe(page, { title: 'One', description: 'Since noon.', category: 'cloud' });
    await page.evaluate(() => {
      const data = new DataTransfer();
      for (const name of ['a.txt', 'b.txt']) data.items.add(new File([name], name));
      document.body.dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }),
      );
    });
    const remove = (name: string) => button(page, t('files.remove', { name }));
    await press(remove('a.txt'));
    await goesTo(remove('b.txt'));
    await press(remove('b.txt'));
    await goesTo(button(page, t('files.choose')));
  });

  test('an offer that is passed on hands it to the next offer, one that is accepted to its issue', async () => {
    const { page } = atExpert;
    for (const title of ['One', 'Two']) await user.submit({ title, category: 'cloud' });
    await expert.appear('online');
    for (const title of ['One', 'Two']) await offerOf(page, title).waitFor();
    const first = page.getByRole('article').first();
    const isOne = (await first.getAttribute('aria-label'))?.endsWith('One');
    const [passed, next] = isOne ? (['One', 'Two'] as const) : (['Two', 'One'] as const);
    await press(button(offerOf(page, passed), t('expert.pass')));
    const dialog = page.getByRole('dialog', { name: t('expert.passTitle') });
    await press(button(dialog, t('expert.passReasons.leaving')));
    await press(button(dialog, t('expert.passSubmit')));
    await goesTo(button(offerOf(page, next), t('expert.pass')));
    await press(button(offerOf(page, next), t('expert.accept')));
    await goesTo(page.getByRole('heading', { level: 1, name: next, exact: true }));
  });

  test('an answer that is sent back, confirmed and rated never hands it to the start of the page', async () => {
    const { page } = atUser;
    const [mine] = await eventually('the expert has one', async () => {
      const { items } = await user.get(IssueList, '/issues');
      const taken = items.filter(({ state }) => state === 'assigned');
      return taken.length > 0 && taken;
    });
    const id = mine?.id ?? '';
    await expert.act(id, 'resolution', { text: 'Start it again.' });
    await page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await press(button(page, t('issue.notYet')));
    const dialog = page.getByRole('dialog', { name: t('issue.notYetTitle') });
    await dialog.getByLabel(t('issue.notYetReason'), { exact: true }).fill('Still nothing.');
    await press(button(dialog, t('issue.notYetSubmit')));
    await staysOnPage(page, button(page, t('issue.notYet')));
    // The issue is open at the expert's: accepted again, it has the focus, and not another offer's Accept.
    const title = mine?.title ?? '';
    await press(button(offerOf(atExpert.page, title), t('expert.accept')));
    await goesTo(atExpert.page.getByRole('heading', { level: 1, name: title, exact: true }));
    await expert.act(id, 'resolution', { text: 'Plug it in.' });
    await press(button(page, t('issue.yes')));
    await staysOnPage(page, button(page, t('issue.yes')));
    await page.getByRole('radio', { name: t('common.stars', { count: 4 }) }).check();
    await press(button(page, t('issue.rateSubmit')));
    await staysOnPage(page, button(page, t('issue.rateSubmit')));
  });

  test('a session that is ended hands it to the next one', async () => {
    const { page } = atUser;
    for (let more = 0; more < 2; more += 1) await signIn(north.url, user.email);
    await page.goto(`${north.url}/profile`);
    const ends = page.getByRole('listitem').getByRole('button', { name: /^End/ });
    await ends.first().waitFor();
    const before = await ends.count();
    await press(ends.first());
    await eventually('it has ended', async () => (await ends.count()) === before - 1);
    await goesTo(ends.first());
  });

  test('no page met an error', () => {
    for (const { faults } of [atUser, atExpert]) assert.equal(faults, []);
  });

  test.run();
}
