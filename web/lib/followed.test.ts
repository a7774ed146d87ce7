import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { followed } from './followed.ts';

test('news is shown in a form that nobody has touched', () => {
  assert.is(followed('0.25', '0.25', '0.4'), '0.4');
});

test('what somebody is typing stays', () => {
  assert.is(followed('0.3', '0.25', '0.4'), '0.3');
});

test.run();
