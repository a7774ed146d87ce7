/** What single pages promise: the quiz keeps its answers, tabs share news, the mesh is shown, signing in is needed, and what is not there leads on. */
import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import {
  accept,
  goOnline,
  lineOf,
  offerOf,
  openConnected,
  signIn as signInOnPage,
  write,
  writeTo,
} from './visits.ts';

const file = 'web/browser/pages.test.ts';
const test = suite('pages');
const regions = ['North', 'South'];

/** Members that would give an answer away. */
const telling = /"(answer|correct|isRight|isCorrect|right|solution|explanation)"/;

if (isChromiumThere(file)) testPages();

function testPages(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let admin: Person;
  let visitor: Visitor;

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const started = await Promise.all([startMesh(nodes, regions), startChromium()]);
      browser = started[1];
      const [first] = started[0];
      if (first === undefined) throw new Error('A node was to start.');
      north = first;
      admin = await signIn(north.url, north.options.adminEmail, adminPassword);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });
  test.before.each(async () => {
    visitor = await newVisitor(browser);
  });
  test.after.each(async () => {
    await visitor.context.close();
  });

  test('the quiz is answered and marked; no answer was on its way before', async () => {
    const { page, faults } = visitor;
    const expert = await newExpert(north.url, 'Meera', { categories: ['network'], admin });
    await signInOnPage(page, north.url, { email: expert.email });
    await page.waitForURL('**/expert_dashboard*');
    const received: { url: string; text: string }[] = [];
    page.on('response', async (response) => {
      const text = await response.text().catch(() => '');
      received.push({ url: response.url(), text });
    });
    await page.goto(`${north.url}/quiz`);
    await page.getByRole('button', { name: t('account.quiz.start'), exact: true }).click();
    const questions = page.getByRole('group', { name: /^Question / });
    await questions.first().waitFor();
    const drawn = await eventually('the questions were received', async () =>
      received.find(({ url }) => url.includes('/api/v1/quiz?')),
    );
    assert.not.match(drawn.text, telling);
    const wordsOf = await questions.first().locator('b').innerText();
    for (const { url, text } of received) {
      if (url !== drawn.url) assert.not.ok(text.includes(wordsOf), `${url} holds questions of the quiz`);
    }
    const count = await questions.count();
    for (let at = 0; at < count; at += 1) await questions.nth(at).getByRole('radio').first().check();
    await page.getByRole('button', { name: t('account.quiz.submit'), exact: true }).click();
    await page.getByText(new RegExp(`^\\d of ${count} right$`)).waitFor();
    assert.equal(faults, []);
  });

  test('a second tab of the same expert is as live as the first', async () => {
    const { context, page, faults } = visitor;
    const expert = await newExpert(north.url, 'Tomas', { categories: ['hardware'], admin });
    const user = await newUser(north.url, 'Ana');
    await signInOnPage(page, north.url, { email: expert.email });
    await page.waitForURL('**/expert_dashboard*');
    await goOnline(page);
    const tab = await context.newPage();
    await tab.goto(`${north.url}/expert_dashboard`);
    const title = 'The fan is loud';
    const { id } = await user.submit({ title, category: 'hardware' });
    await Promise.all([page, tab].map((one) => offerOf(one, title).waitFor()));
    await accept(page, title);
    // The other tab notices that the offer is answered, and can open the issue.
    await offerOf(tab, title).waitFor({ state: 'detached' });
    await tab.goto(`${north.url}/expert_dashboard?issue=${id}`);
    await user.say(id, 'Are both of you there?');
    await Promise.all([page, tab].map((one) => lineOf(one, 'Are both of you there?').waitFor()));
    await write(tab, 'From the second tab.');
    await lineOf(page, 'From the second tab.').waitFor();
    assert.equal(faults, []);
  });

  test('the mesh page shows every region, also to who is not signed in', async () => {
    const { page, faults } = visitor;
    await page.goto(`${north.url}/mesh.html`);
    for (const name of regions) await page.getByRole('heading', { level: 3, name }).waitFor();
    assert.equal(faults, []);
  });

  test('a page of one’s own leads to sign-in and back; pages have names with and without .html', async () => {
    const { page, faults } = visitor;
    const user = await newUser(north.url, 'Bo');
    await page.goto(`${north.url}/user_dashboard.html?new`);
    await page.getByRole('button', { name: t('account.sign.signIn'), exact: true }).waitFor();
    await page.getByLabel(t('account.sign.email'), { exact: true }).fill(user.email);
    await page.getByLabel(t('account.sign.password'), { exact: true }).fill('a wrong password');
    await page.getByRole('button', { name: t('account.sign.signIn'), exact: true }).click();
    await page.getByRole('alert').waitFor();
    // The refusal is an answer of 401, which every browser writes to its console.
    assert.is(faults.filter((fault) => !fault.includes('401')).length, 0, faults.join('\n'));
    faults.length = 0;
    await page.getByLabel(t('account.sign.password'), { exact: true }).fill('a password of tests');
    await page.getByRole('button', { name: t('account.sign.signIn'), exact: true }).click();
    await page.waitForURL('**/user_dashboard*new*');
    // What is still being read when the session ends is refused, which the console would tell.
    await page.waitForLoadState('networkidle');
    // However long the way to the start page takes, the page does not try its live socket again without a session.
    await page.clock.install();
    await page.route('**/sessions/current', async (route) => {
      const response = await route.fetch();
      await page.clock.fastForward(60_000);
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: t('common.signOut') }).click();
    await page.waitForURL(`${north.url}/`);
    assert.equal(faults, []);
  });

  test('the node dies and comes back: the page says so, keeps what was written, and misses nothing', async () => {
    const { page } = visitor;
    const expert = await newExpert(north.url, 'Ida', { categories: ['database'], admin });
    const user = await newUser(north.url, 'Carla');
    await expert.appear('online');
    const { id } = await user.submit({ title: 'The table is locked', category: 'database' });
    await expert.accept(await expert.offered(id));
    await signInOnPage(page, north.url, { email: user.email });
    await page.waitForURL('**/user_dashboard*');
    await openConnected(page, `${north.url}/user_dashboard?issue=${id}`);
    await writeTo(page, 'Ida').waitFor();
    await north.kill();
    await page.getByText(t('common.lost.title')).waitFor();
    await writeTo(page, 'Ida').fill('Can you see this?');
    await writeTo(page, 'Ida').press('Enter');
    await page.getByText(t('chat.waiting')).waitFor();
    await north.restart();
    await expert.say(id, 'I wrote while you were away.');
    await lineOf(page, 'I wrote while you were away.').waitFor();
    await page.getByText(t('common.lost.title')).waitFor({ state: 'detached' });
    await page.getByText(t('chat.waiting')).waitFor({ state: 'detached' });
    await eventually('the line went out by itself, once', async () => {
      const texts = (await expert.messagesOf(id)).items.map(({ text }) => text).sort();
      return texts.join() === 'Can you see this?,I wrote while you were away.';
    });
  });

  test('an address with nothing behind it says so, and leads to sign-in or to one’s own pages', async () => {
    const { page } = visitor;
    const heading = page.getByRole('heading', { level: 1, name: t('home.missing.title') });
    const way = (name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
    assert.is((await page.goto(`${north.url}/no/such/page`))?.status(), 404);
    await heading.waitFor();
    await way(t('common.nav.signIn')).click();
    await page.waitForURL(`${north.url}/`);
    const user = await newUser(north.url, 'Dana');
    await signInOnPage(page, north.url, { email: user.email });
    await page.waitForURL('**/user_dashboard*');
    await page.goto(`${north.url}/user_dashbord`);
    await heading.waitFor();
    await way(t('home.index.toIssues')).click();
    await page.waitForURL('**/user_dashboard');
  });

  test('an issue that does not exist leads to the list; only what may pass can be tried again', async () => {
    const { page } = visitor;
    const user = await newUser(north.url, 'Edda');
    const { id } = await user.submit({ title: 'The tap drips', category: 'hardware' });
    await signInOnPage(page, north.url, { email: user.email });
    await page.waitForURL('**/user_dashboard*');
    await page.setViewportSize({ width: 360, height: 800 });
    const again = page.getByRole('button', { name: t('common.tryAgain') });
    const back = page.getByRole('main').getByRole('link', { name: t('issue.listTitle'), exact: true });
    await page.goto(`${north.url}/user_dashboard?issue=${id}x`);
    await page.getByRole('heading', { level: 1, name: t('issue.notShown') }).waitFor();
    await page.getByText(t('problem.reason.issue-not-found')).waitFor();
    assert.is(await again.count(), 0);
    await back.press('Enter');
    await page.getByText('The tap drips').waitFor();
    const isIssue = (url: URL) => url.pathname.endsWith(`/issues/${id}`);
    await page.route(isIssue, (route) =>
      route.fulfill({ status: 503, json: { code: 'region-unreachable' } }),
    );
    await page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await again.waitFor();
    await back.waitFor();
    await page.unroute(isIssue);
    await again.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'The tap drips' }).waitFor();
  });

  test.run();
}
