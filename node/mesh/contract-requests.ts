import * as assert from 'uvu/assert';
import { RegionId } from '../core/ids.ts';
import type { Json } from '../ports.ts';
import {
  ask,
  connectedPair,
  fails,
  finish,
  type MeshSuite,
  NEVER_MS,
  PATIENCE_MS,
  startPair,
} from './contract-world.ts';

/** Short, for tests that wait for a deadline to pass. */
const SHORT_MS = 150;

/** Requests and their replies, or why there is none. */
export function requestsContract(test: MeshSuite): void {
  test('a request brings the reply, either way, and names the asker truly', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    for (const [asker, asked] of [
      [a, b],
      [b, a],
    ] as const) {
      const requests: unknown[] = [];
      asked.handle('ask', async (from, body) => {
        requests.push([from, body]);
        return { text: 'grüße, नमस्ते 👋', list: [1, null, true, { deep: -0.5 }] };
      });
      assert.equal(await ask(world, asker, asked, 'ask', { q: ['ü', 1e21, null] }), {
        text: 'grüße, नमस्ते 👋',
        list: [1, null, true, { deep: -0.5 }],
      });
      assert.equal(requests, [[asker.self, { q: ['ü', 1e21, null] }]]);
    }
  });

  test('what a handler changes in a body stays with it', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    const kept: number[] = [1];
    b.handle('take', async (_from, body) => {
      if (Array.isArray(body)) body.push(2);
      return kept;
    });
    const sent: Json[] = [1];
    const reply = await ask(world, a, b, 'take', sent);
    kept.push(3);
    assert.equal([sent, reply], [[1], [1]]);
  });

  test('two hundred requests at once each get their own reply, in any order', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    let first = () => {};
    const others = new Promise<void>((resolve) => {
      first = resolve;
    });
    b.handle('number', async (_from, body) => {
      if (body === 0) await others;
      return { number: Number(body) };
    });
    const replies = Array.from({ length: 200 }, (_, number) =>
      a.request(b.self, 'number', number, { timeoutMs: PATIENCE_MS }),
    );
    await finish(world, Promise.all(replies.slice(1)));
    first();
    assert.equal(
      await finish(world, Promise.all(replies)),
      Array.from({ length: 200 }, (_, number) => ({ number })),
    );
  });

  test('900 kB pass both ways; more than 1 MiB is too large and harms nothing', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    const seen: number[] = [];
    b.handle('echo', async (_from, body) => {
      seen.push(String(body).length);
      return String(body);
    });
    b.handle('much', async () => 'x'.repeat(1_200_000));
    const big = 'x'.repeat(900_000);
    assert.ok((await ask(world, a, b, 'echo', big)) === big, 'the reply equals the request');
    await fails(
      world,
      'too-large',
      a.request(b.self, 'echo', 'x'.repeat(1_200_000), { timeoutMs: PATIENCE_MS }),
    );
    await fails(world, 'too-large', a.request(b.self, 'much', null, { timeoutMs: PATIENCE_MS }));
    assert.is(await ask(world, a, b, 'echo', 'small'), 'small');
    assert.equal(seen, [900_000, 5], 'what is too large is not delivered');
  });

  test('a dozen of 900 kB at once pass both ways', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    b.handle('echo', async (_from, body) => String(body));
    const bodies = Array.from({ length: 12 }, (_, number) => String(number % 10).repeat(900_000));
    const replies = bodies.map((body) => a.request(b.self, 'echo', body, { timeoutMs: PATIENCE_MS }));
    const echoes = await finish(world, Promise.all(replies));
    assert.ok(echoes.every((echo, number) => echo === bodies[number]));
  });

  test('a request without a reply ends at its deadline, and the next one works', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    b.handle('never', () => new Promise(() => {}));
    b.handle('now', async () => 'now');
    await fails(world, 'timeout', a.request(b.self, 'never', null, { timeoutMs: SHORT_MS }));
    assert.is(await ask(world, a, b, 'now', null), 'now');
  });

  test('a method that nobody handles, or no longer, is unknown', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    await fails(world, 'unknown-method', a.request(b.self, 'toString', null, { timeoutMs: PATIENCE_MS }));
    const cancel = b.handle('once', async () => 1);
    assert.throws(() => b.handle('once', async () => 2), 'one handler per method');
    assert.is(await ask(world, a, b, 'once', null), 1);
    cancel();
    cancel();
    await fails(world, 'unknown-method', a.request(b.self, 'once', null, { timeoutMs: PATIENCE_MS }));
    b.handle('once', async () => 3);
    cancel();
    assert.is(await ask(world, a, b, 'once', null), 3, 'a former handler cannot cancel its successor');
  });

  test('a handler that throws fails the request, and its text stays at home', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    b.handle('later', async () => {
      throw new Error('password of the store');
    });
    b.handle('at once', () => {
      throw new Error('password of the store');
    });
    for (const method of ['later', 'at once']) {
      const error = await fails(world, 'failed', a.request(b.self, method, null, { timeoutMs: PATIENCE_MS }));
      assert.not.match(error.message, 'password');
    }
  });

  test('who is not connected is unreachable', async ({ world }) => {
    const [a, b] = await startPair(world);
    for (const peer of [b.self, a.self, RegionId.parse('nobody')])
      await fails(world, 'unreachable', a.request(peer, 'ask', null, { timeoutMs: NEVER_MS }));
  });

  test('a peer that dies mid-request is unreachable at once', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    let asked = false;
    b.handle('never', () => {
      asked = true;
      return new Promise(() => {});
    });
    const request = a.request(b.self, 'never', null, { timeoutMs: NEVER_MS });
    request.catch(() => {});
    await world.settle(() => asked);
    await finish(world, b.stop());
    await fails(world, 'unreachable', request);
    await world.settle(() => a.connected().length === 0);
  });
}
