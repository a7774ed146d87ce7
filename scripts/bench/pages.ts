/** Pages in a real browser: what they weigh, how soon they are there, and how soon one sees what another does. */
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startChromium } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, startMesh } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, password, signIn } from '../../node/life/people.ts';
import { median, round } from './figures.ts';
import { openBarePage } from './pages/bare-page.ts';
import { type Times, timesOf } from './pages/figures.ts';
import { latenciesMs, sayBare, sendLine } from './pages/latency.ts';
import { coldContext, firstPaintMs, pressMs } from './pages/paint.ts';
import { type PageSizes, sizesOf } from './pages/sizes.ts';
import { rows } from './report.ts';

/** As built, in the folder where npm runs its scripts. */
const webRoot = resolve('dist', 'web');

/** Each page, with whom it is for. */
const pages = [
  ['index', undefined],
  ['mesh', undefined],
  ['admin_login', undefined],
  ['new_password', undefined],
  ['user_dashboard', 'user'],
  ['profile', 'expert'],
  ['expert_dashboard', 'expert'],
  ['quiz', 'expert'],
  ['admin_dashboard', 'admin'],
] as const;
type Role = 'user' | 'expert' | 'admin';

export type PageFigures = PageSizes & { readonly name: string; readonly firstPaint: Times };

export type PagesFigures = {
  readonly pages: readonly PageFigures[];
  /** A static page with a style sheet and a script, served by Koa, in the same run. */
  readonly barePaint: Times;
  readonly presses: Readonly<Record<'newIssue' | 'openIssue', Times>>;
  readonly sameRegion: Times;
  readonly otherRegion: Times;
  /** A text over a bare socket into the other window's document, in the same run. */
  readonly bareSocket: Times;
};

export async function measurePages(nodes: LifeNodes, visits: number, tell: (text: string) => void) {
  const browser = await startChromium();
  const bare = await openBarePage();
  try {
    const [north, south] = await startMesh(nodes, ['North', 'South']);
    if (north === undefined || south === undefined) throw new Error('Two nodes were to start.');
    const people = await arrive(browser, north, south);
    tell('Sizes and first paints …');
    const paints: PageFigures[] = [];
    for (const [name, role] of pages) {
      const session = role && people.contexts[role];
      const url = role === undefined ? `${north.url}/${name}` : `${people.at[role]}/${name}`;
      const cold = () => coldContext(browser, session);
      paints.push({
        name,
        ...(await sizes(await cold(), url, `${name}.html`)),
        firstPaint: timesOf(await paintsMs(cold, url, visits)),
      });
    }
    const barePaint = timesOf(await paintsMs(() => coldContext(browser), bare.url, visits));
    tell('Presses …');
    const { userPage } = people;
    const presses = await pressesMs(userPage, people.near.id, visits);
    tell('From one window to the other …');
    const latency = async (expert: Page, issue: string, prefix: string) => {
      await openIssue(userPage, `${north.url}/user_dashboard?issue=${issue}`);
      return timesOf(await latenciesMs(expert, userPage, sendLine, visits * 4, prefix));
    };
    const sameRegion = await latency(people.nearPage, people.near.id, 'near');
    const otherRegion = await latency(people.farPage, people.far.id, 'far');
    const figures: PagesFigures = {
      pages: paints,
      barePaint,
      presses,
      sameRegion,
      otherRegion,
      bareSocket: await bareSocket(browser, bare.url, visits * 4),
    };
    return figures;
  } finally {
    await browser.close();
    await bare.close();
  }
}

/** A user of North with two issues: an expert of North works on one, one of South on the other; each has a window open. */
async function arrive(browser: Browser, north: LifeNode, south: LifeNode) {
  const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
  const user = await newUser(north.url, 'Ana');
  const work = async (node: LifeNode, name: string, category: string) => {
    const expert = await newExpert(node.url, name, { categories: [category], admin });
    await expert.appear('online');
    const { id } = await user.submit({ title: `An issue for ${name}`, category });
    await expert.accept(await expert.offered(id));
    return { expert, id };
  };
  const near = await work(north, 'Nadia', 'network');
  const far = await work(south, 'Sam', 'database');
  const open = async (person: Pick<Person, 'email' | 'url'>, secret = password) => {
    const context = await coldContext(browser);
    const reply = await context.request.post(`${person.url}/api/v1/sessions`, {
      data: { email: person.email, password: secret },
    });
    if (!reply.ok()) throw new Error(`${person.email} could not sign in: ${reply.status()}.`);
    return context;
  };
  const contexts: Record<Role, BrowserContext> = {
    user: await open(user),
    expert: await open(near.expert),
    admin: await open({ email: north.options.adminEmail, url: north.url }, adminPassword),
  };
  const farContext = await open(far.expert);
  const [userPage, nearPage, farPage] = await Promise.all(
    [contexts.user, contexts.expert, farContext].map((context) => context.newPage()),
  );
  if (!userPage || !nearPage || !farPage) throw new Error('Three windows were to open.');
  await openIssue(userPage, `${north.url}/user_dashboard?issue=${near.id}`);
  await openIssue(nearPage, `${north.url}/expert_dashboard?issue=${near.id}`);
  await openIssue(farPage, `${south.url}/expert_dashboard?issue=${far.id}`);
  const at: Record<Role, string> = { user: north.url, expert: north.url, admin: north.url };
  return { contexts, at, near, far, userPage, nearPage, farPage };
}

