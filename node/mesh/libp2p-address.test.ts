import { multiaddr } from '@multiformats/multiaddr';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BadAddress, parseAddress, peerOf, tellable, withPeer } from './libp2p-address.ts';

const peer = '12D3KooWQM6JVPk8TtyiQtSJDJQAquWHmgFSwkCTMaXtR2CRUqqP';

test('an address may be a multiaddr or host:port', () => {
  for (const [text, expected] of [
    ['192.0.2.7:4001', '/ip4/192.0.2.7/tcp/4001'],
    ['[2001:db8::7]:4001', '/ip6/2001:db8::7/tcp/4001'],
    ['north:4001', '/dns/north/tcp/4001'],
    [' north.example.org:4001\n', '/dns/north.example.org/tcp/4001'],
    ['/ip4/192.0.2.7/tcp/4001', '/ip4/192.0.2.7/tcp/4001'],
    [`/dns4/north/tcp/4001/p2p/${peer}`, `/dns4/north/tcp/4001/p2p/${peer}`],
  ] as const)
    assert.is(parseAddress(text).toString(), expected);
});

test('what is no address a node can have is refused', () => {
  for (const text of [
    '',
    'north',
    ':4001',
    'north:',
    'north:65536',
    'north:1e3',
    '2001:db8::7:4001',
    '[fe80::1%eth0]:4001',
    'http://north:4001',
    'no rth:4001',
    '/ip4/192.0.2.7',
    '/ip4/192.0.2.7/udp/4001',
    '/ip4/300.0.2.7/tcp/4001',
    '/ip4/192.0.2.7/tcp/4001/p2p/nonsense',
    `/p2p/${peer}`,
    '/unix/tmp%2fsocket',
    `/ip4/192.0.2.7/tcp/4001/p2p/${peer}/p2p-circuit`,
    `/dnsaddr/example.org`,
    `${'x'.repeat(1_000)}:4001`,
  ])
    assert.throws(
      () => parseAddress(text),
      (error: unknown) => error instanceof BadAddress,
      text,
    );
});

test('the peer id is found, and added where it lacks', () => {
  const bare = parseAddress('/ip4/192.0.2.7/tcp/4001');
  assert.is(peerOf(bare), undefined);
  assert.is(peerOf(withPeer(bare, peer)), peer);
  assert.is(withPeer(withPeer(bare, peer), 'ignored').toString(), `/ip4/192.0.2.7/tcp/4001/p2p/${peer}`);
});

test('loopback is told only when there is nothing else, link-local never', () => {
  const addresses = [
    '/ip4/127.0.0.1/tcp/1',
    '/ip6/::1/tcp/1',
    '/ip4/169.254.3.4/tcp/1',
    '/ip6/fe80::7/tcp/1',
    '/ip4/192.0.2.7/tcp/1',
    '/ip6/2001:db8::7/tcp/1',
  ].map((text) => multiaddr(text));
  assert.equal(tellable(addresses).map(String), ['/ip4/192.0.2.7/tcp/1', '/ip6/2001:db8::7/tcp/1']);
  assert.equal(tellable(addresses.slice(0, 4)).map(String), ['/ip4/127.0.0.1/tcp/1', '/ip6/::1/tcp/1']);
});

test.run();
