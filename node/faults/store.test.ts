/** The store, the network and sudden death: nobody waits for a minute, nothing acknowledged is lost. Over HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createApi } from '../api/app.ts';
import { keptLog } from '../api/testing.ts';
import { eventually, newUser, type Person, signIn } from '../life/people.ts';
import { createMemoryBook } from '../mesh/book.ts';
import { createLibp2pMesh } from '../mesh/libp2p.ts';
import { newPrivateKey } from '../mesh/libp2p-keys.ts';
import { Membership } from '../mesh/membership.ts';
import { newMeshSecret, parseMeshSecret } from '../mesh/secret.ts';
import { IssueView } from '../schemas/views.ts';
import { startServices } from '../services/create.ts';
import { collections } from '../services/documents.ts';
import { MemoryDisk } from '../store/memory.ts';
import { systemClock } from '../system/clock.ts';
import { systemRandom } from '../system/random.ts';
import { systemSecrets } from '../system/secrets.ts';
import { regionsOfOneMesh, send } from './testing.ts';

/** The API's own deadline is 10 s; a test need not wait for that to see that there is one. */
const requestDeadlineMs = 1_000;
/** Far below the minute of the fault, far above what a busy machine adds to the deadline. */
const answeredWithinMs = 8_000;
/** Coming up must not wait for peers to answer, or for a resolver to give up. */
const upWithinMs = 10_000;

const test = suite('store, network and sudden death');

type Booted = { readonly url: string; stop(): Promise<void> };

/** A region on a disk that can be broken: what `start` wires, over a store of this test's. */
async function bootOn(disk: MemoryDisk, privateKey: Uint8Array): Promise<Booted> {
  const log = keptLog();
  const store = disk.open(collections);
  const mesh = await createLibp2pMesh({
    privateKey,
    secret: parseMeshSecret(newMeshSecret()),
    listen: { host: '127.0.0.1', port: 0 },
    log,
  });
  await mesh.start();
  const shared = { mesh, clock: systemClock, random: systemRandom, log };
  const record = { name: 'North', url: 'http://127.0.0.1', bootEpoch: 1, version: '0.1.0' };
  const membership = new Membership(record, { ...shared, book: createMemoryBook() });
  await membership.start({ peers: [] });
  const running = await startServices({
    ...shared,
    self: mesh.self,
    store,
    blobs: new MemoryDisk().openBlobs(),
    membership,
    secrets: systemSecrets,
  });
  const api = createApi({
    services: running.services,
    clock: systemClock,
    random: systemRandom,
    log,
    webRoot: tmpdir(),
    publicUrl: 'http://127.0.0.1',
    limits: { requestDeadlineMs, registrationsPerIp: 1_000 },
  });
  const { port } = await api.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await api.close();
      await running.stop();
      await membership.stop();
      await mesh.stop();
      await store.close();
    },
  };
}

const issueBody = { title: 'No link', description: 'Since noon.', category: 'network' };
const submit = ({ token }: Person, url: string, key: string) =>
  send(url, '/api/v1/issues', { token, json: issueBody, headers: { 'idempotency-key': key } });

const timed = async <T>(work: Promise<T>): Promise<T> => {
  const since = performance.now();
  const result = await work;
  const tookMs = performance.now() - since;
  assert.ok(tookMs < answeredWithinMs, `it took ${Math.round(tookMs)} ms`);
  return result;
};

test('a store that is away, or hangs, is told soon and as such; reading goes on, and then all goes on', async () => {
  const disk = new MemoryDisk();
  const node = await bootOn(disk, await newPrivateKey());
  try {
    const user = await newUser(node.url, 'Ana');
    const { token } = user;
    const first = (await submit(user, node.url, 'first')).as(IssueView);
    for (const fault of ['unavailable', 'full', 'stalled'] as const) {
      disk.breakWith(fault);
      const replies = await timed(
        Promise.all(Array.from({ length: 10 }, (_, nth) => submit(user, node.url, `${fault}-${nth}`))),
      );
      for (const { status, code, text } of replies) {
        assert.equal([status, code], [503, 'store-unavailable'], `${fault}: ${text}`);
      }
      await eventually(
        `${fault}: it is not ready`,
        async () => (await timed(send(node.url, '/readyz'))).status === 503,
        answeredWithinMs,
      );
      assert.is((await timed(send(node.url, '/livez'))).status, 200, fault);
      assert.is((await timed(send(node.url, '/api/v1/mesh'))).status, 200, fault);
      const who = await timed(send(node.url, '/api/v1/me', { token }));
      assert.is.not(who.status, 401, 'nobody is signed out by it');
      disk.mend();
      await eventually(
        `${fault}: it goes on`,
        async () => (await submit(user, node.url, `${fault}-0`)).status === 201,
        answeredWithinMs,
      );
    }
    assert.is((await user.issue(first.id)).state, 'waiting');
  } finally {
    disk.mend();
    await node.stop();
  }
});

test('a submission that was said yes to is there although the node died at that moment', async () => {
  const disk = new MemoryDisk();
  const privateKey = await newPrivateKey();
  const nodes = [await bootOn(disk, privateKey)];
  try {
    const url = nodes[0]?.url ?? '';
    const user = await newUser(url, 'Bo');
    const sent = Array.from({ length: 12 }, (_, nth) => submit(user, url, `key-${nth}`));
    const first = await Promise.race(sent);
    // Everything that is not committed now is gone; some of the others may not have been.
    disk.crash();
    assert.is(first.status, 201, first.text);
    const acknowledged = (await Promise.all(sent)).filter(({ status }) => status === 201);

    const next = await bootOn(disk, privateKey);
    nodes.push(next);
    const back = await signIn(next.url, user.email);
    for (const reply of acknowledged) {
      const { id } = reply.as(IssueView);
      assert.equal((await back.issue(id)).title, issueBody.title);
    }
    const repeated = await Promise.all(sent.map((_, nth) => submit(back, next.url, `key-${nth}`)));
    const ids = new Set(repeated.map((reply) => reply.as(IssueView).id));
    assert.is(ids.size, sent.length, 'each key makes one issue, before or after');
    for (const reply of acknowledged) assert.ok(ids.has(reply.as(IssueView).id));
  } finally {
    for (const node of nodes) await node.stop();
  }
});

test('a node whose peers and network are away is up soon, and takes and keeps issues, also on LMDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-alone-'));
  const regions = await regionsOfOneMesh();
  try {
    const since = performance.now();
    // A port where nobody is, an address that no packet reaches (RFC 5737), and a name that no resolver knows.
    const north = await regions.start('North', {
      store: `lmdb:${join(folder, 'store')}`,
      peers: ['127.0.0.1:1', '192.0.2.1:9000', 'nobody.invalid:9000'],
    });
    const tookMs = performance.now() - since;
    assert.ok(tookMs < upWithinMs, `up after ${Math.round(tookMs)} ms`);
    assert.is((await send(north.url, '/readyz')).status, 200);
    const user = await newUser(north.url, 'Ana');
    const reply = await timed(submit(user, north.url, 'one'));
    assert.is(reply.status, 201);
    assert.is((await user.issue(reply.as(IssueView).id)).state, 'waiting');
  } finally {
    await regions.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test.run();
