import { isIPv4, isIPv6 } from 'node:net';
import { peerIdFromString } from '@libp2p/peer-id';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';

/** Longer than any address that makes sense; it bounds what a peer's record makes us parse. */
const ADDRESS_LENGTH_MAX = 512;

/** A text is not an address that a node of the mesh can listen on or be reached at. */
export class BadAddress extends Error {
  override readonly name = 'BadAddress';
}

/**
 * Reads an address of a node: `/ip4/192.0.2.7/tcp/4001/p2p/12D3…` (also ip6, dns, dns4, dns6, with or without
 * the peer id), or `host:port` with an IPv4 address, an IPv6 address in brackets or a DNS name.
 * @throws BadAddress
 */
export function parseAddress(text: string): Multiaddr {
  if (text.length > ADDRESS_LENGTH_MAX) throw new BadAddress('The address is too long.');
  const trimmed = text.trim();
  return trimmed.startsWith('/') ? parseMultiaddr(trimmed) : parseHostAndPort(trimmed);
}

/**
 * The address of a host, given as an IP address or a DNS name, and a TCP port.
 * @throws BadAddress
 */
export function addressOf(host: string, port: number): Multiaddr {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadAddress(`${port} is not a TCP port: ports go from 0 to 65535.`);
  if (isIPv4(host)) return multiaddr(`/ip4/${host}/tcp/${port}`);
  if (isIPv6(host) && !host.includes('%')) return multiaddr(`/ip6/${host}/tcp/${port}`);
  if (/^[\w-]+(\.[\w-]+)*\.?$/.test(host)) return multiaddr(`/dns/${host}/tcp/${port}`);
  throw new BadAddress(`"${host}" is neither an IP address nor a host name.`);
}

/** The peer id an address ends in, if it names one. */
export function peerOf(address: Multiaddr): string | undefined {
  const last = address.getComponents().at(-1);
  return last?.name === 'p2p' ? last.value : undefined;
}

/** The same address, ending in that peer id. */
export function withPeer(address: Multiaddr, peer: string): Multiaddr {
  return peerOf(address) === undefined ? address.encapsulate(`/p2p/${peer}`) : address;
}

/**
 * Reads pairs `announced=address` (each as `parseAddress` takes them) into what to dial in place of an address: the
 * second of a pair for the first, with whatever peer id, and the address itself where no pair names it. Addresses are
 * compared by host and port, so that `north:9000` also stands for `/dns4/north/tcp/9000/p2p/12D3…`.
 * @throws BadAddress
 */
export function insteadOf(pairs: readonly string[]): (address: Multiaddr) => Multiaddr {
  const instead = new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at === -1) throw new BadAddress(`"${pair}" is not of the form announced=address.`);
      return [placeOf(parseAddress(pair.slice(0, at))), parseAddress(pair.slice(at + 1))] as const;
    }),
  );
  return (address) => {
    const other = instead.get(placeOf(address));
    const peer = peerOf(address);
    if (other === undefined) return address;
    return peer === undefined ? other : withPeer(other, peer);
  };
}

/** Host and port, however the address is written. */
function placeOf(address: Multiaddr): string {
  const [host, tcp] = address.getComponents();
  return `${host?.value?.toLowerCase()} ${tcp?.value}`;
}

/**
 * Those of a node's own addresses that are worth telling others: loopback only if there is nothing else (all
 * nodes on one machine), and no link-local ones, which mean something only together with an interface.
 */
export function tellable(addresses: readonly Multiaddr[]): Multiaddr[] {
  const routed = addresses.filter(
    (address) => !/^\/ip6\/fe80:|^\/ip4\/169\.254\.|^\/ip6zone\//.test(`${address}`),
  );
  const elsewhere = routed.filter((address) => !/^\/ip4\/127\.|^\/ip6\/::1\//.test(`${address}`));
  return elsewhere.length > 0 ? elsewhere : routed;
}

function parseMultiaddr(text: string): Multiaddr {
  let address: Multiaddr;
  try {
    address = multiaddr(text);
    const peer = peerOf(address);
    // The multiaddr itself takes any base58 text for a peer id.
    if (peer !== undefined) peerIdFromString(peer);
  } catch (error) {
    throw new BadAddress(`"${text}" is not a valid multiaddr.`, { cause: error });
  }
  const names = address.getComponents().map(({ name }) => name);
  if (!/^(ip4|ip6|dns|dns4|dns6) tcp( p2p)?$/.test(names.join(' ')))
    throw new BadAddress(`"${text}" is not of the form /ip4/…/tcp/…[/p2p/…] (or ip6, dns, dns4, dns6).`);
  return address;
}

function parseHostAndPort(text: string): Multiaddr {
  const match = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/.exec(text);
  const host = match?.groups?.v6 ?? match?.groups?.host;
  if (host === undefined)
    throw new BadAddress(
      `"${text}" is not an address: write host:port, [IPv6]:port or a multiaddr such as /ip4/192.0.2.7/tcp/4001.`,
    );
  return addressOf(host, Number(match?.groups?.port));
}
