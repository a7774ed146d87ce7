import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocket } from 'ws';
import { type LiveEvent, LiveEvent as LiveEventSchema } from '../schemas/views.ts';
import type { Actor, Services } from '../services/services.ts';
import type { ApiLimits } from './limits.ts';
import { actorOf, fakeServices, type RunningApi, soon, startApi } from './testing.ts';

type Subscription = { actor: Actor; cursor: number | undefined; send: (event: LiveEvent) => void };

type Context = {
  subscriptions: Set<Subscription>;
  /** Replaced by a test to end or change a session. */
  authenticate: Services['sessions']['authenticate'];
  running: RunningApi;
  clients: WebSocket[];
  start: (limits?: Partial<ApiLimits>) => Promise<void>;
};

const test = suite<Context>('socket');

test.before.each((context) => {
  const services = fakeServices();
  context.subscriptions = new Set();
  context.clients = [];
  context.authenticate = services.sessions.authenticate;
  context.start = async (limits = {}) => {
    context.running = await startApi(
      {
        ...services,
        sessions: { ...services.sessions, authenticate: (token) => context.authenticate(token) },
        live: {
          async subscribe(actor, cursor, send) {
            const subscription = { actor, cursor, send };
            context.subscriptions.add(subscription);
            send({ kind: 'hello', cursor: cursor ?? 0 });
            return () => context.subscriptions.delete(subscription);
          },
        },
      },
      { limits },
    );
  };
});
test.after.each(async ({ running, clients }) => {
  for (const client of clients) client.terminate();
  await running.api.close();
});

const asUser = { Authorization: 'Bearer token-user' };

type Client = { socket: WebSocket; next: () => Promise<LiveEvent>; closed: () => Promise<number> };

/** Resolves once the server's hello has arrived. */
async function connect(
  { running, clients }: Context,
  {
    headers = asUser,
    query = '',
    autoPong = true,
  }: { headers?: object; query?: string; autoPong?: boolean } = {},
): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${running.port}/api/v1/live${query}`, {
    headers: { ...headers },
    autoPong,
  });
  clients.push(socket);
  const received: LiveEvent[] = [];
  const waiting: ((event: LiveEvent) => void)[] = [];
  socket.on('message', (data) => {
    const event = LiveEventSchema.parse(JSON.parse(String(data)));
    const resolve = waiting.shift();
    if (resolve) resolve(event);
    else received.push(event);
  });
  const closed = once(socket, 'close').then(([code]) => Number(code));
  const next = () =>
    soon(
      'an event',
      new Promise<LiveEvent>((resolve) => {
        const event = received.shift();
        if (event) resolve(event);
        else waiting.push(resolve);
      }),
    );
  await Promise.race([once(socket, 'open'), once(socket, 'error').then(([error]) => Promise.reject(error))]);
  assert.is((await next()).kind, 'hello');
  return { socket, next, closed: () => soon('the end of a socket', closed) };
}

/** The status with which an upgrade is refused. */
async function refusal(
  { running, clients }: Context,
  headers: object,
  path = '/api/v1/live',
): Promise<number | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${running.port}${path}`, { headers: { ...headers } });
  clients.push(socket);
  socket.on('error', () => {});
  const [, response] = await soon('a refusal', once(socket, 'unexpected-response'));
  assert.is(response.headers['content-type'], 'application/problem+json');
  response.resume();
  return response.statusCode;
}

/** The server has handled everything this client sent before. */
async function roundTrip({ socket }: Client): Promise<void> {
  socket.ping();
  await soon('a pong', once(socket, 'pong'));
}

test('without a session, or from a foreign page, there is no upgrade', async (context) => {
  await context.start();
  const cookie = { Cookie: 'grapevine_north=token-user' };
  assert.is(await refusal(context, {}), 401);
  assert.is(await refusal(context, { Authorization: 'Bearer no' }), 401);
  assert.is(await refusal(context, cookie), 403);
  assert.is(await refusal(context, { ...cookie, Origin: 'https://evil.example' }), 403);
  assert.is(await refusal(context, asUser, '/elsewhere'), 404);
  assert.is(await refusal(context, asUser, '/api/v1/live?cursor=abc'), 400);
  assert.is(context.subscriptions.size, 0);
  const client = await connect(context, { headers: { ...cookie, Origin: context.running.base } });
  client.socket.close();
  await client.closed();
});

test('a store that fails during the upgrade leaks nothing', async (context) => {
  await context.start();
  context.authenticate = async () => {
    throw new Error('secret');
  };
  assert.is(await refusal(context, asUser), 500);
});

