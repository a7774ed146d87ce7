import type { QuizWords } from '../question.ts';

export const networkWords: QuizWords = {
  'network-apipa': {
    text: 'Ein Laptop hat die IPv4-Adresse 169.254.12.7. Was sagt dir das?',
    right: 'Kein DHCP-Server hat geantwortet; er hat sich eine Link-Local-Adresse gewählt',
    wrong: [
      'Er hat eine öffentliche Adresse und ist ohne Router verbunden',
      'Sein DNS-Server ist falsch, darum benutzt er stattdessen die Adresse des Routers im Netz',
      'Er hat die Adresse eines anderen Geräts im Netz',
    ],
    explanation: 'Adressen aus 169.254.0.0/16 gibt sich ein Gerät selbst, wenn kein DHCP-Server antwortet.',
  },
  'network-dns-or-route': {
    text: 'Websites öffnen sich nicht über ihren Namen, aber „ping 1.1.1.1“ wird beantwortet. Was siehst du dir zuerst an?',
    right: 'Die Namensauflösung: welche DNS-Server eingestellt sind und ob sie antworten',
    wrong: [
      'Das Netzwerkkabel, indem du ein anderes probierst',
      'Das Standardgateway, indem du es von Hand einstellst statt automatisch beziehen zu lassen',
      'Das WLAN-Passwort, indem du es neu eingibst',
    ],
    explanation: 'Wenn eine Adresse draußen antwortet, sind Kabel, WLAN und Gateway in Ordnung; bleibt DNS.',
  },
  'network-default-gateway': {
    text: 'Ein Computer erreicht alles im eigenen Subnetz, aber nichts darüber hinaus. Was ist höchstwahrscheinlich falsch?',
    right: 'Sein Standardgateway',
    wrong: ['Seine MAC-Adresse', 'Sein Hostname', 'Die Geschwindigkeit seiner Netzwerkkarte'],
    explanation: 'Nur Verkehr, der das Subnetz verlässt, läuft über das Standardgateway.',
  },
  'network-slash-26': {
    text: 'Wie viele Hosts können in einem IPv4-Subnetz mit /26 eine Adresse haben?',
    right: '62',
    wrong: ['26', '64', '126'],
    explanation: 'Sechs Hostbits ergeben 64 Adressen, abzüglich der Netz- und der Broadcast-Adresse.',
  },
  'network-mtu-vpn': {
    text: 'Über ein VPN laden kleine Seiten, aber große Downloads und manche Websites hängen endlos. Was vermutest du?',
    right: 'Zu große Pakete für den Tunnel, und Path MTU Discovery ist blockiert',
    wrong: [
      'Ein veralteter DNS-Cache, der die großen Downloads zu den falschen Servern schickt',
      'Ein abgelaufenes Passwort, nach dem das VPN im Hintergrund fragt',
      'Eine DHCP-Lease, die während des Downloads abläuft',
    ],
    explanation:
      'Ein Tunnel senkt die MTU, und wenn „fragmentation needed“-Meldungen verworfen werden, verschwinden große Pakete.',
  },
  'network-wifi-2-4': {
    text: 'Welche Kanäle überlappen sich in einem vollen 2,4-GHz-WLAN bei 20 MHz Breite nicht?',
    right: '1, 6 und 11',
    wrong: ['1, 2 und 3', '1, 4 und 8', 'Alle, denn jeder hat seine eigene Nummer'],
    explanation:
      'Kanäle liegen 5 MHz auseinander und sind etwa 20 MHz breit; zwischen zweien braucht es also fünf Schritte.',
  },
  'network-traceroute': {
    text: 'Wie findet traceroute die Router auf dem Weg?',
    right: 'Es sendet Pakete mit wachsender Time to Live; wer eines verwirft, meldet es',
    wrong: [
      'Es fragt den DNS-Server jedes Netzes auf dem Weg nach den Namen seiner Router',
      'Es lädt die Routingtabelle des Ziels herunter',
      'Es fragt jeden Router per SNMP nach seinen Nachbarn',
    ],
    explanation: 'Ein Router, der die Time to Live auf null senkt, antwortet mit ICMP „time exceeded“.',
  },
  'network-duplex': {
    text: 'Eine Kabelverbindung steht, ist aber langsam, mit vielen späten Kollisionen und CRC-Fehlern auf einer Seite. Was ist die klassische Ursache?',
    right: 'Ein Duplex-Mismatch: Eine Seite ist fest eingestellt, die andere verhandelt',
    wrong: [
      'Eine falsche Subnetzmaske: Eine Seite hält die andere für einen Host in einem anderen Netz',
      'Zu viele DNS-Einträge für eine Adresse',
      'Ein Kabel, das kürzer ist, als der Standard erlaubt',
    ],
    explanation:
      'Die verhandelnde Seite fällt auf Halbduplex zurück und hält den Verkehr der anderen für Kollisionen.',
  },
  'network-tcp-refused': {
    text: 'Ein Verbindungsversuch scheitert sofort mit „connection refused“. Was bedeutet das?',
    right: 'Der Host wurde erreicht, aber auf diesem Port lauscht nichts',
    wrong: [
      'Der Host ist ausgeschaltet, sodass auf keinem Port jemand antwortet',
      'Der Name des Hosts konnte nicht aufgelöst werden',
      'Der Host hat geantwortet, aber seinem Zertifikat wird nicht vertraut',
    ],
    explanation: 'Eine Ablehnung ist eine Antwort (TCP RST); ein ausgeschalteter Host ergäbe einen Timeout.',
  },
};
