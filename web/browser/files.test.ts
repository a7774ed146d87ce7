/** Files on the pages: given by drop, paste and choice at North, read by an expert at South, and answered. */
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isChromiumThere, newVisitor, type Visitor } from '../../node/life/chromium.ts';
import { adminPassword, type LifeNode, type LifeNodes, toldHook } from '../../node/life/nodes.ts';
import { eventually } from '../../node/life/people.ts';
import { t } from '../lib/i18n.ts';
import { bringAxe, faultsOn, looks, takeLook } from './accessibility.ts';
import { startTwoRegions } from './regions.ts';
import {
  accept,
  describe,
  goOnline,
  pageAsked,
  sendIssue,
  signInAdmin,
  signUpExpert,
  signUpUser,
  toVerify,
  write,
} from './visits.ts';

const file = 'web/browser/files.test.ts';
const test = suite('files on the pages');

/** Would run, were a name taken for HTML, or a file for a page. */
const attack = `<img src=x onerror="document.title='taken over'">.html`;
const script = '<script>top.document.title = "taken over"</script>';
const title = 'The printer prints this';
/** A grey point: the smallest PNG. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOcOXPmfwAGzAMjk6S5OwAAAABJRU5ErkJggg==';

type Given = { name: string; type: string; base64: string };
const given = (name: string, type: string, text: string): Given => ({
  name,
  type,
  base64: Buffer.from(text).toString('base64'),
});

/** As a person drops or pastes files on the page: no path of theirs, only what is in them. */
const bring = (page: Page, how: 'drop' | 'paste', files: readonly Given[]) =>
  page.evaluate(
    ([event, all]) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(
        event === 'drop'
          ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
          : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }),
      );
    },
    [how, files] as const,
  );

const removeButton = (page: Page, name: string) =>
  page.getByRole('button', { name: t('files.remove', { name }), exact: true });

/** Light and dark, wide and narrow; afterwards wide and light. */
async function checkLooks(page: Page): Promise<void> {
  for (const look of [...looks, { colorScheme: 'light', width: 1280 } as const]) {
    await takeLook(page, look);
    assert.equal(await faultsOn(page), [], `${look.colorScheme}, ${look.width} px`);
  }
}

if (isChromiumThere(file)) testFiles();

