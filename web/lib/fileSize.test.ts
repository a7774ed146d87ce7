import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileSize } from './fileSize.ts';

test('sizes in the reader’s words', () => {
  assert.is(fileSize(0, 'en'), '0 bytes');
  assert.is(fileSize(999, 'en'), '999 bytes');
  assert.is(fileSize(412_300, 'en'), '412 kB');
  assert.is(fileSize(3_140_000, 'en'), '3.1 MB');
  assert.is(fileSize(3_140_000, 'de'), '3,1 MB');
  assert.is(fileSize(5e12, 'en'), '5,000 GB');
});

test.run();
