import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { VirtualClock } from '../../sim/clock.ts';
import { SeededRandom } from '../../sim/random.ts';
import { epochAt, firstTerm, ordinalOf } from '../core/epoch.ts';
import { AccountId, IssueId, RegionId } from '../core/ids.ts';
import { submit } from '../core/issue.ts';
import type { PeerMessage } from '../core/messages.ts';
import { type Json, type Log, MeshError } from '../ports.ts';
import { MemoryDisk } from '../store/memory.ts';
import { collections } from './documents.ts';
import { limits } from './limits.ts';
import { Outbox } from './outbox.ts';
import type { Peers } from './peers.ts';
import { State } from './state.ts';
import { timing } from './timing.ts';

const test = suite('outbox');

const [north, east, south] = ['north', 'east', 'south'].map((name) => RegionId.parse(name)) as [
  RegionId,
  RegionId,
  RegionId,
];
const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Delivery = { readonly messages: readonly { readonly id: string; readonly message: PeerMessage }[] };

/** An outbox whose deliveries are answered by `answer`; by default each is acknowledged whole. */
const begin = async (disk = new MemoryDisk()) => {
  const clock = new VirtualClock();
  const store = disk.open(collections);
  const state = new State({ self: north, store, clock, log: silentLog });
  const deliveries: { readonly to: RegionId; readonly atMs: number; readonly delivery: Delivery }[] = [];
  const answers = {
    next: (_to: RegionId, ids: readonly string[]): Json | Promise<Json> => ({ acknowledged: ids }),
  };
  let onUp: (region: RegionId) => void = () => undefined;
  const peers = {
    onUp: (listener: (region: RegionId) => void) => {
      onUp = listener;
      return () => undefined;
    },
    get: () => ({ roundTripMs: 100 }),
    request: async (to: RegionId, _method: string, body: Json): Promise<Json> => {
      const delivery = body as unknown as Delivery;
      deliveries.push({ to, atMs: clock.monotonicMs(), delivery });
      return answers.next(
        to,
        delivery.messages.map(({ id }) => id),
      );
    },
  } as unknown as Peers;
  const make = (of: State) =>
    new Outbox({ state: of, peers, clock, random: new SeededRandom(1), log: silentLog, timing });
  const outbox = make(state);
  await state.ledger.open();
  outbox.start();
  const send = (to: RegionId, ...numbers: number[]) =>
    state.ledger.run((transaction) => {
      for (const n of numbers) {
        const message: PeerMessage = {
          type: 'commit',
          issueId: IssueId.parse('issue'),
          epoch: epochAt(firstTerm, n),
        };
        outbox.enqueue(transaction, { to, message });
      }
    });
  const numbersTo = (to: RegionId) =>
    deliveries
      .filter((one) => one.to === to)
      .map(({ delivery }) =>
        delivery.messages.map(({ message }) => ('epoch' in message ? ordinalOf(message.epoch) : 0)),
      );
  const up = (region: RegionId) => onUp(region);
  return { clock, store, state, outbox, make, answers, deliveries, send, numbersTo, up };
};

/** No answer ever comes. */
const lost = (): Promise<Json> => new Promise(() => {});

const away = (): never => {
  throw new MeshError('unreachable', 'away');
};

test('a message that is not on the disk yet does not leave, not even when its destination comes up', async () => {
  const disk = new MemoryDisk();
  const { clock, send, up, deliveries, numbersTo } = await begin(disk);
  disk.breakWith('stalled');
  const sent = send(east, 1);
  await clock.settle();
  up(east);
  await clock.advance(1_000);
  assert.is(deliveries.length, 0);
  disk.mend();
  await clock.settle();
  await sent;
  await clock.settle();
  assert.equal(numbersTo(east).flat(), [1]);
});

test('messages leave after their commit, in order, and are forgotten when acknowledged', async () => {
  const { clock, outbox, send, numbersTo } = await begin();
  await Promise.all([send(east, 1, 2), send(east, 3)]);
  await clock.settle();
  assert.equal(numbersTo(east).flat(), [1, 2, 3]);
  assert.is(outbox.size, 0);
});

test('a region that is away holds up only its own; its messages come again, in order, with longer pauses', async () => {
  const { clock, outbox, answers, send, numbersTo, deliveries } = await begin();
  const ok = answers.next;
  answers.next = (to, ids) => (to === east ? away() : ok(to, ids));
  await send(east, 1);
  await send(south, 2);
  await send(east, 3);
  await clock.advance(60_000);
  assert.equal(numbersTo(south), [[2]]);
  assert.is(outbox.size, 2);
  const times = deliveries.filter(({ to }) => to === east).map(({ atMs }) => atMs);
  assert.ok(times.length > 5 && times.length < 20, `${times.length} tries in a minute`);
  assert.ok((times.at(-1) ?? 0) - (times.at(-2) ?? 0) >= 5_000, 'pauses grow');
  answers.next = ok;
  await clock.advance(20_000);
  assert.equal(numbersTo(east).at(-1), [1, 3]);
  assert.is(outbox.size, 0);
});

