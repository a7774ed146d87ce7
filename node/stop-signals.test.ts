import { EventEmitter } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watchStopSignals } from './stop-signals.ts';

const test = suite('stop signals');

const watched = (more: { parentId?: () => number } = {}) => {
  const process = new EventEmitter();
  const seen = { now: 0, atOnce: 0 };
  const watch = watchStopSignals(process, {
    stopAtOnce: () => {
      seen.atOnce += 1;
    },
    monotonicMs: () => seen.now,
    ...more,
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

test('the end of the parent asks to stop', async () => {
  const parent = { id: 10 };
  const { asked, seen, cancel } = watched({ parentId: () => parent.id });
  parent.id = 1;
  // The watch itself keeps no process alive, so something else has to.
  const alive = setTimeout(() => {}, 10_000);
  assert.is(await asked, 'disconnect');
  clearTimeout(alive);
  assert.is(seen.atOnce, 0);
  cancel();
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
