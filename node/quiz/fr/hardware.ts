import type { QuizWords } from '../question.ts';

export const hardwareWords: QuizWords = {
  'hardware-no-power': {
    text: 'À l’allumage, un ordinateur de bureau ne montre aucune lumière et ne fait aucun bruit. Que vérifiez-vous d’abord ?',
    right: 'La prise, le câble d’alimentation et l’interrupteur à l’arrière',
    wrong: [
      'Les barrettes de mémoire, un emplacement après l’autre',
      'L’ordre de démarrage dans les réglages du firmware',
      'La carte graphique, en l’essayant dans un autre ordinateur',
    ],
    explanation:
      'Sans aucun signe de courant, les causes les moins chères et les plus fréquentes sont en amont de l’ordinateur.',
  },
  'hardware-beeps': {
    text: 'Un ordinateur émet plusieurs bips au démarrage et n’affiche rien. Comment savoir ce que cela signifie ?',
    right: 'Chercher cette suite de bips pour ce fabricant et ce firmware',
    wrong: [
      'Réinstaller le système d’exploitation et recompter les bips',
      'Remplacer l’écran et son câble, puisqu’il n’y a aucune image',
      'Mettre à jour le pilote audio',
    ],
    explanation: 'Les bips viennent de l’autotest du firmware, et chaque fabricant a les siens.',
  },
  'hardware-clicking-disk': {
    text: 'Un disque dur claque fort et les fichiers s’ouvrent lentement. Les données ne sont pas sauvegardées. Que faire d’abord ?',
    right: 'Cesser de s’en servir et copier les données, ou le confier à un service de récupération',
    wrong: [
      'Le défragmenter, pour que les têtes aient dorénavant moins à bouger',
      'Réparer entièrement le système de fichiers, et faire une sauvegarde une fois le disque guéri',
      'Le remplir de zéros pour rafraîchir les secteurs',
    ],
    explanation:
      'Un disque qui claque peut lâcher pour de bon à tout moment, et chaque écriture de plus réduit les chances.',
  },
  'hardware-thermal': {
    text: 'Un portable est rapide pendant dix minutes, puis lent, ventilateur à fond. Quelle est la cause probable ?',
    right: 'Il chauffe et se bride : poussière, grille bouchée, vieille pâte thermique',
    wrong: [
      'Son disque est presque plein, et le système déplace des fichiers au bout d’un moment',
      'Son signal Wi-Fi est faible, et le processeur s’occupe de paquets répétés',
      'Sa batterie est vieille et fournit une tension trop basse',
    ],
    explanation: 'Les processeurs baissent leur fréquence quand ils atteignent leur limite de température.',
  },
  'hardware-static': {
    text: 'Qu’est-ce qui protège les composants des décharges électrostatiques quand vous ouvrez un ordinateur ?',
    right: 'Un bracelet antistatique, ou toucher le métal nu du boîtier éteint et relié à la terre',
    wrong: [
      'De gros gants de laine, pour que les doigts ne touchent jamais les contacts d’un composant',
      'Se tenir sur un tapis, qui isole du sol',
      'Laisser l’ordinateur allumé, pour que le courant s’écoule',
    ],
    explanation:
      'Une décharge se produit entre des potentiels différents ; le boîtier et vous devez donc avoir le même.',
  },
  'hardware-memory-test': {
    text: 'Un ordinateur plante au hasard avec des erreurs différentes, même fraîchement réinstallé. Que testez-vous d’abord ?',
    right: 'La mémoire, avec un test qui tourne hors du système d’exploitation',
    wrong: [
      'Le clavier, en regardant si une touche se répète toute seule',
      'Le fichier d’échange, en le déplaçant sur une autre partition du même disque',
      'Le navigateur, en vidant son cache et ses extensions',
    ],
    explanation:
      'Des erreurs aléatoires et changeantes qui survivent à une réinstallation désignent la mémoire, l’alimentation ou la chaleur.',
  },
  'hardware-printer-stripes': {
    text: 'Une imprimante laser laisse une marque sur la page à intervalles réguliers. Quelle est la cause habituelle ?',
    right: 'Un tambour ou un rouleau abîmé de cette circonférence',
    wrong: [
      'Un format de papier dans le pilote qui ne correspond pas au bac',
      'Une connexion réseau lente qui interrompt le travail',
      'Trop peu de mémoire d’imprimante pour la page entière',
    ],
    explanation:
      'Chaque tour d’un cylindre abîmé laisse de nouveau sa marque ; la distance dit donc lequel c’est.',
  },
  'hardware-usb-c-charge': {
    text: 'Un portable USB-C se charge avec son propre chargeur, mais pas avec celui d’un téléphone. Quelle est la raison probable ?',
    right: 'Il offre trop peu de puissance ou pas la tension dont le portable a besoin',
    wrong: [
      'La prise est dans le mauvais sens, ce que seuls les téléphones savent corriger',
      'Le portable n’accepte que les chargeurs de son propre fabricant, comme le prescrit USB-C',
      'Un câble USB-C transporte soit des données, soit du courant, jamais les deux',
    ],
    explanation:
      'Avec USB Power Delivery, les deux côtés s’accordent sur la tension et le courant, et un portable peut refuser trop peu.',
  },
  'hardware-cmos': {
    text: 'Un ordinateur oublie la date et les réglages du firmware dès qu’on le débranche. Que remplacez-vous ?',
    right: 'La pile bouton de la carte mère',
    wrong: [
      'Les condensateurs de l’alimentation',
      'La puce qui contient le firmware',
      'Le disque avec la partition système',
    ],
    explanation:
      'La pile alimente l’horloge, et sur bien des cartes les réglages, tant qu’il n’y a pas de courant.',
  },
};
