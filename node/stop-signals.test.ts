import { EventEmitter } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watchStopSignals } from './stop-signals.ts';

const test = suite('stop signals');

const watched = () => {
  const process = new EventEmitter();
  const seen = { now: 0, atOnce: 0 };
  const watch = watchStopSignals(process, {
    stopAtOnce: () => {
      seen.atOnce += 1;
    },
    monotonicMs: () => seen.now,
  });
  return { process, seen, ...watch };
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  test(`${signal} asks to stop`, async () => {
    const { process, seen, asked } = watched();
    process.emit(signal, signal);
    assert.is(await asked, signal);
    assert.is(seen.atOnce, 0);
  });
}

test('the end of the starter asks to stop', async () => {
  const { process, asked } = watched();
  process.emit('disconnect');
  assert.is(await asked, 'disconnect');
});

test('one Ctrl-C that npm hands on as well is one', () => {
  const { process, seen } = watched();
  process.emit('SIGINT', 'SIGINT');
  seen.now = 20;
  process.emit('SIGINT', 'SIGINT');
  assert.is(seen.atOnce, 0);
});

test('a second one stops at once', () => {
  const { process, seen } = watched();
  process.emit('SIGINT', 'SIGINT');
  seen.now = 2_000;
  process.emit('SIGTERM', 'SIGTERM');
  assert.is(seen.atOnce, 1);
});

test('after cancel nothing is watched', () => {
  const { process, cancel } = watched();
  cancel();
  assert.equal(process.eventNames(), []);
});

test.run();
