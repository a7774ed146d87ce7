/** What an expert says on the pages of an issue's urgency, and of when they work. */
import type { Browser, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { startOneRegion } from './regions.ts';
import { lineOf, signIn as signInOnPage, write } from './visits.ts';

const file = 'web/browser/expert.test.ts';
const test = suite('what an expert says');

const reason = 'There is another printer on this floor.';

if (isChromiumThere(file)) testExpert();

function testExpert(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let user: Person;
  let expert: Person;
  let issue: string;
  let atExpert: Visitor;
  let atUser: Visitor;

  const visit = async (person: Person, width: number): Promise<Visitor> => {
    const visitor = await newVisitor(browser);
    await visitor.page.setViewportSize({ width, height: 800 });
    await signInOnPage(visitor.page, north.url, { email: person.email });
    await visitor.page.waitForURL('**/*_dashboard*');
    return visitor;
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north } = await startOneRegion());
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      user = await newUser(north.url, 'Ana');
      expert = await newExpert(north.url, 'Meera', { categories: ['hardware'], admin });
      await expert.appear('online');
      const submitted = { title: 'The printer jams', category: 'hardware', urgency: 'critical' };
      issue = (await user.submit(submitted)).id;
      await expert.accept(await expert.offered(issue));
      atUser = await visit(user, 360);
      atExpert = await visit(expert, 1_280);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('the urgency is lowered by keyboard, and its user reads why', async () => {
    const { page } = atExpert;
    await atUser.page.goto(`${north.url}/user_dashboard?issue=${issue}`);
    await page.goto(`${north.url}/expert_dashboard?issue=${issue}`);
    await button(page, t('expert.lower')).press('Enter');
    await page.getByLabel(t('issue.urgency'), { exact: true }).selectOption('low');
    await page.getByLabel(t('expert.lowerReason'), { exact: true }).fill(reason);
    await button(page, t('expert.lowerSubmit')).press('Enter');
    await page
      .getByText(t('issue.step.loweredYou', { urgency: t('common.urgency.low') }))
      .first()
      .waitFor();
    await button(page, t('expert.lower')).waitFor({ state: 'detached' });
    const told = atUser.page
      .getByText(t('issue.step.lowered', { name: 'Meera', urgency: t('common.urgency.low') }))
      .first();
    await told.waitFor({ state: 'attached' });
    await atUser.page.getByText(reason).first().waitFor({ state: 'attached' });
  });

  test('how long ago an issue was sent goes on by itself', async () => {
    const { page } = atUser;
    const { id } = await user.submit({ title: 'The scanner hums', category: 'hardware' });
    await page.goto(`${north.url}/user_dashboard?issue=${id}`);
    const age = page.getByText(/^sent .* ago$/);
    const before = await age.innerText();
    await eventually('it is older', async () => (await age.innerText()) !== before);
  });

  test('on a phone, what is written while an issue waits comes into view, also when it could not be sent', async () => {
    const { page, context } = atUser;
    const isInView = (line: Locator) =>
      line.evaluate((element) => {
        const { top, bottom, left, width, height } = element.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        return top > 0 && bottom < window.innerHeight && seen !== null && element.contains(seen);
      });
    await write(page, 'It hums louder now.');
    const line = lineOf(page, 'It hums louder now.');
    await eventually('the line is in view', () => isInView(line));
    await page.getByRole('heading', { level: 2 }).first().scrollIntoViewIfNeeded();
    await context.setOffline(true);
    const box = page.getByRole('textbox', { name: /^Write to / });
    await box.fill('And louder.');
    await box.press('Enter');
    const fate = page.getByText(t('chat.waiting'));
    await fate.waitFor();
    await eventually('what became of it is in view', () => isInView(fate));
    await context.setOffline(false);
    await fate.waitFor({ state: 'detached' });
  });

  test('a log that is pasted into the form leaves what comes below it within reach', async () => {
    const { page } = atUser;
    await page.goto(`${north.url}/user_dashboard?new`);
    const box = page.getByLabel(t('issue.description'), { exact: true });
    await box.fill('A line of a log.\n'.repeat(1_000));
    const bounds = await box.boundingBox();
    assert.ok(bounds && bounds.height < 800, `${bounds?.height} px`);
    await box.fill('');
  });

  test('working hours are declared, stay, and are taken off again', async () => {
    const { page } = atExpert;
    await page.goto(`${north.url}/profile`);
    const monday = page.getByLabel(t('account.profile.weekday.mon'), { exact: true });
    await monday.check();
    await page.getByLabel(t('account.profile.workFrom'), { exact: true }).fill('08:30');
    const zone = page.getByLabel(t('account.profile.timeZone'), { exact: true });
    await zone.fill('Mars/Olympus');
    const save = page.locator('form', { has: monday }).getByRole('button', { name: t('common.save') });
    await save.click();
    const wrong = page.getByText(t('problem.field.no-time-zone', { zone: 'Mars/Olympus' }));
    await wrong.waitFor();
    await zone.fill('Asia/Kolkata');
    await wrong.waitFor({ state: 'detached' });
    assert.is(await page.getByText(t('common.correct')).count(), 0);
    await save.click();
    await page.getByText(t('common.saved')).first().waitFor();
    await page.reload();
    assert.is(await page.getByLabel(t('account.profile.workFrom'), { exact: true }).inputValue(), '08:30');
    assert.is(await zone.inputValue(), 'Asia/Kolkata');
    await page.goto(`${north.url}/profile`);
    await monday.uncheck();
    await save.click();
    await page.getByText(t('common.saved')).first().waitFor();
    await page.reload();
    await monday.waitFor();
    assert.not(await monday.isChecked());
  });

  test('no page raised an error of its own', () => {
    // The browser reports the time zone that the node refused, and that it was taken off the network.
    const isMeant = (fault: string) => /422|ERR_INTERNET_DISCONNECTED/.test(fault);
    assert.equal(
      [...atExpert.faults, ...atUser.faults].filter((fault) => !isMeant(fault)),
      [],
    );
  });

  test.run();
}
