import type { QuizWords } from '../question.ts';

export const networkWords: QuizWords = {
  'network-apipa': {
    text: 'Un portable a l’adresse IPv4 169.254.12.7. Qu’est-ce que cela vous dit ?',
    right: 'Aucun serveur DHCP n’a répondu, et il a choisi une adresse de lien local',
    wrong: [
      'Il a une adresse publique et est connecté sans routeur',
      'Son serveur DNS est faux, il utilise donc à la place l’adresse du routeur du réseau',
      'Il a l’adresse d’un autre appareil du réseau',
    ],
    explanation:
      'Les adresses de 169.254.0.0/16 sont attribuées par l’appareil lui-même quand aucun serveur DHCP ne répond.',
  },
  'network-dns-or-route': {
    text: 'Les sites ne s’ouvrent pas par leur nom, mais « ping 1.1.1.1 » reçoit une réponse. Que regardez-vous d’abord ?',
    right: 'La résolution de noms : quels serveurs DNS sont réglés et s’ils répondent',
    wrong: [
      'Le câble réseau, en en essayant un autre',
      'La passerelle par défaut, en la réglant à la main plutôt qu’automatiquement',
      'Le mot de passe du Wi-Fi, en le saisissant de nouveau',
    ],
    explanation:
      'Si une adresse extérieure répond, le câble, le Wi-Fi et la passerelle fonctionnent ; reste le DNS.',
  },
  'network-default-gateway': {
    text: 'Un ordinateur atteint tout dans son sous-réseau, mais rien au-delà. Qu’est-ce qui est très probablement faux ?',
    right: 'Sa passerelle par défaut',
    wrong: ['Son adresse MAC', 'Son nom d’hôte', 'La vitesse de sa carte réseau'],
    explanation: 'Seul le trafic qui quitte le sous-réseau passe par la passerelle par défaut.',
  },
  'network-slash-26': {
    text: 'Combien d’hôtes peuvent avoir une adresse dans un sous-réseau IPv4 en /26 ?',
    right: '62',
    wrong: ['26', '64', '126'],
    explanation: 'Six bits d’hôte font 64 adresses, moins celle du réseau et celle de diffusion.',
  },
  'network-mtu-vpn': {
    text: 'À travers un VPN, les petites pages se chargent, mais les gros téléchargements et certains sites restent bloqués. Que soupçonnez-vous ?',
    right: 'Des paquets trop grands pour le tunnel, et Path MTU Discovery bloqué',
    wrong: [
      'Un cache DNS périmé, qui envoie les gros téléchargements vers les mauvais serveurs',
      'Un mot de passe expiré, que le VPN demande en arrière-plan',
      'Un bail DHCP qui se termine pendant le téléchargement',
    ],
    explanation:
      'Un tunnel réduit la MTU, et quand les messages « fragmentation needed » sont jetés, les grands paquets disparaissent.',
  },
  'network-wifi-2-4': {
    text: 'Dans un Wi-Fi 2,4 GHz encombré, quels canaux ne se recouvrent pas avec 20 MHz de largeur ?',
    right: '1, 6 et 11',
    wrong: ['1, 2 et 3', '1, 4 et 8', 'Tous, puisque chacun a son propre numéro'],
    explanation:
      'Les canaux sont espacés de 5 MHz et larges d’environ 20 MHz : il faut donc cinq pas entre deux d’entre eux.',
  },
  'network-traceroute': {
    text: 'Comment traceroute trouve-t-il les routeurs sur le chemin ?',
    right: 'Il envoie des paquets à durée de vie croissante ; qui en jette un le signale',
    wrong: [
      'Il demande au serveur DNS de chaque réseau du chemin les noms de ses routeurs',
      'Il télécharge la table de routage de la cible',
      'Il demande ses voisins à chaque routeur par SNMP',
    ],
    explanation: 'Un routeur qui ramène la durée de vie à zéro répond par « time exceeded » en ICMP.',
  },
  'network-duplex': {
    text: 'Une liaison filaire est active mais lente, avec beaucoup de collisions tardives et d’erreurs CRC d’un côté. Quelle est la cause classique ?',
    right: 'Un duplex mal accordé : un côté est réglé à la main, l’autre négocie',
    wrong: [
      'Un mauvais masque : un côté prend l’autre pour un hôte d’un autre réseau',
      'Trop d’enregistrements DNS pour une adresse',
      'Un câble plus court que ne le permet la norme',
    ],
    explanation:
      'Le côté qui négocie se replie sur le semi-duplex et prend le trafic de l’autre pour des collisions.',
  },
  'network-tcp-refused': {
    text: 'Une tentative de connexion échoue aussitôt avec « connection refused ». Qu’est-ce que cela signifie ?',
    right: 'L’hôte a été atteint, mais rien n’écoute sur ce port',
    wrong: [
      'L’hôte est éteint, si bien que personne ne répond sur aucun port',
      'Le nom de l’hôte n’a pas pu être résolu',
      'L’hôte a répondu, mais son certificat n’est pas reconnu',
    ],
    explanation: 'Un refus est une réponse (TCP RST) ; un hôte éteint donnerait un délai dépassé.',
  },
};