test('the cursor is handed on, and a second tab does not silence the first', async (context) => {
  await context.start();
  const first = await connect(context, { query: '?cursor=41' });
  const second = await connect(context);
  assert.equal(
    [...context.subscriptions].map(({ cursor }) => cursor),
    [41, undefined],
  );
  for (const { send } of context.subscriptions) send({ kind: 'me', cursor: 42 });
  assert.equal(
    [await first.next(), await second.next()],
    [
      { kind: 'me', cursor: 42 },
      { kind: 'me', cursor: 42 },
    ],
  );
  second.socket.close();
  await second.closed();
  for (const { send } of context.subscriptions) send({ kind: 'me', cursor: 43 });
  assert.equal(await first.next(), { kind: 'me', cursor: 43 });
});

test('a subscription ends with its socket, and so do its timers', async (context) => {
  await context.start();
  const client = await connect(context);
  client.socket.close();
  await client.closed();
  await roundTrip(await connect(context));
  assert.is(context.subscriptions.size, 1);
  assert.is(context.running.clock.pending(), 2);
});

test('one account may open so many, others still can', async (context) => {
  await context.start({ socketsPerAccount: 2, socketsTotal: 3 });
  await connect(context);
  const second = await connect(context);
  assert.is(await refusal(context, asUser), 429);
  await connect(context, { headers: { Authorization: 'Bearer token-expert' } });
  assert.is(await refusal(context, { Authorization: 'Bearer token-admin' }), 429);
  second.socket.close();
  await second.closed();
  await connect(context);
});

test('who answers pings stays, who is silent is cut', async (context) => {
  await context.start();
  const alive = await connect(context);
  const dead = await connect(context, { autoPong: false });
  context.running.clock.advance(20_000);
  await soon('a ping', once(alive.socket, 'ping'));
  await roundTrip(alive);
  context.running.clock.advance(20_000);
  assert.is(await dead.closed(), 1006);
  await roundTrip(alive);
});

test('when the session is gone or over, the socket closes with 4401', async (context) => {
  await context.start();
  const gone = await connect(context);
  context.authenticate = async () => undefined;
  context.running.clock.advance(30_000);
  assert.is(await gone.closed(), 4401);

  const endsSoon = { ...actorOf('user'), sessionExpiresAt: context.running.clock.now() + 5_000 };
  context.authenticate = async () => endsSoon;
  const over = await connect(context);
  context.running.clock.advance(5_000);
  assert.is(await over.closed(), 4401);
});

test('a store that is away ends no session', async (context) => {
  await context.start();
  const client = await connect(context);
  let onAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  context.authenticate = async () => {
    onAsked();
    throw new Error('away');
  };
  context.running.clock.advance(30_000);
  await soon('a check of the session', asked);
  await roundTrip(client);
  assert.is(client.socket.readyState, WebSocket.OPEN);
});

test('changed roles make the client connect again', async (context) => {
  await context.start();
  const client = await connect(context);
  context.authenticate = async () => ({ ...actorOf('user'), roles: [] });
  context.running.clock.advance(30_000);
  assert.is(await client.closed(), 1012);
});

test('signing out closes the sockets of that session at once', async (context) => {
  await context.start();
  const client = await connect(context);
  const other = await connect(context, { headers: { Authorization: 'Bearer token-expert' } });
  await context.running.call('/api/v1/sessions/current', { method: 'DELETE', as: 'user' });
  assert.is(await client.closed(), 4401);
  await roundTrip(other);
});

test('two megabytes from a client end its socket, other messages are ignored', async (context) => {
  await context.start();
  const client = await connect(context);
  client.socket.send('{"text":"hello"}');
  await roundTrip(client);
  client.socket.send('x'.repeat(2_000_000));
  assert.is(await client.closed(), 1009);
});

test('who reads too slowly is told to come back with the cursor', async (context) => {
  await context.start({ socketBufferMaxBytes: 64 * 1024 });
  const client = await connect(context);
  client.socket.pause();
  const [subscription] = context.subscriptions;
  const event: LiveEvent = { kind: 'issue', cursor: 1, issue: 'x'.repeat(60_000), version: 1 };
  // More than the socket buffers of the system hold.
  for (let n = 0; n < 500; n++) subscription?.send(event);
  client.socket.resume();
  assert.is(await client.closed(), 1013);
});

test('a node that stops says so to every client', async (context) => {
  await context.start();
  const clients = [await connect(context), await connect(context)];
  await context.running.api.close();
  assert.equal(await Promise.all(clients.map((client) => client.closed())), [1001, 1001]);
  assert.is(context.subscriptions.size, 0);
});

test('a client that never answers the close is cut', async (context) => {
  await context.start();
  const client = await connect(context);
  client.socket.pause();
  const closed = context.running.api.close();
  context.running.clock.advance(2_000);
  await soon('the end of the server', closed);
});

test.run();
