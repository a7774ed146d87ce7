import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLog } from './log.ts';

const test = suite('log');

const lines = (options: { level: string; isTerminal: boolean }) => {
  const written: string[] = [];
  return { written, log: createLog({ ...options, write: (line) => written.push(line) }) };
};

test('short lines in a terminal', () => {
  const { written, log } = lines({ level: 'info', isTerminal: true });
  log.warn({ ageMs: 3_021 }, 'South is suspected');
  log.info({}, 'Ready');
  assert.match(written[0] ?? '', /^\d\d:\d\d:\d\d warn {2}South is suspected {2}\{"ageMs":3021\}\n$/);
  assert.match(written[1] ?? '', /^\d\d:\d\d:\d\d info {2}Ready\n$/);
});

test('JSON lines elsewhere', () => {
  const { written, log } = lines({ level: 'info', isTerminal: false });
  log.error({ port: 8_000 }, 'Broken');
  const { time, ...line } = JSON.parse(written[0] ?? '');
  assert.type(time, 'number');
  assert.equal(line, { level: 50, port: 8_000, msg: 'Broken' });
});

test('less than the level is left out', () => {
  const { written, log } = lines({ level: 'error', isTerminal: false });
  log.info({}, 'Ready');
  assert.is(written.length, 0);
});

test.run();
