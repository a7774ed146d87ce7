/** The pages as people have set their machine: zoomed to 200%, without motion, in forced colours, from right to left. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from '../../node/life/nodes.ts';
import {
  eventually,
  newExpert,
  newUser,
  type Person,
  registerExpert,
  signIn,
} from '../../node/life/people.ts';
import { overflowOf, takeLook } from './accessibility.ts';
import { offerOf, signInAdmin, signIn as signInOnPage } from './visits.ts';

const file = 'web/browser/conditions.test.ts';
const test = suite('as people have set their machine');

/** What a window of 1280 by 800 pixels has left at 200% zoom. */
const zoomed = { width: 640, height: 400 };
const usual = { width: 1280, height: 800 };
/** Most pages have fewer stops; of longer ones the rest is more of the same. */
const stopsMost = 24;

/** Animations that run on the page, with what they move. */
const running = `document.getAnimations()
  .filter(({ playState }) => playState === 'running')
  .map(({ effect, animationName, transitionProperty }) =>
    [effect?.target?.className ?? '', animationName ?? transitionProperty].join(' '))`;

/**
 * What has the focus, if nobody sees that: neither it nor what it stands in has an outline. Undefined where it is seen,
 * and 'none' where the focus has left the page.
 */
const unseenFocus = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return 'none';
  let element = focused;
  for (let up = 0; up < 4 && element !== null; up += 1, element = element.parentElement) {
    const { outlineStyle, outlineWidth, opacity, clipPath } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const isSeen = width > 4 && height > 4 && opacity !== '0' && clipPath === 'none';
    if (isSeen && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return undefined;
  }
  return focused.outerHTML.slice(0, 160);
})()`;

if (isChromiumThere(file)) testConditions();

function testConditions(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let north: LifeNode;
  let expert: Person;
  const visitors: Visitor[] = [];
  let places: readonly { readonly page: Page; readonly paths: readonly string[] }[] = [];

  const visit = async (person?: { readonly email: string; readonly secret?: string }): Promise<Page> => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    if (person?.secret !== undefined)
      await signInAdmin(visitor.page, north.url, { ...person, secret: person.secret });
    else if (person !== undefined) {
      await signInOnPage(visitor.page, north.url, person);
      await visitor.page.waitForURL('**/*_dashboard*');
    }
    return visitor.page;
  };
  const open = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${north.url}${path}`);
    await page.locator('h1, form').first().waitFor({ state: 'attached' });
    // The page of components shows what is busy, for good.
    if (path !== '/design') await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  };

  test.before(
    toldHook(async () => {
      nodes = await lifeNodes();
      const started = await Promise.all([startMesh(nodes, ['North', 'South']), startChromium()]);
      browser = started[1];
      const [first] = started[0];
      if (first === undefined) throw new Error('A node was to start.');
      north = first;
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      const user = await newUser(north.url, 'Ana');
      expert = await newExpert(north.url, 'Meera', { categories: ['network'], admin });
      await registerExpert(north.url, 'Pavel', { categories: ['web'] });
      await expert.appear('online');
      const { id } = await user.submit({ title: 'The router blinks', category: 'network' });
      await expert.accept(await expert.offered(id));
      await user.say(id, `https://a-long-address.example/${'without-a-place-to-break/'.repeat(8)}`);
      const offered = await user.submit({ title: 'The switch hums', category: 'network' });
      await expert.offered(offered.id);
      const [nobody, atUser, atExpert, atAdmin] = [
        await visit(),
        await visit(user),
        await visit(expert),
        await visit({ email: north.options.adminEmail, secret: adminPassword }),
      ];
      places = [
        {
          page: atExpert,
          paths: [
            '/expert_dashboard',
            `/expert_dashboard?issue=${id}`,
            '/expert_dashboard?view=history',
            '/expert_dashboard?view=replies',
            '/expert_dashboard?view=trust',
            '/quiz',
            '/profile',
          ],
        },
        { page: nobody, paths: ['/', '/#sign-up', '/admin_login', '/new_password', '/mesh', '/design'] },
        { page: atUser, paths: ['/user_dashboard', '/user_dashboard?new', `/user_dashboard?issue=${id}`] },
        {
          page: atAdmin,
          paths: [
            '/admin_dashboard',
            '/admin_dashboard?view=issues',
            `/admin_dashboard?view=issues&issue=${id}`,
            '/admin_dashboard?view=people',
            `/admin_dashboard?view=people&expert=${expert.id}`,
            '/admin_dashboard?view=moves',
            '/admin_dashboard?view=settings',
            '/admin_dashboard?view=audit',
          ],
        },
      ];
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  // First, while the offer lasts.
  test('the ring of an offer begins above and runs with the clock, from right to left too; the map is not mirrored', async () => {
    const page = places[0]?.page;
    const admin = places[3]?.page;
    assert.ok(page && admin);
    const ring = offerOf(page, 'The switch hums').getByRole('timer');
    await ring.waitFor();
    await eventually('the ring moves', async () => (await page.evaluate<string[]>(running)).length > 0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const before = await ring.innerText();
    await eventually('a second passed', async () => (await ring.innerText()) !== before);
    assert.equal(await page.evaluate(running), [], 'and stands still where motion is unwelcome');

    await takeLook(page, { colorScheme: 'light', width: usual.width, language: 'ar' });
    const svg = page.locator('.ring svg').first();
    const drawn = await svg.evaluate((element) => {
      const circle = element.querySelector<SVGCircleElement>('.left');
      const m = circle?.getScreenCTM();
      return m && { sin: Math.round(m.b / Math.hypot(m.a, m.b)), turn: Math.sign(m.a * m.d - m.b * m.c) };
    });
    // A quarter turn back brings its beginning to the top; a mirrored one would run against the clock.
    assert.equal(drawn, { sin: -1, turn: 1 });
    await takeLook(page, { colorScheme: 'light', width: usual.width, language: 'en' });

    await open(admin, '/admin_dashboard');
    const mapOf = () =>
      admin.locator('svg.mesh').evaluate((map) =>
        [...map.querySelectorAll('.plate')].map((plate) => {
          const [box, inside] = [map.getBoundingClientRect(), plate.getBoundingClientRect()];
          return Math.round(((inside.x + inside.width / 2 - box.x) / box.width) * 100);
        }),
      );
    const isUpright = () =>
      admin
        .locator('svg.mesh .name')
        .evaluateAll((names) =>
          names.every((name) => name instanceof SVGTextElement && (name.getScreenCTM()?.a ?? 0) > 0),
        );
    const inEnglish = await mapOf();
    await takeLook(admin, { colorScheme: 'light', width: usual.width, language: 'ar' });
    assert.equal(await mapOf(), inEnglish);
    assert.ok(inEnglish.length === 2 && (await isUpright()));
    await takeLook(admin, { colorScheme: 'light', width: usual.width, language: 'en' });
  });

  test('the vine hangs where reading begins', async () => {
    const { page, paths } = places[2] ?? {};
    assert.ok(page && paths);
    await open(page, paths[2] ?? '');
    const step = page.locator('.vine > li').first();
    await step.waitFor({ state: 'attached' });
    /** Which side of a step its berry and its stem are on. */
    const sides = () =>
      step.evaluate((element) =>
        ['::after', '::before'].map((part) => {
          const { left, right } = getComputedStyle(element, part);
          return Number.parseFloat(left) < Number.parseFloat(right) ? 'left' : 'right';
        }),
      );
    assert.equal(await sides(), ['left', 'left']);
    await takeLook(page, { colorScheme: 'light', width: usual.width, language: 'ar' });
    assert.equal(await sides(), ['right', 'right']);
    await takeLook(page, { colorScheme: 'light', width: usual.width, language: 'en' });
  });

  test('at 200% zoom no page scrolls sideways, and without motion none moves', async () => {
    const found: string[] = [];
    for (const { page, paths } of places) {
      await page.setViewportSize(zoomed);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      for (const path of paths) {
        await open(page, path);
        const overflow = await overflowOf(page);
        if (overflow > 0) found.push(`${path}: ${overflow} px wider than the screen`);
        const moving = await page.evaluate<string[]>(running);
        found.push(...moving.map((what) => `${path}: ${what} moves`));
      }
      await page.setViewportSize(usual);
    }
    assert.is(found.join('\n'), '');
  });

  test('in forced colours whatever has the focus shows it', async () => {
    const found: string[] = [];
    for (const { page, paths } of places) {
      await page.emulateMedia({ forcedColors: 'active' });
      for (const path of paths) {
        await open(page, path);
        for (let stop = 0; stop < stopsMost; stop += 1) {
          await page.keyboard.press('Tab');
          const unseen = await page.evaluate<string | undefined>(unseenFocus);
          if (unseen === 'none' && stop > 0) break;
          if (unseen !== undefined) found.push(`${path}: ${unseen}`);
        }
      }
    }
    assert.is(found.join('\n'), '');
  });

  test('no page raised an error of its own', () => {
    assert.equal(
      visitors.flatMap(({ faults }) => faults),
      [],
    );
  });

  test.run();
}
