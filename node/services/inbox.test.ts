import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { SimulatedNetwork } from '../../sim/network.ts';
import { epochAt, firstTerm } from '../core/epoch.ts';
import { IssueId } from '../core/ids.ts';
import type { PeerMessage } from '../core/messages.ts';
import type { Json } from '../ports.ts';
import { MemoryDisk } from '../store/memory.ts';
import { collections } from './documents.ts';
import { Inbox } from './inbox.ts';
import { State } from './state.ts';
import { timing } from './timing.ts';

const test = suite('inbox');

const north = SimulatedNetwork.peerId('North');
const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };
const message: PeerMessage = {
  type: 'commit',
  issueId: IssueId.parse('issue'),
  epoch: epochAt(firstTerm, 1),
};
const messages = Array.from({ length: 40 }, (_, index) => ({ id: String(index), message }));

/** An inbox that needs so long to read what each message is about. */
const begin = async (eachMs: number) => {
  const clock = new VirtualClock();
  const state = new State({
    self: SimulatedNetwork.peerId('South'),
    store: new MemoryDisk().open(collections),
    clock,
    log,
  });
  await state.ledger.open();
  let handled = 0;
  let deliver: (body: Json) => Promise<Json> = async () => null;
  const inbox = new Inbox({
    state,
    marks: { keep: () => {} },
    handoff: {
      prepare: () => new Promise((resolve) => clock.after(eachMs, () => resolve({}))),
      needs: () => [],
      handle: () => {
        handled += 1;
        return 'taken';
      },
    },
    peers: {
      handle: (_method, handler) => {
        deliver = (body) => handler(north, body);
        return silent;
      },
    },
    clock,
    log,
    timing,
  });
  inbox.start();
  return { clock, deliver: () => deliver({ messages }), handled: () => handled };
};

test('a delivery that takes too long is answered in time, with what was handled by then', async () => {
  const { clock, deliver, handled } = await begin(200);
  let answer: Json = null;
  let answeredMs = 0;
  void deliver().then((reply) => {
    answer = reply;
    answeredMs = clock.monotonicMs();
  });
  await clock.advance(60_000);
  assert.ok(answeredMs < timing.deliverMs - 1_000, `answered after ${answeredMs} ms`);
  assert.is(handled(), 10);
  assert.equal(answer, { acknowledged: messages.slice(0, 10).map(({ id }) => id), declined: [] });
});

test('repetitions that have waited too long behind another are not handled: its sender has given them up', async () => {
  const { clock, deliver, handled } = await begin(200);
  const answers: Json[] = [];
  for (let n = 0; n < 20; n += 1) void deliver().then((answer) => answers.push(answer));
  await clock.advance(timing.deliverMs);
  assert.is(answers.length, 20);
  assert.is(handled(), 10);
});

test.run();
