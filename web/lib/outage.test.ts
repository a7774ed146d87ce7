import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Outage, OutageWatch, type Way } from './outage.ts';

const test = suite('outage');

const wayTo = (region: string, expiresAt = 600_000): Way => ({
  region,
  url: `https://${region}.example`,
  ticket: `ticket for ${region}`,
  expiresAt,
});

/** A page whose timers run when told; who answers is in `up`. */
function setup(ways: readonly Way[] = [wayTo('South'), wayTo('East')]) {
  let timers: { delayMs: number; run: () => void }[] = [];
  const up = new Set(['', ...ways.map(({ url }) => url)]);
  const seen: Outage[] = [];
  const world = { asked: 0, nowMs: 0 };
  const watch = new OutageWatch({
    ways: async () => {
      world.asked++;
      return ways;
    },
    answers: async (url) => up.has(url),
    after: (delayMs, run) => {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    now: () => world.nowMs,
    onChange: (outage) => seen.push(outage),
  });
  // Everything here is answered at once: a few turns of the queue are enough.
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const next = async () => {
    const [timer] = timers.splice(0, 1);
    timer?.run();
    await settle();
    return timer?.delayMs;
  };
  return { watch, up, seen, world, next, settle, timers: () => timers };
}

const kinds = (seen: readonly Outage[]) => seen.map(({ kind }) => kind);

test('a node that answers again needs no way out', async () => {
  const { watch, seen, next, settle } = setup();
  watch.live();
  await settle();
  watch.lost();
  await next();
  assert.equal(kinds(seen), ['none', 'none']);
});

test('with the node gone, those regions are offered that answer, in the order given', async () => {
  const { watch, up, seen, next, settle } = setup([wayTo('South'), wayTo('West'), wayTo('East')]);
  watch.live();
  await settle();
  up.delete('');
  up.delete('https://West.example');
  watch.lost();
  await next();
  const last = seen.at(-1);
  assert.ok(last?.kind === 'gone');
  assert.equal(
    last.ways.map(({ region }) => region),
    ['South', 'East'],
  );
});

test('when nobody answers it is this device that is alone, until somebody does', async () => {
  const { watch, up, seen, next, settle } = setup();
  watch.live();
  await settle();
  const all = [...up];
  up.clear();
  watch.lost();
  await next();
  assert.is(seen.at(-1)?.kind, 'alone');
  for (const url of all.slice(1)) up.add(url);
  await next();
  assert.is(seen.at(-1)?.kind, 'gone');
});

test('a ticket that has expired is no way', async () => {
  const { watch, up, seen, world, next, settle } = setup([wayTo('South', 1_000)]);
  watch.live();
  await settle();
  up.delete('');
  world.nowMs = 2_000;
  watch.lost();
  await next();
  assert.is(seen.at(-1)?.kind, 'alone');
});

test('tickets are renewed while the socket is there, and not afterwards', async () => {
  const { watch, world, next, settle, timers } = setup();
  watch.live();
  await settle();
  await next();
  assert.is(world.asked, 2);
  watch.lost();
  assert.is(timers().length, 1);
  await next();
  assert.is(world.asked, 2);
});

test('an answer that comes after the socket is back changes nothing', async () => {
  const { watch, up, seen, next, settle } = setup();
  watch.live();
  await settle();
  up.delete('');
  watch.lost();
  const looking = next();
  watch.live();
  await looking;
  assert.is(seen.at(-1)?.kind, 'none');
});

test.run();
