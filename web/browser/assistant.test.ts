/** The assistant on the pages: it suggests, drafts and translates when asked, marked; without one there is no button. */
import type { Browser, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  completionOf,
  errorOf,
  send,
  startEndpoint,
  type TestEndpoint,
} from '../../node/assistant/testing.ts';
import { isChromiumThere, newVisitor, startChromium, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, lifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { categoryName } from '../lib/names.ts';
import { bringAxe, faultsOn, looks, takeLook } from './accessibility.ts';
import { describe, lineOf, signInAdmin, signIn as signInOnPage, writeTo } from './visits.ts';

const file = 'web/browser/assistant.test.ts';
const test = suite('the assistant on the pages');

/** Would run, were it taken for HTML anywhere. */
const attack = '<img src=x onerror="document.title=\'taken over\'">';
const answers: Readonly<Record<string, unknown>> = {
  suggestion: { category: 'network', urgency: 'high' },
  summary: { summary: `The printer is slow. ${attack}` },
  reply: { reply: `Since when is it slow? ${attack}` },
  translation: { translation: `In another language ${attack}` },
};

/** What axe finds on the page as it stands, wide and narrow, light and dark. */
async function checkLooks({ page }: Visitor): Promise<void> {
  for (const look of looks) {
    await takeLook(page, look);
    assert.equal(await faultsOn(page), [], `${look.colorScheme} ${look.width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });
const mark = (page: Page) => page.getByText(t('assistant.mark'));

if (isChromiumThere(file)) testAssistant();

function testAssistant(): void {
  let browser: Browser;
  let nodes: Awaited<ReturnType<typeof lifeNodes>>;
  let endpoint: TestEndpoint;
  let north: LifeNode;
  let south: LifeNode;
  let user: Person;
  let expert: Person;
  const visitors: Visitor[] = [];

  const answerAll: TestEndpoint['answer'] = ({ body }, reply) =>
    send(reply, completionOf(JSON.stringify(answers[body.response_format?.json_schema.name ?? ''])));

  const visit = async (url: string, email: string): Promise<Visitor> => {
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    // By the protocol of the debugger: the page's own policy would not let a script in.
    await bringAxe(visitor);
    await signInOnPage(visitor.page, url, { email });
    await visitor.page.waitForURL('**/*_dashboard*');
    return visitor;
  };

  /** An issue of theirs that the expert works on, with a line by each. */
  const conversation = async (at: { user: Person; expert: Person }, title: string) => {
    const { id } = await at.user.submit({ title, description: 'Since noon.', category: 'network' });
    await at.expert.accept(await at.expert.offered(id));
    await at.user.say(id, 'It blinks.');
    await at.expert.say(id, 'Which colour?');
    return id;
  };

  test.before(
    toldHook(async () => {
      endpoint = await startEndpoint();
      endpoint.answer = answerAll;
      nodes = await lifeNodes();
      const environment = {
        GRAPEVINE_ASSISTANT_URL: endpoint.url,
        GRAPEVINE_ASSISTANT_MODEL: 'test-model',
      };
      north = await nodes.start(await nodes.plan('North', { environment }));
      [south, browser] = await Promise.all([
        nodes.start(await nodes.plan('South', { peer: north.p2pAddress })),
        startChromium(),
      ]);
      const admin = await signIn(north.url, north.options.adminEmail, adminPassword);
      user = await newUser(north.url, 'Ursula');
      expert = await newExpert(north.url, 'Egon', { categories: ['network'], admin });
      await expert.appear('online');
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
    await endpoint?.stop();
  });

  test('a user accepts what it suggests, or does not', async () => {
    const visitor = await visit(north.url, user.email);
    const { page } = visitor;
    await describe(page, { title: 'Slow printer', description: 'Since noon.', category: 'other' });
    const category = page.getByLabel(t('issue.category'), { exact: true });
    const high = page.getByRole('radio', { name: t('common.urgency.high') });
    assert.is(endpoint.requests.length, 0, 'nothing is sent before somebody asks');
    await button(page, t('assistant.suggest')).click();
    const accept = button(page, t('assistant.accept', { value: categoryName('network') }));
    await accept.waitFor();
    await mark(page).waitFor();
    assert.is(await category.inputValue(), 'other', 'nothing is filled in by itself');
    assert.not.ok(await high.isChecked());
    await checkLooks(visitor);
    await accept.press('Enter');
    await page.getByText(t('assistant.accepted', { value: categoryName('network') })).waitFor();
    assert.is(await category.inputValue(), 'network');
    assert.not.ok(await high.isChecked(), 'only what was accepted');
    await button(page, t('assistant.accept', { value: t('common.urgency.high') })).click();
    assert.ok(await high.isChecked());
  });

  test('its expert reads a summary and a translation, and sends a draft after checking it', async () => {
    const id = await conversation({ user, expert }, 'Printer of floor 3');
    const visitor = await visit(north.url, expert.email);
    const { page } = visitor;
    await page.goto(`${north.url}/expert_dashboard?issue=${id}`);
    await button(page, t('assistant.summary')).click();
    const summary = page.getByRole('figure', { name: t('assistant.summaryTitle') });
    await summary.getByText(attack, { exact: false }).waitFor();
    await summary.getByText(t('assistant.mark')).waitFor();
    await button(page, t('assistant.translate')).click();
    await page
      .getByRole('figure', { name: t('assistant.translationTitle') })
      .getByText(attack)
      .waitFor();
    await button(page, t('assistant.translateLine', { name: 'Ursula' })).click();
    await page.getByRole('log').getByText('In another language').waitFor();

    const box = writeTo(page, 'Ursula');
    await box.fill('One moment.');
    await button(page, t('assistant.draft')).click();
    await page.getByText(t('assistant.drafted')).waitFor();
    assert.is(await box.inputValue(), `One moment.\n\nSince when is it slow? ${attack}`);
    assert.equal(await expert.lines(id), ['It blinks.', 'Which colour?'], 'nothing is sent by itself');
    await checkLooks(visitor);
    await page.reload();
    await page.getByText(t('assistant.drafted')).waitFor();
    await box.fill('Since when is it slow?');
    await box.press('Enter');
    await lineOf(page, 'Since when is it slow?').waitFor();
    await page.getByText(t('assistant.drafted')).waitFor({ state: 'detached' });
    await user.reads(id, ['It blinks.', 'Which colour?', 'Since when is it slow?']);

    const other = await visit(north.url, user.email);
    await other.page.goto(`${north.url}/user_dashboard?issue=${id}`);
    await button(other.page, t('assistant.translateLine', { name: 'Egon' }))
      .first()
      .click();
    await other.page.getByRole('log').getByText('In another language').waitFor();
    assert.is(await button(other.page, t('assistant.summary')).count(), 0, 'that is for the expert');
    assert.is(await button(other.page, t('assistant.draft')).count(), 0);
    await expert.act(id, 'resolution', { text: 'Press the button for five seconds.' });
    await button(other.page, t('assistant.translateAnswer')).click();
    await other.page.getByRole('article').getByText('In another language').waitFor();
    await checkLooks(other);
  });

  test('when it fails, that is said and everything else goes on; the admin sees why', async () => {
    endpoint.answer = (_request, reply) => send(reply, errorOf('Incorrect API key provided'), 401);
    const { page } = await visit(north.url, user.email);
    await describe(page, { title: 'Slow mouse', description: 'Since noon.', category: 'hardware' });
    await button(page, t('assistant.suggest')).click();
    await page.getByRole('alert').waitFor();
    await button(page, t('issue.send')).click();
    await page.getByRole('heading', { level: 1, name: 'Slow mouse' }).waitFor();
    const visitor = await newVisitor(browser);
    visitors.push(visitor);
    await bringAxe(visitor);
    await signInAdmin(visitor.page, north.url, { email: north.options.adminEmail, secret: adminPassword });
    await visitor.page.goto(`${north.url}/admin_dashboard?view=settings`);
    await visitor.page.getByText('test-model').waitFor();
    await visitor.page.getByText(/Incorrect API key/).waitFor();
    await checkLooks(visitor);
    endpoint.answer = answerAll;
  });

  test('without an assistant no page has a button for it, and nothing is asked', async () => {
    const before = endpoint.requests.length;
    const admin = await eventually('the admin is known there', () =>
      signIn(south.url, north.options.adminEmail, adminPassword),
    );
    const there = {
      user: await newUser(south.url, 'Uma'),
      expert: await newExpert(south.url, 'Emil', { categories: ['network'], admin, capacity: 9 }),
    };
    await expert.appear('away');
    await there.expert.appear('online');
    const id = await conversation(there, 'Printer of floor 4');
    const pages = [
      [there.user.email, '/user_dashboard?new', t('issue.send')],
      [there.user.email, `/user_dashboard?issue=${id}`, t('chat.send')],
      [there.expert.email, `/expert_dashboard?issue=${id}`, t('chat.send')],
    ] as const;
    for (const [email, path, ready] of pages) {
      const { page } = await visit(south.url, email);
      await page.goto(`${south.url}${path}`);
      await button(page, ready).waitFor();
      for (const word of ['suggest', 'summary', 'translate', 'draft'] as const) {
        const name = t(`assistant.${word}`);
        assert.is(await page.getByRole('button', { name }).count(), 0, `${path}: ${name}`);
      }
      assert.is(await page.getByText(t('assistant.mark')).count(), 0);
    }
    assert.is(endpoint.requests.length, before);
  });

  test('no page raised an error of its own', () => {
    const own = visitors.flatMap(({ faults }) => faults).filter((fault) => !/ 503 /.test(fault));
    assert.equal(own, []);
  });

  test.run();
}
