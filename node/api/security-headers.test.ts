import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { securityHeaders } from './security-headers.ts';

const test = suite('security headers');

/** The `connect-src` of a page, with these addresses of other regions. */
async function connectSources(regions: readonly string[]): Promise<readonly string[]> {
  const app = new Koa();
  app.use(securityHeaders({ isHttps: false, regions: () => regions }));
  app.use((ctx) => {
    ctx.body = 'page';
  });
  const server = app.listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/`);
    assert.is(status, 200, 'the page is still answered');
    const policy = headers.get('content-security-policy') ?? '';
    const [, sources = ''] = /connect-src ([^;]*)/.exec(policy) ?? [];
    return sources.split(' ').filter((source) => source.startsWith('http'));
  } finally {
    server.close();
  }
}

test('only the origins of other regions may be asked', async () => {
  const regions = ['https://south.example/pages?x=1', 'http://192.0.2.7:4000', 'http://[2001:db8::1]:80/'];
  assert.equal(await connectSources(regions), [
    'https://south.example',
    'http://192.0.2.7:4000',
    'http://[2001:db8::1]',
  ]);
});

test('an address that means something else in a policy is left out, and no page is lost for it', async () => {
  const hostile = [
    'http://a;script-src',
    'http://a,b',
    'https://*',
    "http://a'b",
    'javascript:1',
    'nonsense',
  ];
  assert.equal(await connectSources(hostile), []);
  assert.equal(await connectSources([...hostile, 'https://south.example']), ['https://south.example']);
});

test('more addresses than fit into a header are left out', async () => {
  const many = Array.from({ length: 100 }, (_, n) => `https://region-${n}.example`);
  assert.is((await connectSources(many)).length, 16);
});

test.run();