test('a message does not wait for the answer to an earlier one, and does not overtake it', async () => {
  const { clock, answers, send, numbersTo } = await begin();
  answers.next = lost;
  await send(east, 1);
  await clock.settle();
  await send(east, 2);
  await clock.settle();
  assert.equal(numbersTo(east), [[1], [1, 2]]);
});

test('what was lost is sent again after the time that an answer takes', async () => {
  const { clock, outbox, answers, send, deliveries } = await begin();
  const ok = answers.next;
  let calls = 0;
  answers.next = (to, ids) => {
    calls += 1;
    return calls <= 3 ? lost() : ok(to, ids);
  };
  await send(east, 1);
  await clock.advance(2_000);
  assert.is(outbox.size, 0);
  const [first = 0, ...later] = deliveries.map(({ atMs }) => atMs);
  assert.is(later.length, 3);
  // A round trip of 100 ms, so that 325 ms are patience enough; within a tenth.
  assert.ok(
    later.every((atMs, n) => Math.abs(atMs - first - 325 * (n + 1)) <= 33 * (n + 1)),
    String(later),
  );
});

test('a region that takes long to answer is not sent the same again before it usually does', async () => {
  const { clock, outbox, answers, send, deliveries } = await begin();
  const ok = answers.next;
  const answerMs = 2_000;
  answers.next = async (to, ids) => {
    await new Promise<void>((resolve) => clock.after(answerMs, resolve));
    return ok(to, ids);
  };
  await send(east, 1);
  await clock.advance(10_000);
  const before = deliveries.length;
  assert.ok(before > 1, 'at first nobody knows how long it takes');
  await send(east, 2);
  await clock.advance(10_000);
  assert.is(deliveries.length, before + 1);
  assert.is(outbox.size, 0);
});

test('a silent region is sent a few deliveries at most between two pauses, however much there is to say', async () => {
  const { clock, answers, send, deliveries } = await begin();
  answers.next = lost;
  for (let n = 1; n <= 20; n += 1) await send(east, n);
  await clock.settle();
  assert.is(deliveries.length, 4);
});

test('a region that comes up gets its messages at once', async () => {
  const { clock, outbox, answers, send, up } = await begin();
  const ok = answers.next;
  answers.next = away;
  await send(east, 1);
  await clock.advance(60_000);
  answers.next = ok;
  up(east);
  await clock.settle();
  assert.is(outbox.size, 0);
});

test('what was not acknowledged comes again, and nothing behind it overtakes it', async () => {
  const { clock, outbox, answers, send, numbersTo } = await begin();
  const ok = answers.next;
  let calls = 0;
  answers.next = (to, ids) => {
    calls += 1;
    return calls === 1 ? { acknowledged: ids.slice(0, 1) } : ok(to, ids);
  };
  await send(east, 1, 2, 3);
  await clock.advance(10_000);
  assert.equal(numbersTo(east), [
    [1, 2, 3],
    [2, 3],
  ]);
  assert.is(outbox.size, 0);
});

test('an answer that makes no sense acknowledges nothing', async () => {
  const { clock, outbox, answers, send } = await begin();
  answers.next = () => ({ fine: true });
  await send(east, 1);
  await clock.advance(1_000);
  assert.is(outbox.size, 1);
});

test('a delivery keeps within its limits', async () => {
  const { clock, outbox, send, numbersTo } = await begin();
  await send(east, ...Array.from({ length: limits.deliverCount * 2 + 1 }, (_, n) => n + 1));
  await clock.settle();
  assert.equal(
    numbersTo(east).map(({ length }) => length),
    [limits.deliverCount, limits.deliverCount, 1],
  );
  assert.is(outbox.size, 0);
});

test('after a restart messages that wait go out, before any newer', async () => {
  const { clock, store, state, outbox, make, answers, send, numbersTo } = await begin();
  const ok = answers.next;
  answers.next = away;
  await send(east, 1, 2);
  outbox.stop();
  await state.ledger.close();
  answers.next = ok;
  const again = new State({ self: north, store, clock, log: silentLog });
  const next = make(again);
  await again.ledger.open();
  await again.ledger.run((transaction) =>
    next.enqueue(transaction, {
      to: east,
      message: { type: 'commit', issueId: IssueId.parse('issue'), epoch: epochAt(firstTerm, 3) },
    }),
  );
  next.start();
  await clock.settle();
  assert.equal(numbersTo(east).slice(-1), [[1, 2, 3]]);
  assert.is(next.size, 0);
});

