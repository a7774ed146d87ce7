import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { VirtualClock } from '../../sim/clock.ts';
import { SimulatedNetwork } from '../../sim/network.ts';
import { Problem } from '../problem.ts';
import { MemoryDisk } from '../store/memory.ts';
import { collections } from './documents.ts';
import { Forward } from './forward.ts';
import type { Peers } from './peers.ts';
import { State } from './state.ts';
import { timing } from './timing.ts';

const test = suite('forward');

const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };

const stateOf = (region: string) =>
  new State({
    self: SimulatedNetwork.peerId(region),
    store: new MemoryDisk().open(collections),
    clock: new VirtualClock(),
    log,
  });

/** A region whose peers hand its requests back to it, as if South had asked; and what it answers by method. */
const begin = () => {
  const handled = new Map<string, Parameters<Peers['handle']>[1]>();
  const forward = new Forward({
    state: stateOf('North'),
    timing,
    peers: {
      handle: (method, handler) => {
        handled.set(method, handler);
        return silent;
      },
      get: () => undefined,
      all: () => [],
      request: async (_to, method, body) =>
        (await handled.get(method)?.(SimulatedNetwork.peerId('South'), body)) ?? null,
    },
  });
  return { forward, handled };
};

/** Found in slow motion: a region that was still reading its disk said that it did not know the command. */
test('nothing that is forwarded is answered before everything is offered', async () => {
  const { forward, handled } = begin();
  forward.offerToAnyone('greet', z.string(), async (name) => `Hello, ${name}.`);
  assert.is(handled.size, 0);
  forward.start();
  const [answer] = handled.values();
  assert.equal(await answer?.(SimulatedNetwork.peerId('South'), { name: 'greet', input: 'Ana' }), {
    result: 'Hello, Ana.',
  });
});

test('a problem of another region comes with its reason, and without one that is not known here', async () => {
  const { forward } = begin();
  const told = { reason: 'chat-full', values: { max: 3 } } as const;
  const newer = [{ pointer: '/text', detail: 'It rhymes.', reason: 'rhymes' }];
  forward.offerToAnyone('post', z.string(), async (text) => {
    // As a region with a newer version says it.
    throw new Problem('limit-reached', text, { ...told, ...JSON.parse(JSON.stringify({ errors: newer })) });
  });
  forward.start();
  const post = { name: 'post', reply: z.null() };
  const refused = await forward
    .call(SimulatedNetwork.peerId('South'), post, undefined, 'Full.')
    .catch((e) => e);
  assert.instance(refused, Problem);
  assert.equal({ reason: refused.reason, values: refused.values }, told);
  assert.equal(refused.errors, [{ pointer: '/text', detail: 'It rhymes.' }]);
});

test.run();
