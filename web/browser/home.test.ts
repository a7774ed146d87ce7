/** From the start page to a closed issue by keyboard on a phone; a quiz that goes on; a list that an address describes; and nothing jumps. */
import type { Browser, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, password, signIn } from '../../node/life/people.ts';
import { IssueList } from '../../node/schemas/views.ts';
import { t } from '../lib/i18n.ts';
import { categoryName } from '../lib/names.ts';
import { axeFile, faultsOn, looks, takeLook } from './accessibility.ts';
import { fill, press, tabTo } from './keyboard.ts';
import { shiftOf, watchShifts } from './shifts.ts';
import { emailOf, signInAdmin, signIn as signInOnPage, writeTo } from './visits.ts';

const file = 'web/browser/home.test.ts';
const test = suite('home pages');

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

if (isChromiumThere(file)) testHome();

function testHome(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let admin: Person;
  let expert: Person;
  let user: Person;
  const visitors: Visitor[] = [];

  const visit = async (person?: { readonly email: string }): Promise<Page> => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    if (person !== undefined) {
      await signInOnPage(visitor.page, north.url, person);
      await visitor.page.waitForURL('**/*_dashboard*');
    }
    return visitor.page;
  };

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const [mesh, started] = await Promise.all([startMesh(nodes, ['North']), startChromium()]);
      browser = started;
      const [first] = mesh;
      if (first === undefined) throw new Error('A node was to start.');
      north = first;
      admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      expert = await newExpert(north.url, 'Meera', { categories: ['network'], admin, capacity: 9 });
      user = await newUser(north.url, 'Ana');
      await expert.appear('online');
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('on a phone, with the keyboard alone: from signing up to a closed issue', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${north.url}/#sign-up`);
    const labelled = (name: string) => page.getByLabel(name, { exact: true });
    await fill(page, labelled(t('account.sign.name')), 'Bo');
    await fill(page, labelled(t('account.sign.email')), emailOf('Bo'));
    await fill(page, labelled(t('account.sign.newPassword')), password);
    await press(page, button(page, t('account.sign.submit')));
    await page.waitForURL('**/user_dashboard*');

    await press(page, page.getByRole('link', { name: t('common.nav.newIssue') }).first());
    await heading(page, t('issue.newTitle')).waitFor();
    const title = 'The VPN drops every minute';
    await fill(page, labelled(t('issue.title')), title);
    await fill(page, labelled(t('issue.description')), 'On Wi-Fi, since noon.');
    await fill(page, labelled(t('issue.category')), categoryName('network'));
    await press(page, button(page, t('issue.send')));
    await heading(page, title).waitFor();

    const bo = await signIn(north.url, emailOf('Bo'));
    const { items } = await bo.get(IssueList, '/issues');
    const id = items[0]?.id ?? '';
    await expert.accept(await expert.offered(id));
    await fill(page, writeTo(page, 'Meera'), 'Can you help?');
    await page.keyboard.press('Enter');
    await expert.reads(id, ['Can you help?']);
    await expert.act(id, 'resolution', { text: 'Set the keep-alive to 25 seconds.' });
    await press(page, button(page, t('issue.yes')));
    const stars = page.getByRole('radio');
    await tabTo(page, stars.first());
    for (let star = 1; star < 5; star += 1) await page.keyboard.press('ArrowRight');
    await press(page, button(page, t('issue.rateSubmit')));
    await page.getByText(t('issue.youRated'), { exact: true }).waitFor();
    const closed = await bo.sees(id, 'closed');
    assert.is(closed.rating?.stars, 5);
  });

  test('a quiz that is loaded again goes on where it was, and explains each answer', async () => {
    const page = await visit(expert);
    await page.goto(`${north.url}/quiz`);
    await button(page, t('account.quiz.start')).click();
    const questions = page.getByRole('group', { name: /^Question / });
    await questions.first().waitFor();
    const asked = await questions.allInnerTexts();
    await questions.nth(1).getByRole('radio').nth(2).check();
    await page.getByText(t('home.quiz.kept')).waitFor();
    await page.reload();
    await questions.first().waitFor();
    assert.equal(await questions.allInnerTexts(), asked);
    assert.ok(await questions.nth(1).getByRole('radio').nth(2).isChecked());
    await page
      .getByRole('timer')
      .getByText(/^(9|10):\d\d left$/)
      .waitFor();
    await button(page, t('account.quiz.submit')).click();
    await button(page, t('account.quiz.submitAnyway')).click();
    await page.getByText(t('account.quiz.left', { count: 2 })).waitFor();
    const explained = page.getByText(t('home.quiz.rightAnswer'));
    await explained.nth(asked.length - 1).waitFor();
    assert.is(await explained.count(), asked.length);
  });

  test('what is listed stands in the address bar: a link can be shared, and back and forward work', async () => {
    for (const n of [1, 2, 3]) await user.submit({ title: `Router ${n} blinks`, category: 'web' });
    for (const n of [1, 2, 3]) await user.submit({ title: `Screen ${n} flickers`, category: 'hardware' });
    const page = await visit(user);
    const list = page.getByRole('region', { name: t('issue.listTitle') });
    const shows = (count: number) =>
      eventually(`the list shows ${count}`, async () => {
        const titles = await list.getByRole('link', { name: /blinks|flickers/ }).count();
        return titles === count;
      });
    await shows(6);
    await button(list, t('home.list.filter')).click();
    await list.getByLabel(t('issue.category'), { exact: true }).selectOption('hardware');
    await shows(3);
    assert.match(page.url(), /category=hardware/);
    await list.getByRole('link', { name: 'Screen 2 flickers' }).click();
    await heading(page, 'Screen 2 flickers').waitFor();
    await shows(3);
    await page.goBack();
    await page.goBack();
    await shows(6);
    await page.goForward();
    await shows(3);
    await page.goto(`${north.url}/user_dashboard?q=router&category=hardware`);
    await page.getByText(t('home.list.noneLike')).waitFor();
    await page.goto(`${north.url}/user_dashboard?q=router&sort=oldest`);
    await shows(3);
    assert.match(
      await list
        .getByRole('link', { name: /blinks/ })
        .first()
        .innerText(),
      /Router 1/,
    );
    await list.getByRole('searchbox').fill('router 3');
    await shows(1);
    assert.match(page.url(), /q=router\+3/);
  });

  test('no page jumps while it loads', async () => {
    const issue = await user.submit({ title: 'The switch hums', category: 'network' });
    await expert.accept(await expert.offered(issue.id));
    await expert.say(issue.id, 'Since when?');
    const pages = [
      [undefined, ['/', '/#sign-up', '/admin_login', '/new_password', '/mesh']],
      [user, ['/user_dashboard', '/user_dashboard?new', `/user_dashboard?issue=${issue.id}`, '/profile']],
      [expert, ['/expert_dashboard', `/expert_dashboard?issue=${issue.id}`, '/profile', '/quiz']],
      [admin, ['/admin_dashboard', '/admin_dashboard?view=people', '/admin_dashboard?view=settings']],
    ] as const;
    const found: string[] = [];
    for (const [person, paths] of pages) {
      for (const width of [1280, 360]) {
        const page = await visit();
        await watchShifts(page.context());
        await page.setViewportSize({ width, height: 800 });
        if (person === admin)
          await signInAdmin(page, north.url, { email: admin.email, secret: adminPassword });
        else if (person !== undefined) {
          await signInOnPage(page, north.url, { email: person.email });
          await page.waitForURL('**/*_dashboard*');
        }
        for (const path of paths) {
          await page.goto(`${north.url}${path}`);
          const shift = await shiftOf(page);
          if (shift.value > 0.01)
            found.push(`${path} at ${width}: ${shift.value.toFixed(3)} ${shift.of.join(', ')}`);
        }
        await page.context().close();
      }
    }
    assert.is(found.join('\n'), '');
  });

  test('the page of components has no accessibility violation, in any look', async () => {
    const page = await visit();
    await page.context().addInitScript({ path: axeFile });
    const found: string[] = [];
    for (const look of looks) {
      await takeLook(page, look);
      await page.goto(`${north.url}/design`);
      await page.locator('.design-icons').waitFor();
      found.push(...(await faultsOn(page)).map((fault) => `${look.colorScheme} ${look.width}: ${fault}`));
    }
    assert.is(found.join('\n'), '');
  });

  test('on a phone the choices of the page of components stand below each other, and none runs into the next', async () => {
    const page = await visit();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${north.url}/design`);
    const boxOf = (name: string) => page.getByRole('group', { name, exact: true }).boundingBox();
    const [theme, direction] = [await boxOf(t('home.design.theme')), await boxOf(t('home.design.direction'))];
    assert.ok(theme && direction && theme.y + theme.height <= direction.y);
  });

  test('an issue on paper is its words, without what can only be pressed', async () => {
    const issue = await user.submit({ title: 'The hub is hot', category: 'network' });
    await expert.accept(await expert.offered(issue.id));
    await expert.say(issue.id, 'Is there dust in it?');
    const page = await visit(user);
    await page.goto(`${north.url}/user_dashboard?issue=${issue.id}`);
    await page.getByRole('log').getByText('Is there dust in it?').waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { level: 1, name: 'The hub is hot' }).waitFor();
    await page.getByText('Is there dust in it?').waitFor();
    await page.getByRole('heading', { name: t('issue.whatHappened') }).waitFor();
    assert.is(await page.getByRole('button').filter({ visible: true }).count(), 0);
    assert.is(await page.getByRole('textbox').filter({ visible: true }).count(), 0);
    assert.is(
      await page
        .getByRole('region', { name: t('issue.listTitle') })
        .filter({ visible: true })
        .count(),
      0,
    );
  });

  test('no page raised an error of its own', () => {
    assert.equal(
      visitors.flatMap(({ faults }) => faults),
      [],
    );
  });

  test.run();
}
