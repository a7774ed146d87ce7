/** Every page, in light and dark, wide and narrow, is free of what axe-core calls a violation of accessibility. */
import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import { newExpert, newUser, type Person, registerExpert, signIn } from '../../node/life/people.ts';
import { bringAxe, faultsOn, type Look, looks, overflowOf, takeLook } from './accessibility.ts';
import { offerOf, signInAdmin, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/axe.test.ts';
const test = suite('accessibility');
const isLong = process.env.GRAPEVINE_LONG === '1';

/** Arabic runs the other way. */
const languages = ['en', 'ar'] as const;
const all: readonly Look[] = languages.flatMap((language) => looks.map((look) => ({ ...look, language })));

/**
 * In the sample each page is looked at once in each language: in English in light or dark, wide or narrow, in turn,
 * and in Arabic in the opposite of both.
 */
const looksAt = (page: number): readonly Look[] => {
  if (isLong) return all;
  const own = looks[page % looks.length];
  return all.filter(({ colorScheme, width, language }) => {
    const isOwn = colorScheme === own?.colorScheme && width === own.width;
    const isOpposite = colorScheme !== own?.colorScheme && width !== own?.width;
    return language === 'en' ? isOwn : isOpposite;
  });
};

/** Languages with long words, or with tall letters, on a phone: only whether everything fits. */
const tight = (['de', 'fr', 'es', 'hi'] as const).map(
  (language): Look => ({ colorScheme: 'light', width: 360, language }),
);

if (isChromiumThere(file)) testAccessibility();

function testAccessibility(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let admin: Person;
  let user: Person;
  let expert: Person;
  const issues = { assigned: '', resolved: '', offered: '', waiting: '' };

  const visit = async (email: string): Promise<Visitor> => {
    const visitor = await newVisitor(browser);
    await bringAxe(visitor);
    if (email === admin.email) {
      await signInAdmin(visitor.page, north.url, { email, secret: adminPassword });
    } else if (email !== '') {
      await signInOnPage(visitor.page, north.url, { email });
      await visitor.page.waitForURL('**/*_dashboard*');
    }
    return visitor;
  };

  /** Opens each path, waits until it shows what it is about, and looks at it. */
  const check = async (visitor: Visitor, pages: readonly (readonly [path: string, ready: string])[]) => {
    const found: string[] = [];
    for (const [at, [path, ready]] of pages.entries()) {
      await visitor.page.goto(`${north.url}${path}`);
      await visitor.page.locator(ready).first().waitFor({ state: 'attached' });
      await visitor.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      for (const look of looksAt(at)) {
        await takeLook(visitor.page, look);
        const faults = await faultsOn(visitor.page);
        const { colorScheme, width, language } = look;
        found.push(...faults.map((fault) => `${path} ${colorScheme} ${width} ${language}: ${fault}`));
      }
      for (const look of tight) {
        await takeLook(visitor.page, look);
        const overflow = await overflowOf(visitor.page);
        if (overflow > 0) found.push(`${path} ${look.width} ${look.language}: ${overflow} px too wide`);
      }
    }
    await visitor.context.close();
    assert.is([...found, ...visitor.faults].join('\n'), '');
  };

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const started = await Promise.all([startMesh(nodes, ['North', 'South']), startChromium()]);
      browser = started[1];
      const [first] = started[0];
      if (first === undefined) throw new Error('A node was to start.');
      north = first;
      admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      user = await newUser(north.url, 'Ana');
      expert = await newExpert(north.url, 'Meera', { categories: ['network'], admin });
      await expert.appear('online');
      for (const state of ['assigned', 'resolved', 'offered'] as const) {
        const { id } = await user.submit({ title: `An issue that is ${state}`, category: 'network' });
        issues[state] = id;
        const offer = await expert.offered(id);
        if (state === 'offered') continue;
        await expert.accept(offer);
        await user.say(id, 'Hello?');
        await expert.say(id, 'Hello!');
        if (state === 'resolved') await expert.act(id, 'resolution', { text: 'Restart it.' });
      }
      const waiting = await user.submit({ title: 'An issue that is waiting', category: 'cloud' });
      issues.waiting = waiting.id;
      // Somebody for the admin to verify.
      await registerExpert(north.url, 'Pavel', { categories: ['web'] });
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  // First, while the offer lasts.
  test('pages of an expert', async () => {
    const visitor = await visit(expert.email);
    await offerOf(visitor.page, 'An issue that is offered').waitFor();
    await check(visitor, [
      ['/expert_dashboard', 'article.offer'],
      [`/expert_dashboard?issue=${issues.assigned}`, '.composer'],
      ['/expert_dashboard?view=history', 'table'],
      ['/expert_dashboard?view=trust', 'h1'],
      ['/quiz', 'form'],
      ['/profile', 'form'],
    ]);
  });

  test('pages for everyone', async () => {
    await check(await visit(''), [
      // First: from the same page without its hash it would not be loaded anew.
      ['/#sign-up', 'form fieldset'],
      ['/admin_login', 'form'],
      ['/new_password', 'h1'],
      ['/', 'form'],
      ['/mesh', 'article.region'],
      ['/not_found', 'h1'],
    ]);
  });

  test('pages of a user', async () => {
    await check(await visit(user.email), [
      ['/user_dashboard', 'a.item'],
      ['/user_dashboard?new', 'form'],
      [`/user_dashboard?issue=${issues.waiting}`, 'h1'],
      [`/user_dashboard?issue=${issues.assigned}`, '.composer'],
      [`/user_dashboard?issue=${issues.resolved}`, 'article.resolution'],
      ['/profile', 'form'],
    ]);
  });

  test('pages of an admin', async () => {
    await check(await visit(admin.email), [
      ['/admin_dashboard', 'h1'],
      ['/admin_dashboard?view=issues', 'table'],
      ['/admin_dashboard?view=people', 'article.registration'],
      ['/admin_dashboard?view=moves', '.tabs'],
      [`/admin_dashboard?view=people&expert=${expert.id}`, '.figures'],
      ['/admin_dashboard?view=settings', 'form'],
      ['/admin_dashboard?view=audit', 'table'],
      [`/admin_dashboard?view=issues&issue=${issues.assigned}`, 'h1'],
    ]);
  });

  test.run();
}
