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

const commitMs = 200;

/** An inbox that needs so long to read what each message is about, and writes as many profiles as it handles messages. */
const begin = async ({ eachMs = 0, handling = (_id: number) => {} } = {}) => {
  const clock = new VirtualClock();
  let commits = 0;
  const disk = new MemoryDisk({
    delay: () => {
      commits += 1;
      return new Promise((resolve) => clock.after(commitMs, resolve));
    },
  });
  const state = new State({
    self: SimulatedNetwork.peerId('South'),
    store: disk.open(collections),
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
      handle: (transaction) => {
        handling(handled);
        transaction.append('audit', String(handled), { handled });
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
  return {
    clock,
    disk,
    deliver: () => deliver({ messages }),
    handled: () => handled,
    commits: () => commits,
  };
};

test('a delivery that takes too long is answered in time, with what was handled by then', async () => {
  const { clock, deliver, handled } = await begin({ eachMs: 200 });
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
  const { clock, deliver, handled } = await begin({ eachMs: 200 });
  const answers: Json[] = [];
  for (let n = 0; n < 20; n += 1) void deliver().then((answer) => answers.push(answer));
  await clock.advance(timing.deliverMs);
  assert.is(answers.length, 20);
  assert.is(handled(), 10);
});

test('messages of a delivery are decided one on top of the other, and go to the disk together', async () => {
  const { clock, deliver, handled, commits } = await begin();
  const answers: Json[] = [];
  void deliver().then((answer) => answers.push(answer));
  await clock.advance(commitMs / 2);
  assert.is(handled(), messages.length);
  assert.equal(answers, [], 'nothing is acknowledged before it is durable');
  await clock.advance(2 * commitMs);
  assert.ok(commits() <= 2, `${commits()} commits`);
  assert.equal(answers, [{ acknowledged: messages.map(({ id }) => id), declined: [] }]);
});

test('of a delivery whose commit fails nothing is acknowledged, and all of it is handled again', async () => {
  const { clock, disk, deliver, handled } = await begin();
  disk.breakWith('full');
  const answers: Json[] = [];
  void deliver().then((answer) => answers.push(answer));
  await clock.advance(10 * commitMs);
  assert.equal(answers, [{ acknowledged: [], declined: [] }]);
  disk.mend();
  const before = handled();
  await clock.advance(10 * commitMs);
  void deliver().then((answer) => answers.push(answer));
  await clock.advance(10 * commitMs);
  assert.is(handled() - before, messages.length);
  assert.equal(answers[1], { acknowledged: messages.map(({ id }) => id), declined: [] });
});

test('what comes after a message that was undone is not handled before that has come again', async () => {
  const { clock, disk, deliver, handled } = await begin({
    eachMs: 900,
    handling: (id) => (id === 1 ? disk.mend() : undefined),
  });
  disk.breakWith('full');
  let answer: Json = null;
  void deliver().then((reply) => {
    answer = reply;
  });
  // The second is read while memory is read anew; by then the region could go on.
  await clock.advance(5_000);
  assert.is(handled(), 1);
  assert.equal(answer, { acknowledged: [], declined: [] });
});

test('what could not be handled, and what comes after it, comes again', async () => {
  const { clock, deliver } = await begin({
    handling: (id) => {
      if (id === 3) throw new Error('no');
    },
  });
  let answer: Json = null;
  void deliver().then((reply) => {
    answer = reply;
  });
  await clock.advance(5_000);
  assert.equal(answer, { acknowledged: ['0', '1', '2'], declined: [] });
});

test.run();
