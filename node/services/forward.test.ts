import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { VirtualClock } from '../../sim/clock.ts';
import { SimulatedNetwork } from '../../sim/network.ts';
import { MemoryDisk } from '../store/memory.ts';
import { collections } from './documents.ts';
import { Forward } from './forward.ts';
import type { Peers } from './peers.ts';
import { State } from './state.ts';
import { timing } from './timing.ts';

const test = suite('forward');

/** Found in slow motion: a region that was still reading its disk said that it did not know the command. */
test('nothing that is forwarded is answered before everything is offered', async () => {
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const state = new State({
    self: SimulatedNetwork.peerId('North'),
    store: new MemoryDisk().open(collections),
    clock: new VirtualClock(),
    log,
  });
  const handled = new Map<string, Parameters<Peers['handle']>[1]>();
  const forward = new Forward({
    state,
    timing,
    peers: {
      handle: (method, handler) => {
        handled.set(method, handler);
        return silent;
      },
      get: () => undefined,
      all: () => [],
      request: async () => null,
    },
  });
  forward.offerToAnyone('greet', z.string(), async (name) => `Hello, ${name}.`);
  assert.is(handled.size, 0);
  forward.start();
  const [answer] = handled.values();
  assert.equal(await answer?.(SimulatedNetwork.peerId('South'), { name: 'greet', input: 'Ana' }), {
    result: 'Hello, Ana.',
  });
});

test.run();
