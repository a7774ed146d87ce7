import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from './clock.ts';

test('timers run in order of time, and in order of creation at the same instant', async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  clock.after(20, () => seen.push('c'));
  clock.after(10, () => seen.push('a'));
  clock.after(10, () => seen.push('b'));
  await clock.advance(20);
  assert.equal(seen, ['a', 'b', 'c']);
});

test('timers come out sorted whatever the order they were set in, without those cancelled', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ delayMs: fc.nat(50), isCancelled: fc.boolean() }), { maxLength: 60 }),
      async (timers) => {
        const clock = new VirtualClock();
        const seen: number[] = [];
        timers.forEach(({ delayMs, isCancelled }, index) => {
          const cancel = clock.after(delayMs, () => seen.push(index));
          if (isCancelled) cancel();
        });
        await clock.advance(100);
        const expected = timers
          .map((timer, index) => ({ ...timer, index }))
          .filter((timer) => !timer.isCancelled)
          .sort((a, b) => a.delayMs - b.delayMs || a.index - b.index)
          .map((timer) => timer.index);
        assert.equal(seen, expected);
      },
    ),
    { numRuns: 50 },
  );
});

test('a chain of promises comes to rest before the next timer', async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  clock.after(1, async () => {
    for (let step = 0; step < 50; step += 1) await Promise.resolve();
    seen.push(`chain at ${clock.monotonicMs()}`);
  });
  clock.after(2, () => seen.push('next'));
  await clock.advance(5);
  assert.equal(seen, ['chain at 1', 'next']);
});

test('a timer set by a timer runs within the same advance', async () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  clock.after(1, () => clock.after(1, () => seen.push(clock.monotonicMs())));
  await clock.advance(2);
  assert.equal(seen, [2]);
});

test('advanceUntil stops at the moment the condition holds, and says when it never did', async () => {
  const clock = new VirtualClock();
  let isReady = false;
  clock.after(7, () => {
    isReady = true;
  });
  assert.is(await clock.advanceUntil(() => isReady, 100), true);
  assert.is(clock.monotonicMs(), 7);
  assert.is(await clock.advanceUntil(() => false, 100), false);
  assert.is(clock.monotonicMs(), 107);
});

test('a node whose clock is fast reads more time and wakes early; its wall clock is skewed, not its monotonic one', async () => {
  const clock = new VirtualClock();
  const node = clock.forNode({ skewMs: 5_000, driftPpm: 100_000 });
  const start = clock.now();
  let wokeAtMs = 0;
  node.after(1_100, () => {
    wokeAtMs = clock.monotonicMs();
  });
  await clock.advance(2_000);
  assert.ok(Math.abs(wokeAtMs - 1_000) < 0.001);
  assert.ok(Math.abs(node.monotonicMs() - 2_200) < 0.001);
  assert.is(node.now(), start + 5_000 + 2_200);
});

test('a halted node runs none of its timers, old or new, and disturbs no other', async () => {
  const clock = new VirtualClock();
  const [dead, alive] = [clock.forNode(), clock.forNode()];
  const seen: string[] = [];
  dead.after(1, () => seen.push('old'));
  alive.after(1, () => seen.push('other'));
  dead.halt();
  dead.after(1, () => seen.push('new'));
  await clock.advance(10);
  assert.equal(seen, ['other']);
});

test('an error in a timer reaches who advances time', async () => {
  const clock = new VirtualClock();
  clock.after(1, () => {
    throw new Error('a bug');
  });
  let message = '';
  await clock.advance(2).catch((error: Error) => {
    message = error.message;
  });
  assert.is(message, 'a bug');
});

test.run();
