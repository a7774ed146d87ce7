import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type OpenProxy, openProxy, reset } from './proxy.ts';
import { Road } from './road.ts';

type Context = { there: Road; back: Road; target: Socket[]; proxy: OpenProxy; close: () => Promise<void> };
const test = suite<Context>('a proxy between two regions');

test.before.each(async (context) => {
  const target: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => target.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  context.there = new Road({ delayMs: 0 });
  context.back = new Road({ delayMs: 0 });
  context.target = target;
  context.proxy = await openProxy({
    targetPort: () => address.port,
    there: context.there,
    back: context.back,
  });
  context.close = async () => {
    for (const socket of target) socket.destroy();
    await context.proxy.close();
    server.close();
  };
});
test.after.each(({ close }) => close());

const dialled = async ({ proxy }: Context) => {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
  await once(socket, 'connect');
  return socket;
};
const read = async (socket: Socket, length: number): Promise<string> => {
  let text = '';
  while (text.length < length) text += String(await once(socket, 'data').then(([chunk]) => chunk));
  return text;
};
const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));
const accepted = async ({ target }: Context) => {
  while (target[0] === undefined) await new Promise((resolve) => setImmediate(resolve));
  return target[0];
};

test('what is sent arrives, both ways, and so does the end', async (context) => {
  const near = await dialled(context);
  near.end('question');
  const far = await accepted(context);
  assert.is(await read(far, 8), 'question');
  await once(far, 'end');
  // Its writing side is closed, and it can still be answered.
  far.end('answer');
  assert.is(await read(near, 6), 'answer');
  await closed(near);
});

test('a delay holds for each direction by itself', async (context) => {
  context.there.delayMs = 80;
  const near = await dialled(context);
  const startMs = performance.now();
  near.write('slow');
  const far = await accepted(context);
  await read(far, 4);
  assert.ok(performance.now() - startMs >= 79);
  const backMs = performance.now();
  far.write('fast');
  await read(near, 4);
  assert.ok(performance.now() - backMs < 80);
});

test('through a cut nothing passes, one way only; afterwards everything arrives, in order', async (context) => {
  const near = await dialled(context);
  near.write('1');
  const far = await accepted(context);
  assert.is(await read(far, 1), '1');
  context.there.cut();
  near.write('2');
  near.write('3');
  let isHeard = false;
  far.once('data', () => {
    isHeard = true;
  });
  far.write('still there');
  assert.is(await read(near, 11), 'still there');
  assert.not.ok(isHeard);
  context.there.mend();
  await once(far, 'data');
  near.write('4');
  await once(far, 'data');
  assert.ok(isHeard);
});

test('nobody is called through a cut, and is once it is mended', async (context) => {
  context.there.cut();
  const near = await dialled(context);
  near.write('hello');
  // A round trip by another connection: had the first been let through, it would have been accepted before.
  context.back.cut();
  context.there.mend();
  const far = await accepted(context);
  assert.is(await read(far, 5), 'hello');
});

test('broken connections are reset at both ends; new ones pass', async (context) => {
  const near = await dialled(context);
  near.write('x');
  const far = await accepted(context);
  await read(far, 1);
  const ended = [closed(near), closed(far)];
  context.proxy.breakConnections();
  await Promise.all(ended);
  const again = await dialled(context);
  again.write('y');
  while (context.target[1] === undefined) await new Promise((resolve) => setImmediate(resolve));
  assert.is(await read(context.target[1], 1), 'y');
  again.destroy();
});

test('a socket is closed also when it is reset while its end is on its way', async (context) => {
  const near = await dialled(context);
  near.end();
  await new Promise<void>((resolve) => process.nextTick(resolve));
  const ended = closed(near);
  reset(near);
  await ended;
});

test('where nobody listens the connection is reset', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  await new Promise((resolve) => server.close(resolve));
  const roads = { there: new Road({ delayMs: 0 }), back: new Road({ delayMs: 0 }) };
  const proxy = await openProxy({ targetPort: () => address.port, ...roads });
  const near = connect(proxy.port, '127.0.0.1').on('error', () => {});
  await closed(near);
  await proxy.close();
});

test.run();