async function openIssue(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.composer textarea').waitFor();
  // News come over the socket from then on.
  await page.waitForLoadState('networkidle');
}

async function sizes(context: BrowserContext, url: string, html: string): Promise<PageSizes> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('h1, h2').first().waitFor();
  await page.waitForLoadState('networkidle');
  const found = await sizesOf(page, webRoot, html);
  await context.close();
  return found;
}

async function paintsMs(
  cold: () => Promise<BrowserContext>,
  url: string,
  samples: number,
): Promise<number[]> {
  const tookMs: number[] = [];
  for (let at = 0; at < samples; at += 1) {
    const context = await cold();
    tookMs.push(await firstPaintMs(context, url));
    await context.close();
  }
  return tookMs;
}

async function pressesMs(page: Page, issue: string, samples: number): Promise<PagesFigures['presses']> {
  const tookMs: { newIssue: number[]; openIssue: number[] } = { newIssue: [], openIssue: [] };
  for (let at = 0; at < samples; at += 1) {
    tookMs.newIssue.push(await pressMs(page, '.pane-head a.button', 'main form textarea'));
    tookMs.openIssue.push(await pressMs(page, `a[href*="${issue}"]`, '.composer textarea'));
    await eventually('the list is there', () => page.locator('.pane-head a.button').isVisible());
  }
  return { newIssue: timesOf(tookMs.newIssue), openIssue: timesOf(tookMs.openIssue) };
}

async function bareSocket(browser: Browser, url: string, samples: number): Promise<Times> {
  const context = await coldContext(browser);
  const [from, to] = [await context.newPage(), await context.newPage()];
  for (const page of [from, to]) {
    await page.goto(url);
    await page.locator('body[data-open]').waitFor();
  }
  const tookMs = await latenciesMs(from, to, sayBare, samples, 'bare');
  await context.close();
  return timesOf(tookMs);
}

/** Figures for people. */
export function pagesTable(figures: PagesFigures): string {
  const kB = (bytes: number) => (bytes / 1_000).toFixed(1);
  const times = (name: string, { samples, p50Ms, p95Ms }: Times) => [name, samples, p50Ms, p95Ms];
  const ratio = (of: Times, to: Times) => round(of.p50Ms / to.p50Ms);
  const paint = median(figures.pages.map(({ firstPaint }) => firstPaint.p50Ms));
  return [
    rows([
      ['kB compressed (as it is)', 'script', 'style', 'font', 'words', 'first paint p50 ms', 'p95 ms'],
      ...figures.pages.map(({ name, script, style, font, words, firstPaint }) => [
        name,
        ...[script, style, font, words].map(({ gzipBytes, bytes }) => `${kB(gzipBytes)} (${kB(bytes)})`),
        firstPaint.p50Ms,
        firstPaint.p95Ms,
      ]),
      ['a bare static page', '', '', '', '', figures.barePaint.p50Ms, figures.barePaint.p95Ms],
    ]),
    `Nothing is cached. The median page is painted in ${round(paint / figures.barePaint.p50Ms)} of the bare page's time.`,
    '',
    rows([
      ['From a press until it is painted', 'samples', 'p50 ms', 'p95 ms'],
      times('the form of a new issue', figures.presses.newIssue),
      times('an issue, read from the node', figures.presses.openIssue),
    ]),
    '',
    rows([
      ['From Enter here to the line painted there', 'samples', 'p50 ms', 'p95 ms'],
      times('the other in the same region', figures.sameRegion),
      times('the other in another region', figures.otherRegion),
      times('a text over a bare socket', figures.bareSocket),
    ]),
    `${ratio(figures.sameRegion, figures.bareSocket)} and ${ratio(figures.otherRegion, figures.bareSocket)} of the bare socket's time, at the median.`,
    '',
  ].join('\n');
}
