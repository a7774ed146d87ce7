import { setTimeout as pause } from 'node:timers/promises';
import type { Log, LogFields, Mesh } from '../ports.ts';
import type { MeshWorld } from './contract-world.ts';
import { createLibp2pMesh, type Libp2pMeshOptions } from './libp2p.ts';
import { newPrivateKey } from './libp2p-keys.ts';
import { newMeshSecret, parseMeshSecret } from './secret.ts';

/** Longer than anything takes that works, on a machine that does other things too. */
const SETTLE_MAX_MS = 20_000;
const POLL_MS = 5;

export const loopback = { host: '127.0.0.1', port: 0 };

/** Real nodes on loopback for tests: one secret, real time, and a log that can be looked at. */
export type RealWorld = MeshWorld & {
  readonly secret: Uint8Array;
  /** The messages and fields of everything logged as an error. */
  readonly errors: { fields: LogFields; message: string }[];
  /** A started node; what is not given is made up. */
  start(options?: Partial<Libp2pMeshOptions>): Promise<Mesh>;
  /** Something else to close at the end. */
  onDestroy(close: () => unknown): void;
};

export async function realWorld(): Promise<RealWorld> {
  const secret = parseMeshSecret(newMeshSecret());
  const errors: RealWorld['errors'] = [];
  const closers: (() => unknown)[] = [];
  const ignore = () => {};
  const log: Log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (fields, message) => errors.push({ fields, message }),
  };
  const create = async (options: Partial<Libp2pMeshOptions> = {}) => {
    const privateKey = options.privateKey ?? (await newPrivateKey());
    const node = await createLibp2pMesh({ secret, listen: loopback, log, ...options, privateKey });
    closers.push(() => node.stop());
    return node;
  };
  return {
    secret,
    errors,
    create: () => create(),
    async start(options) {
      const node = await create(options);
      await node.start();
      return node;
    },
    async settle(condition) {
      const endMs = performance.now() + SETTLE_MAX_MS;
      while (!condition()) {
        if (performance.now() > endMs) throw new Error(`It did not come to pass: ${condition}`);
        await pause(POLL_MS);
      }
    },
    onDestroy: (close) => closers.push(close),
    async destroy() {
      for (const close of closers) await close();
    },
  };
}

/** The TCP port in a node's first address. */
export function portOf(node: Mesh): number {
  return Number(/\/tcp\/(\d+)/.exec(node.addresses()[0] ?? '')?.[1]);
}