const aCopy = (revision: number) => {
  const issue = submit(
    {
      id: IssueId.parse('issue'),
      origin: north,
      user: { id: AccountId.parse('user'), name: 'Ursula' },
      title: 'No connection',
      description: 'None.',
      category: 'network',
      urgency: 'normal',
      submission: 'digest',
    },
    { now: 1, nameOf: String },
  );
  return { type: 'copy', issueId: issue.id, turn: 1, issue: { ...issue, revision } } as const;
};

/** The revisions of the copies in each delivery, and the types of other messages. */
const kindsOf = (deliveries: readonly { readonly delivery: Delivery }[]) =>
  deliveries.map(({ delivery }) =>
    delivery.messages.map(({ message }) => (message.type === 'copy' ? message.issue.revision : message.type)),
  );

test('of an issue whose copies wait only the newest leaves, where the first stood', async () => {
  const { clock, state, outbox, answers, send, deliveries, up } = await begin();
  const ok = answers.next;
  answers.next = away;
  const copy = (revision: number) =>
    state.ledger.run((transaction) => outbox.enqueueCopy(transaction, east, aCopy(revision)));
  await copy(1);
  await clock.settle();
  await copy(2);
  await send(east, 7);
  await copy(3);
  await clock.settle();
  assert.is(outbox.size, 2);
  answers.next = ok;
  up(east);
  await clock.settle();
  assert.equal(kindsOf(deliveries).at(-1), [3, 'commit']);
  assert.is(outbox.size, 0);
});

test('a copy that is under way is not touched: its answer is about what it was', async () => {
  const { clock, state, outbox, answers, deliveries } = await begin();
  answers.next = lost;
  const copy = (revision: number) =>
    state.ledger.run((transaction) => outbox.enqueueCopy(transaction, east, aCopy(revision)));
  await copy(1);
  await clock.settle();
  await copy(2);
  await clock.settle();
  assert.equal(kindsOf(deliveries), [[1], [1, 2]]);
  assert.is(outbox.size, 2);
});

/** Found in slow motion: what an acknowledgement is about was still being read from the disk. */
test('a copy that is made while an acknowledgement is on its way to the disk is not forgotten with it', async () => {
  const { clock, state, outbox, deliveries } = await begin();
  const copy = (revision: number) =>
    state.ledger.run((transaction) => outbox.enqueueCopy(transaction, east, aCopy(revision)));
  let isFirst = true;
  outbox.onAcknowledged({
    needs: () => {
      if (isFirst) void copy(2);
      isFirst = false;
      return [state.issueNeed(IssueId.parse('issue'))];
    },
    handle: () => {},
  });
  await copy(1);
  await clock.settle();
  assert.equal(kindsOf(deliveries).at(-1), [2]);
  assert.is(outbox.size, 0);
});

test('a copy whose newest state is not on the disk yet does not leave, and holds up what comes after it', async () => {
  const disk = new MemoryDisk();
  const { clock, state, outbox, answers, send, deliveries, up } = await begin(disk);
  const ok = answers.next;
  answers.next = away;
  const copy = (revision: number) =>
    state.ledger.run((transaction) => outbox.enqueueCopy(transaction, east, aCopy(revision)));
  await copy(1);
  await send(east, 7);
  await clock.settle();
  disk.breakWith('stalled');
  const stored = copy(2);
  await clock.settle();
  answers.next = ok;
  const before = deliveries.length;
  up(east);
  await clock.advance(1_000);
  assert.is(deliveries.length, before);
  disk.mend();
  await clock.settle();
  await stored;
  await clock.settle();
  const [last] = deliveries.slice(-1);
  assert.equal(
    last?.delivery.messages.map(({ message }) =>
      message.type === 'copy' ? message.issue.revision : 'other',
    ),
    [2, 'other'],
  );
});

test('an acknowledgement is told in the transaction that forgets the message, with whether it was taken', async () => {
  const { clock, state, outbox, answers, send } = await begin();
  const told: boolean[] = [];
  outbox.onAcknowledged({
    needs: () => [],
    handle: (_transaction, { id }, isTaken) => {
      told.push(isTaken);
      assert.is(state.outbox.get(id), undefined);
    },
  });
  answers.next = (_to, ids) => ({ acknowledged: ids, declined: ids.slice(1) });
  await send(east, 1, 2);
  await clock.settle();
  assert.equal(told, [true, false]);
  assert.is(outbox.size, 0);
});

test.run();
