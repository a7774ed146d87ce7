/** What a browser refuses on behalf of these pages, and that nothing which people write is taken for anything but text. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { IssueList } from '../../node/schemas/views.ts';
import { startTwoRegions } from './regions.ts';
import { lineOf, signIn as signInOnPage, write } from './visits.ts';

const file = 'web/browser/security.test.ts';
const test = suite('security in the browser');

/** Would run, were it taken for HTML anywhere; in a name, too. */
const attack = '<img src=x onerror="document.title=\'taken over\'">';

const pages = {
  nobody: ['', 'mesh', 'admin_login', 'new_password'],
  user: ['user_dashboard', 'user_dashboard?new', 'profile'],
  expert: ['expert_dashboard', 'profile', 'quiz'],
  admin: ['admin_dashboard', 'profile'],
} as const;

if (isChromiumThere(file)) testSecurity();

function testSecurity(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let visitor: Visitor;
  let user: Person;
  let expert: Person;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      expert = await newExpert(north.url, 'Eva', { categories: ['network'], admin });
      user = await newUser(north.url, 'Una');
      await user.send(z.unknown(), 'PATCH', '/me', { name: `Una ${attack}` });
      await expert.appear('online');
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

  const isUntouched = async (page: Page): Promise<void> => {
    assert.is.not(await page.title(), 'taken over');
    assert.is(await page.locator('img').count(), 0);
  };

  test('no page of anybody needs an exception from the policy', async () => {
    const { page, faults } = visitor;
    const visit = async (paths: readonly string[]) => {
      for (const path of paths) {
        await page.goto(`${north.url}/${path}`);
        await page.locator('h1, h2').first().waitFor();
      }
    };
    const people = {
      user: { email: user.email },
      expert: { email: expert.email },
      admin: { email: north.options.adminEmail, secret: adminPassword },
    };
    await visit(pages.nobody);
    for (const [role, person] of Object.entries(people)) {
      await page.evaluate('localStorage.clear()');
      // A page that is still open would ask for something once more, and be refused without the cookie.
      await page.goto('about:blank');
      await visitor.context.clearCookies();
      await signInOnPage(page, role === 'admin' ? `${north.url}/admin_login` : north.url, person);
      await page.waitForURL('**/*_dashboard*');
      await visit(pages[role as keyof typeof people]);
    }
    assert.equal(faults, []);
  });

  test('scripts in names and lines of chat stay text on both sides', async () => {
    const { page, faults } = visitor;
    const { id } = await user.submit({ title: `No signal ${attack}`, category: 'network' });
    await expert.accept(await expert.offered(id));
    await signInOnPage(page, north.url, { email: expert.email });
    await page.waitForURL('**/expert_dashboard*');
    await page.goto(`${north.url}/expert_dashboard?issue=${id}`);
    await page.getByRole('heading', { level: 1, name: `No signal ${attack}`, exact: true }).waitFor();
    await write(page, `Hello ${attack}`);
    await user.types(id);
    await page.getByText(`Una ${attack} is writing`).waitFor();
    await user.say(id, `Good day ${attack}`);
    await lineOf(page, `Good day ${attack}`).waitFor();
    await isUntouched(page);
    assert.equal(faults, []);
  });

  test('another site’s page changes nothing with the cookie, not even another region’s, which may be asked', async () => {
    const { page, faults } = visitor;
    await signInOnPage(page, north.url, { email: user.email });
    await page.waitForURL('**/user_dashboard*');
    const before = (await user.get(IssueList, '/issues')).items.length;
    await page.goto(`${south.url}/mesh`);
    // As text, a browser sends it without asking first; the cookie goes along, for it is the same site.
    const [request] = await Promise.all([
      page.waitForRequest(`${north.url}/api/v1/issues`),
      page.evaluate(`fetch('${north.url}/api/v1/issues', {
        method: 'POST', mode: 'no-cors', credentials: 'include',
        body: JSON.stringify({ title: 'Forged', description: 'x', category: 'network' }),
      }).catch(() => undefined)`),
    ]);
    assert.is(request.method(), 'POST');
    const cookies = await visitor.context.cookies(north.url);
    const replay = await fetch(`${north.url}/api/v1/issues`, {
      method: 'POST',
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        origin: new URL(south.url).origin,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ title: 'Forged', description: 'x', category: 'network' }),
    });
    assert.is(replay.status, 403, 'the node itself refuses it');
    assert.is((await user.get(IssueList, '/issues')).items.length, before);
    const read = await page.evaluate(
      `fetch('${north.url}/api/v1/me', { credentials: 'include' }).then(() => 'read', () => 'refused')`,
    );
    assert.is(read, 'refused');
    const elsewhere = await page.evaluate(
      `fetch('http://127.0.0.1:9/livez', { mode: 'no-cors' }).then(() => 'asked', () => 'refused')`,
    );
    assert.is(elsewhere, 'refused');
    assert.ok(
      faults.some((fault) => fault.includes('http://127.0.0.1:9/livez')),
      'the policy names who may be asked',
    );
  });

  test('no site shows these pages in a frame', async () => {
    const { page } = visitor;
    for (const path of ['', 'user_dashboard', 'api/v1/docs']) {
      await page.goto('about:blank');
      await page.setContent(`<iframe src="${north.url}/${path}"></iframe>`);
      await page.waitForLoadState('networkidle');
      const [frame] = page.frames().filter((one) => one !== page.mainFrame());
      assert.ok(frame);
      assert.match(frame.url(), /^chrome-error:/);
    }
  });

  test('a way in from another region that is not genuine signs nobody in, and leaves nothing in the address', async () => {
    const { page } = visitor;
    const made = {
      ticket: 'made.up',
      from: 'South',
      account: user.id,
      lostAt: 1,
      drafts: { 'chat.x': '"planted"' },
    };
    const fragment = Buffer.from(JSON.stringify(made)).toString('base64url');
    await signInOnPage(page, north.url, { email: expert.email });
    await page.waitForURL('**/expert_dashboard*');
    await page.goto('about:blank');
    await page.goto(`${north.url}/profile#go-on=${fragment}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.is(new URL(page.url()).hash, '');
    assert.is(await page.getByLabel('Name', { exact: true }).inputValue(), 'Eva');
    const kept = await page.evaluate('JSON.stringify(localStorage)');
    assert.not.match(String(kept), /planted/);
  });

  test.run();
}
