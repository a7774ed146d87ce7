import * as assert from 'uvu/assert';
import { fails, finish, line, type MeshSuite, start, topic } from './contract-world.ts';

const GOSSIP_SIZE_MAX_BYTES = 64 * 1024;

/** Publishing, subscribing and what is passed on. */
export function gossipContract(test: MeshSuite): void {
  test('gossip reaches everyone in a line but oneself, with its author and its bytes', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const [author, node] of nodes.entries()) {
      for (const box of heard) box.length = 0;
      await finish(world, node.publish(topic, body));
      await world.settle(() => heard.every((box, index) => index === author || box.length === 1));
      for (const [index, box] of heard.entries())
        assert.equal(box, index === author ? [] : [{ from: node.self, body }]);
    }
  });

  for (const verdict of ['reject', 'ignore'] as const)
    test(`gossip that is judged '${verdict}' is not passed on`, async ({ world }) => {
      const { nodes, heard, judge } = await line(world);
      const [a] = nodes;
      judge[1] = (body) => (body[0] === 0 ? verdict : 'accept');
      await finish(world, a.publish(topic, Uint8Array.of(0)));
      await world.settle(() => heard[1].length === 1);
      await finish(world, a.publish(topic, Uint8Array.of(1)));
      await world.settle(() => heard[2].length > 0);
      assert.equal(heard[2], [{ from: a.self, body: Uint8Array.of(1) }]);
    });

  test('gossip of 64 KiB passes, more is too large', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const largest = new Uint8Array(GOSSIP_SIZE_MAX_BYTES).fill(7);
    await finish(world, nodes[0].publish(topic, largest));
    await world.settle(() => heard[2].length === 1);
    assert.equal(heard[2][0]?.body.length, largest.length);
    await fails(world, 'too-large', nodes[0].publish(topic, new Uint8Array(GOSSIP_SIZE_MAX_BYTES + 1)));
  });

  test('a subscription hears its topic only, once, until it is cancelled', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const [a, b, c] = nodes;
    const other: number[] = [];
    const cancel = b.subscribe('other', (_from, body) => {
      other.push(body.length);
      return 'accept';
    });
    assert.throws(() => b.subscribe('other', () => 'accept'), 'one subscription per topic');
    await world.settle(() => {
      void a.publish('other', Uint8Array.of(1, 2));
      return other.length > 0;
    });
    cancel();
    cancel();
    const count = other.length;
    await finish(world, a.publish('other', Uint8Array.of(3)));
    await finish(world, a.publish(topic, Uint8Array.of(4)));
    await world.settle(() => heard[1].length === 1 && heard[2].length === 1);
    assert.is(other.length, count);
    assert.equal(heard[1], [{ from: a.self, body: Uint8Array.of(4) }]);
    await finish(world, c.publish('nobody listens', Uint8Array.of(1)));
  });

  test('publishing without any peer does not throw', async ({ world }) => {
    const [a] = await start(world, 1);
    a.subscribe(topic, () => 'accept');
    await finish(world, a.publish(topic, Uint8Array.of(1)));
  });
}