function testFiles(): void {
  let browser: Browser;
  let nodes: LifeNodes;
  let north: LifeNode;
  let south: LifeNode;
  let user: Visitor;
  let expert: Visitor;

  test.before(
    toldHook(async () => {
      ({ browser, nodes, north, south } = await startTwoRegions());
      const [one, other, admin] = await Promise.all([
        newVisitor(browser),
        newVisitor(browser),
        newVisitor(browser),
      ]);
      [user, expert] = [one, other];
      await Promise.all([bringAxe(user), bringAxe(expert)]);
      await Promise.all([
        signUpUser(user.page, north.url, 'Ana'),
        signUpExpert(expert.page, south.url, 'Luis', 'hardware'),
      ]);
      await signInAdmin(admin.page, south.url, { email: north.options.adminEmail, secret: adminPassword });
      await admin.page.getByRole('link', { name: t('common.nav.people') }).click();
      await toVerify(admin.page, 'Luis').click();
      await goOnline(expert.page);
    }),
  );
  test.after(async () => {
    await browser?.close();
    await nodes?.stop();
  });

  test('two are dropped and one is pasted; they survive a reload, and a name stays text', async () => {
    const { page } = user;
    await describe(page, { title, description: 'See the files.', category: 'hardware' });
    await bring(page, 'drop', [given('page.png', 'image/png', ''), given(attack, 'text/html', script)]);
    // An empty file is refused, and says so.
    await page.getByText('This file is empty').waitFor();
    await removeButton(page, 'page.png').click();
    await bring(page, 'drop', [{ name: 'page.png', type: 'image/png', base64: png }]);
    await bring(page, 'paste', [given('log.txt', 'text/plain', 'x'.repeat(100_000))]);
    const names = ['page.png', attack, 'log.txt'];
    for (const name of names) await removeButton(page, name).waitFor();
    await page.reload();
    for (const name of names) await removeButton(page, name).waitFor();
    await checkLooks(page);
  });

  test('how many and how large is said before; what is too large is refused before a byte leaves', async () => {
    const { page } = user;
    const uploads: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/attachments')) uploads.push(request.url());
    });
    await page.getByText(t('files.limits', { max: 10, size: '10 MB' })).waitFor();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(10_000_001)], 'film.mp4', { type: 'video/mp4' }));
      document.body.dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }),
      );
    });
    await page.getByText(t('files.tooLarge', { size: '10 MB' })).waitFor();
    await checkLooks(page);
    await sendIssue(page).click();
    await page.getByText(t('files.someFailed')).waitFor();
    await removeButton(page, 'film.mp4').click();
    assert.equal(uploads, []);
  });

  test('they are shown with the issue, here and to the expert in another region', async () => {
    await sendIssue(user.page).click();
    await user.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await accept(await pageAsked([expert.page], title), title);
    for (const { page } of [user, expert]) {
      const picture = page.getByRole('img', { name: 'page.png' });
      await eventually('the picture is there', () =>
        picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth === 1),
      );
      await page.getByRole('link', { name: attack }).waitFor();
      await checkLooks(page);
    }
  });

  test('in which regions the files are is said beside where the issue is kept, for each by name', async () => {
    const { page } = user;
    const summary = page.getByText(t('files.keptIn', { count: 2 }));
    await summary.click();
    for (const name of ['page.png', attack, 'log.txt']) {
      const line = page.getByRole('listitem').filter({ hasText: name });
      await line.filter({ hasText: t('files.storedIn', { count: 2, regions: 'North and South' }) }).waitFor();
    }
    await page.getByTitle(/^page\.png\nStored in 2 regions/).waitFor();
    await checkLooks(page);
  });

  test('a page that was given is saved and never opened as one', async () => {
    const { page } = expert;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: attack }).click(),
    ]);
    const stream = await download.createReadStream();
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(Buffer.from(piece));
    assert.is(Buffer.concat(pieces).toString(), script);
    const address = await page.getByRole('link', { name: attack }).getAttribute('href');
    const headers = await page.evaluate(async (url) => {
      const answer = await fetch(url);
      return ['content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options'].map(
        (name) => answer.headers.get(name),
      );
    }, address ?? '');
    assert.is(headers[0], 'application/octet-stream');
    assert.match(headers[1] ?? '', /^attachment; /);
    assert.equal(headers.slice(2), ["default-src 'none'; sandbox", 'nosniff']);
  });

  test('the expert answers with a file alone, chosen with the button; the user sees it', async () => {
    const { page } = expert;
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: t('files.attach') }).click(),
    ]);
    await chooser.setFiles([
      { name: 'fix.txt', mimeType: 'text/plain', buffer: Buffer.from('Turn it off.') },
    ]);
    await removeButton(page, 'fix.txt').waitFor();
    await page.getByRole('button', { name: t('chat.send'), exact: true }).click();
    for (const visitor of [expert, user])
      await visitor.page
        .getByRole('log')
        .getByRole('link', { name: /^fix\.txt/ })
        .waitFor();
    await checkLooks(user.page);
  });

  test('a picture stands below its line on both sides, and an address in the line can be followed', async () => {
    await expert.page.locator('input[type=file]').setInputFiles({
      name: 'cable.png',
      mimeType: 'image/png',
      buffer: Buffer.from(png, 'base64'),
    });
    await removeButton(expert.page, 'cable.png').waitFor();
    await write(expert.page, 'This cable, see https://help.example/cable.');
    for (const { page } of [expert, user]) {
      const message = page.locator('.message').filter({ hasText: 'This cable' });
      const link = message.getByRole('link', { name: 'https://help.example/cable', exact: true });
      assert.is(await link.getAttribute('href'), 'https://help.example/cable');
      const picture = message.getByRole('img', { name: 'cable.png' });
      await picture.waitFor();
      const [line, below] = [await message.locator('.bubble').boundingBox(), await picture.boundingBox()];
      assert.ok(line && below);
      if (line && below) assert.ok(line.y + line.height <= below.y, `${line.y} + ${line.height}, ${below.y}`);
    }
    await checkLooks(expert.page);
  });

  test('nothing of it ran, and no page complained', async () => {
    for (const { page, faults } of [user, expert]) {
      assert.not.match(await page.title(), /taken over/);
      assert.equal(
        faults.filter((line) => !/422/.test(line)),
        [],
      );
    }
  });

  test.run();
}
