import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { takeCode } from './passwordLink.ts';

const test = suite('password link');

/** A tab in which an address is opened. */
const tabAt = (address: string) => {
  const tab = {
    url: new URL(address),
    state: null as unknown,
    replaceState(state: unknown, _: string, path: string) {
      tab.state = state;
      tab.url = new URL(path, tab.url);
    },
  };
  return tab;
};

test('the code leaves the address bar, and is still there when the page is loaded again', () => {
  const tab = tabAt('https://north.example/new_password#the-code');
  assert.is(takeCode(tab.url, tab), 'the-code');
  assert.is(tab.url.href, 'https://north.example/new_password');
  assert.is(takeCode(tab.url, tab), 'the-code');
});

test('a link opened later takes the place of the one before', () => {
  const tab = tabAt('https://north.example/new_password#first');
  takeCode(tab.url, tab);
  tab.url = new URL('https://north.example/new_password#second');
  assert.is(takeCode(tab.url, tab), 'second');
});

test('without a code there is none', () => {
  const tab = tabAt('https://north.example/new_password');
  assert.is(takeCode(tab.url, tab), '');
  tab.state = { code: 7 };
  assert.is(takeCode(tab.url, tab), '');
});

test.run();
