import { setTimeout as pause } from 'node:timers/promises';
import type { Mesh } from '../ports.ts';
import { meshContract } from './contract.ts';
import { createLibp2pMesh } from './libp2p.ts';
import { newPrivateKey } from './libp2p-keys.ts';
import { newMeshSecret, parseMeshSecret } from './secret.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
meshContract('libp2p', async () => {
  const secret = parseMeshSecret(newMeshSecret());
  const nodes: Mesh[] = [];
  return {
    create: async () => {
      const m = await createLibp2pMesh({
        privateKey: await newPrivateKey(),
        secret,
        listen: { host: '127.0.0.1', port: 0 },
        log,
      });
      nodes.push(m);
      return m;
    },
    settle: async (c) => {
      const end = performance.now() + 20_000;
      while (!c()) {
        if (performance.now() > end) throw new Error('did not settle: ' + c);
        await pause(5);
      }
    },
    destroy: async () => {
      for (const n of nodes) await n.stop();
    },
  };
});
