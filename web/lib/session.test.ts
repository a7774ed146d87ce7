import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dashboardOf, safeNext } from './session.ts';

const next = (value: string) => safeNext(`?next=${encodeURIComponent(value)}`, 'http://localhost:8000');

test('after sign-in one returns to a page of this node', () => {
  assert.is(next('/user_dashboard?issue=a1'), '/user_dashboard?issue=a1');
  assert.is(safeNext('', 'http://localhost:8000'), undefined);
});

test('never to another place', () => {
  for (const value of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    'user_dashboard',
    '',
  ]) {
    assert.is(next(value), undefined, value);
  }
});

test('each role has its dashboard', () => {
  assert.is(dashboardOf(['user']), '/user_dashboard');
  assert.is(dashboardOf(['user', 'expert']), '/expert_dashboard');
  assert.is(dashboardOf(['expert', 'admin']), '/admin_dashboard');
});

test.run();
