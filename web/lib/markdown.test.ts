import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { safeHref } from './links.ts';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';

const test = suite('markdown');

const inlineText = (inlines: readonly Inline[]): string =>
  inlines
    .map((one) => {
      if (one.is === 'break') return '\n';
      return 'of' in one ? inlineText(one.of) : one.text;
    })
    .join('');

const links = (blocks: readonly Block[]): string[] =>
  [...JSON.stringify(blocks).matchAll(/"href":"([^"]*)"/g)].map(([, href = '']) => href);

test('plain text stays as it was typed, lines and all', () => {
  assert.equal(parseMarkdown('Restart it.\nThen wait.\n\nIs it back?'), [
    {
      is: 'paragraph',
      of: [{ is: 'text', text: 'Restart it.' }, { is: 'break' }, { is: 'text', text: 'Then wait.' }],
    },
    { is: 'paragraph', of: [{ is: 'text', text: 'Is it back?' }] },
  ]);
});

test('steps, code, emphasis and links are what they are', () => {
  const [first, list, code] = parseMarkdown(
    'Do **this** with `sudo` at [the page](https://example.org/a?b=1):\n\n3. one\n4. two\n\n```sh\nls <dir>\n```',
  );
  assert.equal(first, {
    is: 'paragraph',
    of: [
      { is: 'text', text: 'Do ' },
      { is: 'strong', of: [{ is: 'text', text: 'this' }] },
      { is: 'text', text: ' with ' },
      { is: 'code', text: 'sudo' },
      { is: 'text', text: ' at ' },
      { is: 'link', href: 'https://example.org/a?b=1', of: [{ is: 'text', text: 'the page' }] },
      { is: 'text', text: ':' },
    ],
  });
  assert.is(list?.is === 'list' && list.start, 3);
  assert.is(list?.is === 'list' && list.items.length, 2);
  assert.equal(code, { is: 'code', text: 'ls <dir>' });
});

test('HTML is text, wherever it stands', () => {
  for (const html of [
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '<iframe src="https://evil.example"></iframe>',
    '- <b onclick=alert(1)>x</b>',
    '<!-- <script> -->',
    '**<svg onload=alert(1)>**',
  ]) {
    const [block] = parseMarkdown(html);
    const of = block?.is === 'list' ? block.items[0]?.[0] : block;
    assert.is(of && 'of' in of && inlineText(of.of as Inline[]), html.replace(/^- |\*\*/g, ''), html);
  }
});

test('only addresses of the web and of mail can be followed', () => {
  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    '//evil.example',
    '/admin_dashboard',
    'https:',
  ]) {
    assert.is(safeHref(address), undefined, address);
    assert.equal(links(parseMarkdown(`[here](<${address}>) ![pic](<${address}>)`)), [], address);
  }
  const good = '[a](http://a.example) <https://b.example> [c](mailto:c@c.example)';
  assert.equal(links(parseMarkdown(good)), ['http://a.example/', 'https://b.example/', 'mailto:c@c.example']);
});

test('an image is not loaded: it is a link with its words', () => {
  assert.equal(parseMarkdown('![my screen](https://img.example/a.png)'), [
    {
      is: 'paragraph',
      of: [{ is: 'link', href: 'https://img.example/a.png', of: [{ is: 'text', text: 'my screen' }] }],
    },
  ]);
});

test('a text that is made to keep the page busy is shown as it is, at once', () => {
  const length = 20_000;
  for (const [name, text] of Object.entries({
    quotes: '>'.repeat(length),
    spaced: '> '.repeat(length / 2),
    lists: '- '.repeat(length / 2),
    numbers: '1. '.repeat(length / 3),
    stars: '*'.repeat(length),
    pairs: '*a_ '.repeat(length / 4),
    brackets: '['.repeat(length),
    links: '[a](b '.repeat(length / 6),
    ticks: Array.from({ length: 190 }, (_, n) => '`'.repeat(n)).join(' '),
    steps: Array.from({ length: 190 }, (_, n) => `${' '.repeat(n)}- a`).join('\n'),
    tables: '|a'.repeat(length / 2),
    angles: '<a '.repeat(length / 3),
  })) {
    const startMs = performance.now();
    const blocks = parseMarkdown(text);
    const tookMs = performance.now() - startMs;
    assert.ok(blocks.length > 0, name);
    // Each takes some 10 ms, and minutes or the whole stack if it is not seen for what it is.
    assert.ok(tookMs < 1_500, `${name} took ${tookMs} ms`);
  }
});

test.run();
