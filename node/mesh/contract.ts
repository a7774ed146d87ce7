import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../core/ids.ts';
import { connectionsContract } from './contract-connections.ts';
import { gossipContract } from './contract-gossip.ts';
import { requestsContract } from './contract-requests.ts';
import { finish, type MeshSuite, type MeshWorld, startPair } from './contract-world.ts';

/** Registers and runs one test for every guarantee of the `Mesh` port, on the adapter that `world` makes. */
export function meshContract(name: string, world: () => Promise<MeshWorld>): void {
  const test = suite<{ world: MeshWorld }>(`mesh contract: ${name}`);
  test.before.each(async (context) => {
    context.world = await world();
  });
  test.after.each(async (context) => {
    await context.world.destroy();
  });
  connectionsContract(test);
  requestsContract(test);
  gossipContract(test);
  signaturesContract(test);
  test.run();
}

function signaturesContract(test: MeshSuite): void {
  test('a signature holds for its bytes and its signer only', async ({ world }) => {
    const [a, b] = await startPair(world);
    const bytes = new TextEncoder().encode('region record');
    const signature = await finish(world, a.sign(bytes));
    const verify = (peer: RegionId, text: Uint8Array, proof: Uint8Array) =>
      finish(world, b.verify(peer, text, proof));
    assert.is(await verify(a.self, bytes, signature), true);
    assert.is(await verify(b.self, bytes, signature), false);
    assert.is(await verify(a.self, Uint8Array.of(...bytes, 0), signature), false);
    assert.is(await verify(a.self, bytes, Uint8Array.of(1, 2, 3)), false);
    assert.is(await verify(RegionId.parse('nobody'), bytes, signature), false);
  });
}
