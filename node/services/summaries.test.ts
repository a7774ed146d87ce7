import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { SeededRandom } from '../../sim/random.ts';
import { RegionId } from '../core/ids.ts';
import { productPolicy } from '../core/policy.ts';
import type { Log } from '../ports.ts';
import type { Experts } from './experts.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import { Summaries, Summary } from './summaries.ts';
import { timing } from './timing.ts';
import type { UnderWay } from './under-way.ts';
import type { WaitingQueue } from './waiting-queue.ts';

const test = suite('summaries');

/** One region whose single expert's load is set by the test; `told` is what it gossips. */
const begin = async () => {
  const clock = new VirtualClock();
  const self = RegionId.parse('North');
  const told: Summary[] = [];
  let cameUp = () => {};
  const expert = { categories: ['network'], capacity: 2, load: 0, isOnline: true };
  const peers = {
    self: { bootEpoch: 1 },
    subscribe: () => () => undefined,
    onUp: (listener: () => void) => {
      cameUp = listener;
      return () => undefined;
    },
    publish: async (_topic: string, body: Uint8Array) => {
      told.push(Summary.parse(JSON.parse(new TextDecoder().decode(body))));
    },
  };
  const none = { countInGroup: () => 0 };
  const silent = () => {};
  const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
  const summaries = new Summaries({
    state: { self, entries: none, issues: none } as unknown as State,
    experts: { seated: () => [{ ...expert }] } as unknown as Experts,
    queue: { summary: () => ({}), size: 0 } as unknown as WaitingQueue,
    underWay: { received: () => ({}) } as unknown as UnderWay,
    peers: peers as unknown as Peers,
    clock,
    random: new SeededRandom(1),
    log,
    timing,
    policy: productPolicy,
    marks: { hear: () => {} },
    rollCall: { mark: undefined },
  });
  summaries.start();
  /** Something happens, and there is time to tell it. */
  const happen = async (load: number) => {
    expert.load = load;
    summaries.changed();
    await clock.advance(timing.summaryMinMs);
  };
  return { clock, expert, summaries, told, happen, comeUp: () => cameUp() };
};

test('what changed is told at once; what was told twice waits for its time', async () => {
  const { clock, told, happen } = await begin();
  await happen(1);
  assert.is(told.at(-1)?.categories.network?.freeSeats, 1);
  const count = told.length;
  await happen(1);
  assert.is(told.length, count + 1, 'once more, for the first may be lost');
  await happen(1);
  await happen(1);
  assert.is(told.length, count + 1);
  await happen(2);
  assert.is(told.at(-1)?.categories.network?.freeSeats, 0);
  await clock.advance(timing.summaryMs * 1.2);
  assert.is(told.length, count + 3, 'and from time to time without a change');
});

test('a region that comes up is told, though nothing has changed', async () => {
  const { clock, told, happen, comeUp } = await begin();
  await happen(1);
  await happen(1);
  const count = told.length;
  comeUp();
  await clock.advance(timing.summaryMinMs);
  assert.is(told.length, count + 1);
});

test('when one peer was told something else meanwhile, everybody is told how it is', async () => {
  const { expert, told, summaries, happen } = await begin();
  await happen(1);
  await happen(1);
  const count = told.length;
  // As while a seat is set aside for the peer that asks.
  expert.load = 2;
  assert.is(summaries.fresh().categories.network?.freeSeats, 0);
  await happen(1);
  assert.is(told.length, count + 1);
});

test.run();
