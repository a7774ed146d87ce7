import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SeenFile } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';
import { files } from './files.ts';
import { aRegion, issueId, north, south } from './testing.ts';

const file: SeenFile = { issueId, id: 'f', sha256: 'hash', bytes: 'kept' };
const about = { atMs: 1, person: 'User 1', issue: issueId, file: 'f' } as const;
const attached: TraceEvent = { ...about, kind: 'attached' };
const opened = (got: string): TraceEvent => ({ ...about, kind: 'opened', got });
const saw: TraceEvent = {
  kind: 'saw',
  atMs: 2,
  person: 'User 1',
  email: 'user@grapevine.test',
  as: 'user',
  isWhole: true,
  issues: [],
};
const at = (region: typeof north, bytes: SeenFile['bytes'], blobs: string[]) =>
  aRegion(region, { files: [{ ...file, bytes }], blobs });
const complaint = (events: TraceEvent[], ...final: ReturnType<typeof aRegion>[]) =>
  files.check({ events, final }).join('\n');

test('a file that is opened whole and in two regions is sound', () => {
  const final = [at(north, 'kept', ['hash']), at(south, 'kept', ['hash'])];
  assert.is(complaint([attached, opened('all of it'), saw], ...final), '');
});

test('other bytes, a problem, and a file that is not shown are not', () => {
  assert.match(complaint([opened('other bytes')]), 'got other bytes');
  assert.match(complaint([opened('nothing')]), 'got nothing');
  assert.match(complaint([attached, saw]), 'does not show it');
  assert.is(complaint([attached]), '', 'who never looked again cannot say');
});

test('bytes that are not where they should be are noticed', () => {
  const whole = at(north, 'kept', ['hash']);
  assert.match(complaint([], whole, at(south, 'wanted', ['hash'])), 'as wanted');
  assert.match(complaint([], whole, at(south, 'kept', [])), 'without its bytes');
  assert.match(complaint([], whole, at(south, 'elsewhere', [])), 'in 1 regions');
  assert.is(complaint([], aRegion(north, { files: [file] })), '', 'where nobody looked');
});

test.run();
