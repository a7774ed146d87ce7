/** An expert's desk: notes, canned replies, an answer in Markdown, and a whole issue with the keyboard alone. */
import type { Browser, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { bringAxe, faultsOn } from './accessibility.ts';
import { startOneRegion } from './regions.ts';
import { lineOf, offerOf, onlineSwitch, signIn as signInOnPage, writeTo } from './visits.ts';

const file = 'web/browser/desk.test.ts';
const test = suite('the desk of an expert');

if (isChromiumThere(file)) testDesk();

function testDesk(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let user: Person;
  let expert: Person;
  let atExpert: Visitor;
  let atUser: Visitor;

  const visit = async (person: Person, width: number): Promise<Visitor> => {
    const visitor = await newVisitor(browser);
    await bringAxe(visitor);
    await visitor.page.setViewportSize({ width, height: 800 });
    await signInOnPage(visitor.page, north.url, { email: person.email });
    await visitor.page.waitForURL('**/*_dashboard*');
    return visitor;
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const hasFocus = (box: Locator) =>
    eventually('the box has the focus', () => box.evaluate((it) => it === document.activeElement));
  /** An issue that the expert works on, open on their page and on its user's. */
  const opened = async (title: string): Promise<string> => {
    const { id } = await user.submit({ title, category: 'hardware' });
    await expert.accept(await expert.offered(id));
    await atUser.page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await atExpert.page.goto(`${north.url}/expert_dashboard?issue=${id}`);
    await writeTo(atExpert.page, 'Ana').waitFor();
    return id;
  };

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      user = await newUser(north.url, 'Ana');
      expert = await newExpert(north.url, 'Meera', { categories: ['hardware'], admin });
      await expert.appear('online');
      atUser = await visit(user, 1_280);
      atExpert = await visit(expert, 1_280);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('a note looks like one, and never comes to its user', async () => {
    const { page } = atExpert;
    await opened('The printer jams');
    await page.getByRole('radio', { name: t('desk.noteOnly') }).check();
    const box = page.getByRole('textbox', { name: t('desk.noteLabel', { name: 'Ana' }), exact: true });
    await box.fill('<b>They bought the cheap one.</b>');
    await box.press('Enter');
    const note = page.locator('.chat-note', { hasText: '<b>They bought the cheap one.</b>' });
    await note.getByText(t('desk.noteMark')).waitFor();
    await page.getByRole('radio', { name: t('chat.write', { name: 'Ana' }) }).check();
    await writeTo(page, 'Ana').fill('Hello Ana!');
    await writeTo(page, 'Ana').press('Enter');
    await lineOf(atUser.page, 'Hello Ana!').waitFor();
    assert.is(await atUser.page.getByText('They bought').count(), 0);
    assert.equal(await faultsOn(page), []);
  });

  test('a canned reply is kept, found with a slash, and can be changed before it is sent', async () => {
    const { page } = atExpert;
    await page.goto(`${north.url}/expert_dashboard?view=replies`);
    await page.getByRole('heading', { name: t('desk.repliesNone') }).waitFor();
    await button(page, t('desk.add')).click();
    await page.getByLabel(t('desk.replyTitle'), { exact: true }).fill('Restart');
    await page
      .getByLabel(t('desk.replyText'), { exact: true })
      .fill('Hello {user}, about “{issue}”: please restart it. {expert}');
    await button(page, t('desk.addSubmit')).click();
    await page.getByText('Hello {user}').waitFor();
    assert.equal(await faultsOn(page), []);

    await opened('The scanner hums');
    const box = writeTo(page, 'Ana');
    await box.press('/');
    const pick = page.getByRole('combobox', { name: t('desk.pick'), exact: true });
    await page.getByRole('option', { name: /Restart/ }).waitFor();
    await pick.pressSequentially('rest');
    assert.equal(await faultsOn(page), []);
    await pick.press('Enter');
    await page.waitForFunction(
      (text) => [...document.querySelectorAll('textarea')].some((area) => area.value === text),
      'Hello Ana, about “The scanner hums”: please restart it. Meera',
    );
    await page.keyboard.type('!');
    await box.press('Enter');
    await lineOf(atUser.page, 'please restart it. Meera!').waitFor();

    await box.press('/');
    await pick.pressSequentially('etc/hosts');
    await pick.press('Escape');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('textarea')].some((area) => area.value === '/etc/hosts'),
    );
    await box.fill('');

    await page.goto(`${north.url}/expert_dashboard?view=replies`);
    await button(page, t('desk.removeNamed', { title: 'Restart' })).click();
    await button(page, t('desk.removeSubmit')).click();
    await page.getByRole('heading', { name: t('desk.repliesNone') }).waitFor();
  });

  test('an answer in Markdown is shown as such, and no script, image or address in it does anything', async () => {
    const { page } = atExpert;
    await opened('The screen is dark');
    await button(page, t('expert.solve')).click();
    const field = page.getByLabel(t('expert.solveField'), { exact: true });
    await field.fill('this');
    await field.selectText();
    await field.press('Control+b');
    assert.is(await field.inputValue(), '**this**');
    await field.fill(
      [
        'Do **this**:',
        '',
        '1. Unplug it',
        '2. See [the page](https://example.org/a)',
        '',
        '<img src=x onerror="document.title=1"> <script>document.title=2</script>',
        '',
        '[run](javascript:document.title=3) ![pic](https://img.example/a.png)',
      ].join('\n'),
    );
    await button(page, t('desk.preview')).click();
    const preview = page.getByRole('region', { name: t('desk.preview') });
    await preview.getByRole('list').waitFor();
    assert.equal(await faultsOn(page), []);
    await button(page, t('expert.solveSubmit')).click();
    const title = await atUser.page.title();
    for (const at of [page, atUser.page]) {
      const answer = at.getByRole('article').filter({ has: at.locator('.markdown ol') });
      await answer.getByText('Unplug it').waitFor();
      assert.is(await answer.locator('.markdown :is(img, script)').count(), 0);
      assert.equal(
        await answer
          .locator('.markdown a')
          .evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])),
        [
          ['https://example.org/a', 'noopener noreferrer'],
          ['https://img.example/a.png', 'noopener noreferrer'],
        ],
      );
      await answer.getByText('<script>document.title=2</script>').waitFor();
      await answer.getByText('[run](javascript:document.title=3)').waitFor();
    }
    assert.is(await atUser.page.title(), title);
  });

  test('the keyboard alone accepts an offer, chats, notes, and answers', async () => {
    const { page } = atExpert;
    await page.goto(`${north.url}/expert_dashboard`);
    const { keyboard } = page;
    await onlineSwitch(page).waitFor();
    await keyboard.press('?');
    const help = page.getByRole('dialog', { name: t('desk.shortcuts') });
    await help.getByText(t('desk.shortcut.accept')).waitFor();
    assert.equal(await faultsOn(page), []);
    await keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });

    const { id } = await user.submit({ title: 'The mouse is stuck', category: 'hardware' });
    await offerOf(page, 'The mouse is stuck').waitFor();
    await keyboard.press('a');
    await page.waitForURL(`**/expert_dashboard?issue=${id}`);
    await writeTo(page, 'Ana').waitFor();
    await keyboard.press('c');
    await hasFocus(writeTo(page, 'Ana'));
    await keyboard.type('Which mouse is it? Not a, r or o.');
    await keyboard.press('Enter');
    await atUser.page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await lineOf(atUser.page, 'Which mouse is it? Not a, r or o.').waitFor();
    await page.locator(':focus').blur();
    await keyboard.press('n');
    await hasFocus(page.getByRole('textbox', { name: t('desk.noteLabel', { name: 'Ana' }), exact: true }));
    await keyboard.type('An old one.');
    await keyboard.press('Enter');
    await page.locator('.chat-note', { hasText: 'An old one.' }).waitFor();
    await page.locator(':focus').blur();
    await keyboard.press('e');
    await page.getByRole('dialog', { name: t('expert.solveTitle') }).waitFor();
    await keyboard.type('Clean it.');
    await keyboard.press('Tab');
    while (!(await button(page, t('expert.solveSubmit')).evaluate((it) => it === document.activeElement)))
      await keyboard.press('Tab');
    await keyboard.press('Enter');
    await atUser.page.getByText('Clean it.').waitFor();
    // The user may see it before the dialog has gone, which Escape would then be for.
    await page.getByRole('dialog', { name: t('expert.solveTitle') }).waitFor({ state: 'detached' });
    await keyboard.press('Escape');
    await page.waitForURL('**/expert_dashboard');
  });

  test('the second click of a double click on an offer, which has gone, does nothing below the inbox', async () => {
    const { page } = atExpert;
    await page.goto(`${north.url}/expert_dashboard`);
    const keys = button(page, t('desk.keys'));
    await keys.dispatchEvent('click', { detail: 2 });
    // An open dialog would be in the way.
    await keys.click();
    const help = page.getByRole('dialog', { name: t('desk.shortcuts') });
    await help.waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  test('single keys can be switched off, and are then silent until they are switched on', async () => {
    const { page } = atExpert;
    await page.goto(`${north.url}/expert_dashboard`);
    await onlineSwitch(page).waitFor();
    const isOnline = await onlineSwitch(page).isChecked();
    await page.keyboard.press('?');
    const use = page.getByRole('switch', { name: t('desk.shortcutsOn') });
    await use.uncheck();
    await page.getByText(t('desk.shortcutsAreOff')).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    await page.keyboard.press('?');
    await use.check();
    assert.is(await onlineSwitch(page).isChecked(), isOnline);
    await page.keyboard.press('Escape');
    await use.waitFor({ state: 'detached' });
    // Along the inbox, and in.
    const items = page.locator('.pane-list a.item');
    await page.keyboard.press('j');
    await hasFocus(items.nth(0));
    await page.keyboard.press('j');
    await hasFocus(items.nth(1));
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/expert_dashboard?issue=*');
  });

  test('an expert passes an issue to a colleague by name, with a note that its user does not read', async () => {
    const { page } = atExpert;
    const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
    const colleague = await newExpert(north.url, 'Nora', { categories: ['hardware'], admin });
    const id = await opened('The laptop beeps');
    await colleague.appear('online');
    await button(page, t('expert.transfer')).click();
    await page.getByLabel(t('expert.note'), { exact: true }).fill('It beeps twice.');
    await page.getByRole('radio', { name: t('desk.anExpert'), exact: true }).check();
    await page.getByLabel(t('desk.findExpert')).fill('nor');
    await page.getByRole('radio', { name: /Nora/ }).check();
    assert.equal(await faultsOn(page), []);
    await button(page, t('expert.transferSubmit')).click();
    const offer = await colleague.offered(id);
    assert.ok(offer);
    await atUser.page.reload();
    await atUser.page.getByRole('heading', { level: 1, name: 'The laptop beeps' }).waitFor();
    assert.is(await atUser.page.getByText('It beeps twice.').count(), 0);
  });

  test('the history is searched by what was answered', async () => {
    const { page } = atExpert;
    await page.goto(`${north.url}/expert_dashboard?view=history`);
    await page.getByRole('link', { name: 'The mouse is stuck' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('unplug');
    await page.getByRole('link', { name: 'The mouse is stuck' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'The screen is dark' }).waitFor();
    await page.getByText(t('desk.historyAnswer')).click();
    await page.locator('.markdown').getByText('Unplug it').waitFor();
    assert.equal(await faultsOn(page), []);
  });

  test('no page raised an error of its own', () => {
    assert.equal([...atExpert.faults, ...atUser.faults], []);
  });

  test.run();
}
