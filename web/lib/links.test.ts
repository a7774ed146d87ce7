import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { linksIn, safeHref } from './links.ts';

const test = suite('links in plain text');

const followed = (text: string) => linksIn(text).flatMap(({ href }) => (href === undefined ? [] : [href]));

test('an address can be followed, and what stands around it stays as it was written', () => {
  assert.equal(linksIn('See https://a.example/b?c=1#d,\nthen reply.'), [
    { text: 'See ' },
    { text: 'https://a.example/b?c=1#d', href: 'https://a.example/b?c=1#d' },
    { text: ',\nthen reply.' },
  ]);
  assert.equal(linksIn('Nothing to follow'), [{ text: 'Nothing to follow' }]);
  assert.equal(linksIn(''), []);
});

test('the end of a sentence is no part of an address, a bracket of its own is', () => {
  assert.equal(followed('(see http://a.example/b).'), ['http://a.example/b']);
  assert.equal(followed('“https://a.example”?'), ['https://a.example/']);
  assert.equal(followed('https://a.example/wiki/Vine_(plant)!'), ['https://a.example/wiki/Vine_(plant)']);
});

test('two addresses are two links, and pieces never lose a letter', () => {
  const text = 'https://a.example https://b.example/… مرحبا <https://c.example>\u0000';
  assert.is(followed(text).length, 3);
  assert.is(
    linksIn(text)
      .map((piece) => piece.text)
      .join(''),
    text,
  );
});

test('what runs, what is of this page and what is no address is text', () => {
  const others = [
    'javascript:alert(1)',
    'data:text/html,x',
    '/admin_dashboard',
    'https://',
    'xhttps://a.example',
  ];
  for (const text of others) assert.equal(followed(text), [], text);
  for (const text of others.slice(0, 4)) assert.is(safeHref(text), undefined, text);
});

test('a long text is read at once', () => {
  const beganAt = performance.now();
  assert.is(followed('https://a.example/'.repeat(2_000)).length, 1);
  assert.is(followed(`https://a.example/${')'.repeat(8_000)}x`).length, 1);
  assert.ok(performance.now() - beganAt < 500);
});

test.run();
