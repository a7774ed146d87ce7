import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { likeness, titleTerms } from './likeness.ts';

const alike = (one: string, other: string) => likeness(titleTerms(one, 'en'), titleTerms(other, 'en'));

test('the same title is the same, whatever its order and endings', () => {
  assert.ok(alike('The printer is not printing', 'The printer is not printing') > 0.999);
  assert.ok(alike('Printers not reached', 'not reached: printer') > 0.999);
});

test('titles about the same are closer than titles that share a word', () => {
  const same = alike('VPN drops every few minutes', 'VPN keeps dropping every minute');
  const other = alike('VPN drops every few minutes', 'Install the VPN client on my phone');
  assert.ok(same > 0.6, String(same));
  assert.ok(other < 0.4, String(other));
});

test('a title without words is like nothing, itself included', () => {
  assert.is(alike('😀 !!!', '😀 !!!'), 0);
  assert.is(alike('', 'VPN'), 0);
});

test.run();
