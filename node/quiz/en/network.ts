import type { Question } from '../question.ts';

export const networkQuestions: readonly Question[] = [
  {
    id: 'network-apipa',
    text: 'A laptop has the IPv4 address 169.254.12.7. What does that tell you?',
    right: 'It got no answer from a DHCP server and chose a link-local address',
    wrong: [
      'It has a public address and is connected without a router',
      'Its DNS server is wrong, so it uses the address of the router instead',
      'It has the address of another device on the network',
    ],
    explanation: 'Addresses in 169.254.0.0/16 are self-assigned when no DHCP server answers.',
  },
  {
    id: 'network-dns-or-route',
    text: 'Websites do not open by name, but “ping 1.1.1.1” is answered. What do you look at first?',
    right: 'Name resolution: which DNS servers are set and whether they answer',
    wrong: [
      'The network cable, by trying another one',
      'The default gateway, by setting it by hand instead of automatically',
      'The Wi-Fi password, by entering it again',
    ],
    explanation: 'If an address outside answers, cable, Wi-Fi and gateway work, which leaves DNS.',
  },
  {
    id: 'network-default-gateway',
    text: 'A computer reaches everything in its own subnet but nothing beyond. What is most likely wrong?',
    right: 'Its default gateway',
    wrong: ['Its MAC address', 'Its host name', 'The speed of its network card'],
    explanation: 'Only traffic that leaves the subnet goes through the default gateway.',
  },
  {
    id: 'network-slash-26',
    text: 'How many hosts can have an address in an IPv4 /26 subnet?',
    right: '62',
    wrong: ['26', '64', '126'],
    explanation: 'Six host bits make 64 addresses, less the network and the broadcast address.',
  },
  {
    id: 'network-mtu-vpn',
    text: 'Over a VPN small pages load, but large downloads and some sites hang for ever. What do you suspect?',
    right: 'Packets too large for the tunnel, with path MTU discovery blocked',
    wrong: [
      'A stale DNS cache, which sends the large downloads to the wrong servers',
      'An expired password, which the VPN asks for in the background',
      'A DHCP lease that runs out during the download',
    ],
    explanation:
      'A tunnel lowers the MTU, and when “fragmentation needed” messages are dropped, large packets vanish.',
  },
  {
    id: 'network-wifi-2-4',
    text: 'In a crowded 2.4 GHz Wi-Fi, which channels do not overlap at 20 MHz width?',
    right: '1, 6 and 11',
    wrong: ['1, 2 and 3', '1, 4 and 8', 'All of them, since each has its own number'],
    explanation:
      'Channels are 5 MHz apart and about 20 MHz wide, so five steps are needed between two of them.',
  },
  {
    id: 'network-traceroute',
    text: 'How does traceroute find the routers on the way?',
    right: 'It sends packets with a growing time to live; whoever drops one reports it',
    wrong: [
      'It asks the DNS server of each network on the way for the names of its routers',
      'It downloads the routing table of the target',
      'It asks each router for its neighbours by SNMP',
    ],
    explanation: 'A router that lowers the time to live to zero answers with ICMP “time exceeded”.',
  },
  {
    id: 'network-duplex',
    text: 'A wired link is up but slow, with many late collisions and CRC errors on one side. What is the classic cause?',
    right: 'A duplex mismatch: one side is set by hand, the other negotiates',
    wrong: [
      'A wrong subnet mask: one side takes the other for a host in another network',
      'Too many DNS records for one address',
      'A cable that is shorter than the standard allows',
    ],
    explanation: 'The negotiating side falls back to half duplex and sees the other’s traffic as collisions.',
  },
  {
    id: 'network-tcp-refused',
    text: 'A connection attempt fails at once with “connection refused”. What does it mean?',
    right: 'The host was reached, but nothing listens on that port',
    wrong: [
      'The host is switched off, so that nobody answers on any port',
      'The name of the host could not be resolved',
      'The host answered, but its certificate is not trusted',
    ],
    explanation: 'A refusal is an answer (TCP RST); a host that is off would give a timeout.',
  },
];
