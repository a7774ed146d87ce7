import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isNews, lineState, positionOf } from './reading.ts';

const by = (id: string, role: 'user' | 'expert', n: number, region = 'North') => ({
  region,
  n,
  author: { id, role, name: id },
});
const reader = (id: string, role: 'user' | 'expert', read: object = {}, delivered: object = read) => ({
  id,
  role,
  read: { ...read },
  delivered: { ...delivered },
});

test('a line is as far as the other side has it, whatever its writer and their own side have', () => {
  const line = by('leila', 'user', 2);
  assert.is(lineState(line, []), 'sent');
  assert.is(lineState(line, [reader('leila', 'user', { North: 9 })]), 'sent');
  assert.is(lineState(line, [reader('meera', 'expert', { North: 1 }, { North: 2 })]), 'delivered');
  assert.is(lineState(line, [reader('meera', 'expert', { North: 2 })]), 'read');
  assert.is(lineState(line, [reader('meera', 'expert', { South: 9 })]), 'sent');
});

test('an expert’s line is read by the user, not by another expert', () => {
  const line = by('meera', 'expert', 1, 'East');
  assert.is(lineState(line, [reader('daniel', 'expert', { East: 5 })]), 'sent');
  assert.is(lineState(line, [reader('leila', 'user', { East: 1 })]), 'read');
});

test('a position is the newest line of each region', () => {
  const lines = [by('a', 'user', 3), by('b', 'expert', 1, 'East'), by('a', 'user', 2)];
  assert.equal(positionOf(lines), { North: 3, East: 1 });
});

test('own lines, and what the node knows already, are no news', () => {
  const lines = [by('leila', 'user', 1), by('meera', 'expert', 1, 'East')];
  assert.is(isNews(lines, 'leila', [], true), true);
  assert.is(isNews(lines, 'leila', [reader('leila', 'user', {}, { East: 1 })], true), true);
  assert.is(isNews(lines, 'leila', [reader('leila', 'user', {}, { East: 1 })], false), false);
  assert.is(isNews(lines, 'leila', [reader('leila', 'user', { East: 1 })], true), false);
  assert.is(isNews(lines.slice(0, 1), 'leila', [], true), false);
});

test.run();
