import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fakeServices, problemOf, type RunningApi, startApi } from './testing.ts';

const test = suite<{ running: RunningApi; folder: string }>('pages');

test.before(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'grapevine-pages-'));
  const webRoot = join(context.folder, 'web');
  await mkdir(join(webRoot, 'assets'), { recursive: true });
  await writeFile(join(context.folder, 'outside.txt'), 'not for anyone');
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>start</title>');
  await writeFile(join(webRoot, 'mesh.html'), '<!doctype html><title>mesh</title>');
  await writeFile(join(webRoot, 'not_found.html'), '<!doctype html><title>nothing here</title>');
  await writeFile(join(webRoot, '.hidden'), 'hidden');
  await writeFile(join(webRoot, 'assets', 'main-abc123.js'), 'plain');
  for (const language of ['en', 'de'])
    await writeFile(join(webRoot, 'assets', `words.${language}-abc123.json`), '{}');
  await writeFile(join(webRoot, 'assets', 'main-abc123.js.br'), brotliCompressSync('packed'));
  context.running = await startApi(fakeServices(), { webRoot });
});
test.after(async ({ running, folder }) => {
  await running.api.close();
  await rm(folder, { recursive: true });
});

const asBrowser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

test('pages are served with and without .html, and are asked for again each time', async ({ running }) => {
  for (const [path, title] of [
    ['/', 'start'],
    ['/index', 'start'],
    ['/mesh', 'mesh'],
    ['/mesh.html', 'mesh'],
    ['/mesh?issue=1', 'mesh'],
  ]) {
    const answer = await running.call(path ?? '', asBrowser);
    assert.is(answer.status, 200, path);
    assert.match(answer.headers.get('content-type') ?? '', 'text/html');
    assert.is(answer.headers.get('cache-control'), 'no-cache');
    assert.match(await answer.text(), `<title>${title}`);
  }
});

test('a page names the words of its reader, which the browser then fetches beside the scripts', async ({
  running,
}) => {
  for (const [accepted, expected] of [
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-US', 'en'],
    ['ja', 'en'],
    ['*', 'en'],
    ['"', 'en'],
  ] as const) {
    const answer = await running.call('/mesh', {
      headers: { ...asBrowser.headers, 'Accept-Language': accepted },
    });
    const hint = `</assets/words.${expected}-abc123.json>; rel=preload; as=fetch; crossorigin`;
    assert.is(answer.headers.get('link'), hint, accepted);
    assert.match(answer.headers.get('vary') ?? '', 'Accept-Language');
  }
  const script = await running.call('/assets/main-abc123.js');
  assert.is(script.headers.get('link'), null);
});

test('a page that has not changed is not sent again', async ({ running }) => {
  // Not by fetch, which adds "Cache-Control: no-cache" to conditional requests.
  const status = (headers: OutgoingHttpHeaders) =>
    new Promise<IncomingMessage>((resolve, reject) =>
      get(`${running.base}/mesh`, { headers }, (answer) => resolve(answer.resume())).on('error', reject),
    );
  const first = await status({});
  assert.is(first.statusCode, 200);
  const again = await status({ 'If-Modified-Since': first.headers['last-modified'] });
  assert.is(again.statusCode, 304);
});

test('hashed files are kept for ever, and sent packed to who can unpack', async ({ running }) => {
  const path = '/assets/main-abc123.js';
  const packed = await running.call(path, { headers: { 'Accept-Encoding': 'br' } });
  assert.is(packed.headers.get('content-encoding'), 'br');
  assert.is(packed.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.match(packed.headers.get('vary') ?? '', 'Accept-Encoding');
  assert.match(packed.headers.get('content-type') ?? '', 'javascript');
  assert.is(await packed.text(), 'packed');
  const plain = await running.call(path, { headers: { 'Accept-Encoding': 'identity' } });
  assert.is(await plain.text(), 'plain');
});

test('what is missing gets a page in browsers and a problem elsewhere', async ({ running }) => {
  const browser = await running.call('/nothing', asBrowser);
  assert.is(browser.status, 404);
  assert.is(browser.headers.get('cache-control'), 'no-store');
  assert.match(browser.headers.get('content-type') ?? '', 'text/html');
  assert.match(await browser.text(), 'nothing here');
  const program = await running.call('/nothing');
  assert.is(program.status, 404);
  assert.is((await problemOf(program)).code, 'not-found');
});

test('nothing outside the folder, hidden, or malformed is served', async ({ running }) => {
  for (const path of ['/..%2foutside.txt', '/%2e%2e/outside.txt', '/.hidden', '/a%00b', '/%E0%A4%A', '//']) {
    const answer = await running.call(path);
    assert.ok(answer.status === 400 || answer.status === 404, `${path} ${answer.status}`);
    assert.not.match(await answer.text(), 'not for anyone');
  }
});

test('without a build it says which command makes one', async () => {
  const running = await startApi(fakeServices(), { webRoot: '/nonexistent' });
  try {
    const answer = await running.call('/', asBrowser);
    assert.is(answer.status, 503);
    assert.match(await answer.text(), 'npm run build');
    assert.is((await running.call('/api/v1/mesh')).status, 200);
  } finally {
    await running.api.close();
  }
});

test.run();
