import { createServer, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Road } from './road.ts';

/** What may be under way in one direction of a connection before its sender has to wait, as in a full pipe. */
const underWayMaxBytes = 4 * 1024 * 1024;

export type ProxyOptions = {
  /** Where connections lead, on this machine; asked for each of them. */
  readonly targetPort: () => number;
  /** From whoever connects to the target, and the way back. */
  readonly there: Road;
  readonly back: Road;
};

/** A TCP port of loopback that leads to another one by two roads. */
export type OpenProxy = {
  readonly port: number;
  /** Resets every connection that is open now, as a router does that forgets them. */
  breakConnections(): void;
  close(): Promise<void>;
};

/** One open connection, as its two ends. */
type Connection = { readonly dialler: Socket; readonly target: Socket; readonly end: AbortController };

export const openProxy = async ({ targetPort, there, back }: ProxyOptions): Promise<OpenProxy> => {
  const connections = new Set<Connection>();
  // Each direction of a connection ends by itself.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (dialler) => {
    const target = new Socket({ allowHalfOpen: true });
    target.setNoDelay(true);
    const connection = { dialler, target, end: new AbortController() };
    connections.add(connection);
    const { signal } = connection.end;
    // The first packet has to arrive before anybody is called.
    const called = there.open(signal).then(
      () => target.connect(targetPort(), '127.0.0.1'),
      () => target.destroy(),
    );
    void Promise.all([
      carry({ from: dialler, to: target, road: there, after: called, signal }),
      carry({ from: target, to: dialler, road: back, after: called, signal }),
    ]).finally(() => {
      connections.delete(connection);
      dialler.destroy();
      target.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  const breakConnections = () => {
    for (const { dialler, target, end } of connections) {
      reset(dialler);
      reset(target);
      end.abort();
    }
  };
  return {
    port: address.port,
    breakConnections,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      breakConnections();
      await closed;
    },
  };
};

/**
 * Closes a socket as a crash does. One whose end is on its way is closed in good order instead: libuv refuses to reset it
 * (EINVAL), Node then never closes it, and the process can never end.
 */
export const reset = (socket: Socket): void => {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
};

type Cargo = { readonly what: Buffer | 'end' | 'closed' | 'reset'; readonly dueMs: number };

type Carrying = {
  readonly from: Socket;
  readonly to: Socket;
  readonly road: Road;
  /** Nothing is delivered before. */
  readonly after: Promise<unknown>;
  readonly signal: AbortSignal;
};

/**
 * Delivers what one end sends to the other, in order, each piece after the road's delay and not while it is cut; the
 * end of a connection, in good order or not, travels like everything else. Resolves when there is nothing more.
 */
const carry = async ({ from, to, road, after, signal }: Carrying): Promise<void> => {
  const cargo: Cargo[] = [];
  let waitingBytes = 0;
  let wake = () => {};
  const load = (what: Cargo['what']) => {
    cargo.push({ what, dueMs: performance.now() + road.delayMs });
    wake();
  };
  from.on('data', (chunk) => {
    waitingBytes += chunk.length;
    if (waitingBytes > underWayMaxBytes) from.pause();
    load(chunk);
  });
  from.on('end', () => load('end'));
  // An error is always followed by this.
  from.on('close', (hadError) => load(hadError ? 'reset' : 'closed'));
  from.on('error', () => {});
  signal.addEventListener('abort', () => wake());

  await after;
  while (!signal.aborted) {
    const next = cargo.shift();
    if (next === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    try {
      await pause(Math.max(0, next.dueMs - performance.now()), undefined, { signal });
      await road.open(signal);
    } catch {
      return;
    }
    if (next.what === 'reset') reset(to);
    if (next.what === 'end' || next.what === 'closed') to.end();
    if (next.what === 'reset' || next.what === 'closed') return;
    if (next.what === 'end') continue;
    const { length } = next.what;
    // Called when it has been taken, or can never be.
    to.write(next.what, () => {
      waitingBytes -= length;
      if (waitingBytes <= underWayMaxBytes) from.resume();
    });
  }
};
