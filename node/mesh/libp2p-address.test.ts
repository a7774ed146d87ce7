import { multiaddr } from '@multiformats/multiaddr';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BadAddress, insteadOf, parseAddress, peerOf, tellable, withPeer } from './libp2p-address.ts';

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

test('another address is dialled instead of an announced one, however that is written; its peer id stays', () => {
  const instead = insteadOf(['North.example:9000=10.0.0.7:9100', '192.0.2.7:9000=/dns4/tunnel/tcp/22']);
  for (const [announced, dialled] of [
    ['north.example:9000', '/ip4/10.0.0.7/tcp/9100'],
    [`/dns4/north.example/tcp/9000/p2p/${peer}`, `/ip4/10.0.0.7/tcp/9100/p2p/${peer}`],
    [`/ip4/192.0.2.7/tcp/9000/p2p/${peer}`, `/dns4/tunnel/tcp/22/p2p/${peer}`],
    // Another port, or another host, is another place.
    ['north.example:9001', '/dns/north.example/tcp/9001'],
    ['192.0.2.8:9000', '/ip4/192.0.2.8/tcp/9000'],
  ] as const)
    assert.is(instead(parseAddress(announced)).toString(), dialled);
  assert.throws(
    () => insteadOf(['north.example:9000']),
    (error: unknown) => error instanceof BadAddress && /announced=address/.test(error.message),
  );
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
