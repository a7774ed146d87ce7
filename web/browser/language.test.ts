/** The language of the pages: asked of the browser, chosen in the header, kept on the device, taken from the account; and of the quiz. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium } from '../../node/life/chromium.ts';
import { type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import { eventually, newUser, type Person, password, registerExpert } from '../../node/life/people.ts';
import { signIn } from './visits.ts';

const file = 'web/browser/language.test.ts';
const test = suite('language');

if (isChromiumThere(file)) testLanguage();

function testLanguage(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let user: Person;

  const choose = (page: Page, tag: string) => page.locator('.language select').selectOption(tag);
  const shownIn = (page: Page, tag: string) => page.locator(`html[lang=${tag}]`).waitFor();
  const direction = (page: Page) => page.evaluate(() => document.documentElement.dir);

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const started = await Promise.all([startMesh(nodes, ['North']), startChromium()]);
      browser = started[1];
      const [first] = started[0];
      if (first === undefined) throw new Error('A node was to start.');
      north = first;
      user = await newUser(north.url, 'Ana');
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('a visitor reads the browser’s language, and another one after choosing it, for good', async () => {
    const context = await browser.newContext({ locale: 'de-AT', viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    await page.goto(north.url);
    await page.getByRole('tab', { name: 'Anmelden', exact: true }).waitFor();
    await choose(page, 'ar');
    await page.getByRole('tab', { name: 'تسجيل الدخول', exact: true }).waitFor();
    assert.is(await direction(page), 'rtl');
    assert.is(await page.title(), '\u2068تسجيل الدخول\u2069 · Grapevine');
    await page.goto(`${north.url}/mesh`);
    await shownIn(page, 'ar');
    await context.close();
  });

  test('what the node refuses is read in the page’s language, as a whole and at its field', async () => {
    const context = await browser.newContext({ locale: 'de' });
    const page = await context.newPage();
    await page.goto(north.url);
    await page.locator('input[name=email]').fill(user.email);
    await page.locator('input[name=password]').fill('a wrong password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('E-Mail oder Passwort stimmt nicht.').waitFor();
    await page.getByRole('tab', { name: 'Konto anlegen', exact: true }).click();
    await page.locator('input[name=name]').fill('Bo');
    await page.locator('input[name=email]').fill('bo');
    await page.locator('input[name=password]').fill('kurz');
    await page.keyboard.press('Enter');
    await page.getByText('Das ist keine E-Mail-Adresse.').waitFor();
    await page.getByText('Mindestens 10 Zeichen.', { exact: true }).waitFor();
    await context.close();
  });

  test('what was typed stays while the language changes around it', async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await signIn(page, north.url, { email: user.email });
    await page.waitForURL('**/user_dashboard*');
    await page.goto(`${north.url}/user_dashboard?new`);
    const title = page.locator('input[name=title]');
    await title.fill('The door is stuck');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (/words\.\w+/.test(request.url())) asked.push(request.url());
    });
    await choose(page, 'fr');
    await page.getByLabel('En une ligne', { exact: true }).waitFor();
    assert.is(await title.inputValue(), 'The door is stuck');
    // The account reads English, and what is chosen goes before it: nothing goes back to English by itself.
    assert.is(asked.length, 1, asked.join());
    await choose(page, 'en');
    await page.getByLabel('In one line', { exact: true }).waitFor();
    assert.is(await title.inputValue(), 'The door is stuck');
    assert.equal(visitor.faults, []);
    await visitor.context.close();
  });

  test('a quiz goes on in the language that is chosen within it: the answers stay, and no attempt is lost', async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    const { email } = await registerExpert(north.url, 'Meera', { categories: ['network'] });
    await signIn(page, north.url, { email });
    await page.waitForURL('**/expert_dashboard*');
    await page.goto(`${north.url}/quiz`);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const questions = page.locator('fieldset.question');
    await questions.first().waitFor();
    const read = () => questions.locator('b').allInnerTexts();
    const english = await read();
    await questions.nth(1).getByRole('radio').nth(2).check();
    const chosen = questions.nth(1).getByRole('radio').nth(2);
    const option = await chosen.inputValue();
    await choose(page, 'de');
    await page.getByText('Noch 2 Versuche').waitFor();
    await eventually('the questions are in German', async () =>
      (await read()).every((text) => !english.includes(text)),
    );
    assert.is(await questions.count(), english.length);
    assert.ok(await chosen.isChecked());
    assert.is(await chosen.inputValue(), option);
    assert.is(await questions.locator('[lang]:not([lang=de])').count(), 0);
    await page.reload();
    await questions.first().waitFor();
    assert.not.ok((await read()).some((text) => english.includes(text)));
    assert.ok(await chosen.isChecked());
    const submit = page.locator('form button[type=submit]');
    await submit.click();
    await submit.click();
    await page.getByText('Richtige Antwort').first().waitFor();
    await page.getByText('Noch 2 Versuche').waitFor();
    // What was marked stays in the language it was marked in, and says which.
    await choose(page, 'en');
    await page.getByText('Right answer').first().waitFor();
    assert.is(await questions.locator('p[lang=de][dir=ltr] b').count(), english.length);
    assert.equal(visitor.faults, []);
    await visitor.context.close();
  });

  test('the account’s language is taken where none was chosen', async () => {
    const context = await browser.newContext({ locale: 'hi' });
    const page = await context.newPage();
    await page.goto(north.url);
    await shownIn(page, 'hi');
    await page.locator('input[name=email]').fill(user.email);
    await page.locator('input[name=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/user_dashboard*');
    await shownIn(page, 'en');
    await context.close();
  });

  test.run();
}
