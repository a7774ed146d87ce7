import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { LiveEvent } from '../../node/schemas/views.ts';
import { backoffMs, Live, type LiveState, parseEvent, type Socket } from './live.ts';

class FakeSocket extends EventTarget implements Socket {
  readonly url: string;
  isClosed = false;
  constructor(url: string) {
    super();
    this.url = url;
  }
  close(code = 1006) {
    this.isClosed = true;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
  say(event: LiveEvent) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }
}

function setup() {
  const sockets: FakeSocket[] = [];
  const timers: { delayMs: number; run: () => void }[] = [];
  const events: LiveEvent[] = [];
  const states: LiveState[] = [];
  const returns: boolean[] = [];
  const ended = { times: 0 };
  const live = new Live('ws://node/live', {
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    after: (delayMs, run) => {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    onState: (state, isCaughtUp) => {
      states.push(state);
      if (state === 'live') returns.push(isCaughtUp);
    },
    onEnded: () => {
      ended.times++;
    },
  });
  live.start();
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  const passTime = () => timers.splice(0).map((timer) => timer.run());
  return { live, sockets, timers, events, states, returns, ended, last, passTime };
}

test('says whether all that was missed has come, or has to be read again', () => {
  const { returns, last, passTime } = setup();
  last().say({ kind: 'hello', cursor: 4 });
  last().close();
  passTime();
  last().say({ kind: 'reset', cursor: 90 });
  last().say({ kind: 'hello', cursor: 90 });
  last().close();
  passTime();
  last().say({ kind: 'issue', cursor: 91, issue: 'a', version: 2 });
  assert.equal(returns, [true, false, true]);
});

test('says that the session has ended, and not of any other close that it has', () => {
  const { ended, last, passTime } = setup();
  last().say({ kind: 'hello', cursor: 4 });
  last().close(1012);
  passTime();
  assert.is(ended.times, 0);
  last().close(4401);
  assert.is(ended.times, 1);
});

test('reports events and reconnects from the last cursor', () => {
  const { events, states, last, passTime } = setup();
  last().say({ kind: 'hello', cursor: 4 });
  last().say({ kind: 'issue', cursor: 7, issue: 'a', version: 2 });
  last().close();
  passTime();
  assert.is(last().url, 'ws://node/live?cursor=7');
  last().say({ kind: 'hello', cursor: 7 });
  assert.equal(
    events.map((event) => event.kind),
    ['issue'],
  );
  assert.equal(states, ['live', 'lost', 'live']);
});

test('a reset is passed on, and its cursor counts', () => {
  const { events, last, passTime } = setup();
  last().say({ kind: 'reset', cursor: 90 });
  last().close();
  passTime();
  assert.is(events[0]?.kind, 'reset');
  assert.is(last().url, 'ws://node/live?cursor=90');
});

test('waits longer after each failure, and starts anew after a success', () => {
  const { timers, last, passTime } = setup();
  const waits: number[] = [];
  for (let n = 0; n < 3; n++) {
    last().close();
    waits.push(timers[0]?.delayMs ?? 0);
    passTime();
  }
  assert.equal(waits, [375, 750, 1500]);
  last().say({ kind: 'hello', cursor: 1 });
  last().close();
  assert.is(timers[0]?.delayMs, 375);
});

test('the wait stays within its bounds', () => {
  assert.is(backoffMs(0, 0), 250);
  for (const n of [0, 3, 10, 400]) {
    for (const random of [0, 0.3, 0.999]) assert.ok(backoffMs(n, random) <= 15_000);
  }
});

test('before the first success it is connecting, not lost', () => {
  const { states, last } = setup();
  last().close();
  assert.equal(states, ['connecting']);
});

test('once stopped, it neither reports nor reconnects', () => {
  const { live, sockets, timers, states, last } = setup();
  last().say({ kind: 'hello', cursor: 1 });
  live.stop();
  assert.ok(last().isClosed);
  assert.equal([sockets.length, timers.length, states], [1, 0, ['live']]);
});

test('hurry does not wait for the rest of the backoff', () => {
  const { live, sockets, timers, last } = setup();
  live.hurry();
  assert.is(sockets.length, 1, 'nothing to hurry while connected');
  last().close();
  live.hurry();
  assert.equal([sockets.length, timers.length], [2, 0]);
});

test('what is not a known event is ignored', () => {
  for (const data of ['{', 'null', '{"kind":"new-thing","cursor":3}', '{"kind":"me"}', 7]) {
    assert.is(parseEvent(data), undefined, String(data));
  }
});

test.run();
