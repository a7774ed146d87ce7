import type { QuizWords } from '../question.ts';

export const softwareWords: QuizWords = {
  'software-first-question': {
    text: 'Un programme ne marche « soudain » plus chez une personne. Quelle question aide le plus au début ?',
    right: 'Que dit exactement le message, et qu’est-ce qui a changé depuis que cela marchait ?',
    wrong: [
      'Quel âge a l’ordinateur, et quand finit sa garantie ?',
      'Avez-vous déjà réinstallé le programme et, si cela n’a rien donné, tout le système ?',
      'D’autres personnes trouvent-elles aussi ce programme peu fiable ?',
    ],
    explanation:
      'L’erreur exacte et le dernier changement cernent la cause avant que l’on touche à quoi que ce soit.',
  },
  'software-clean-profile': {
    text: 'Une application plante avec un compte et marche avec un autre sur le même ordinateur. Qu’est-ce que cela suggère ?',
    right: 'Cela tient au profil, aux réglages ou aux droits du premier compte',
    wrong: [
      'L’application n’a pas été installée complètement pour tous les comptes',
      'L’ordinateur a trop peu de mémoire pour deux comptes à la fois',
      'Le serveur de licences est arrêté ou ne connaît pas encore cet ordinateur',
    ],
    explanation:
      'Tout ce que les deux comptes partagent marche : la différence est dans ce qu’ils ne partagent pas.',
  },
  'software-semver': {
    text: 'En gestion sémantique de version, qu’annonce le passage de 2.4.1 à 3.0.0 ?',
    right: 'Des changements incompatibles avec ce qui utilisait 2.x',
    wrong: [
      'Seulement des corrections, après plus de quatre-vingt-dix-neuf versions mineures',
      'De nouvelles fonctions qui ne cassent rien d’écrit pour 2.x',
      'Une réécriture dans un autre langage de programmation',
    ],
    explanation: 'Le premier nombre augmente quand l’interface publique change de façon incompatible.',
  },
  'software-port-in-use': {
    text: 'Un programme serveur s’arrête au démarrage avec « EADDRINUSE ». Qu’est-ce que cela signifie ?',
    right: 'Un autre processus écoute déjà sur cette adresse et ce port',
    wrong: [
      'L’adresse n’est celle d’aucune carte réseau de cet ordinateur',
      'Qui le démarre n’a pas le droit d’ouvrir des connexions réseau',
      'Le réseau est surchargé, le système refuse donc de nouveaux serveurs',
    ],
    explanation:
      'Deux processus ne peuvent normalement pas écouter sur le même port : trouvez l’autre, ou choisissez un autre port.',
  },
  'software-safe-mode': {
    text: 'À quoi sert de démarrer un système ou un programme en mode sans échec ?',
    right: 'À voir si la panne disparaît sans les pilotes ou extensions non essentiels',
    wrong: [
      'À protéger les données en les chiffrant pendant que l’on cherche la panne sur le disque',
      'À accélérer le système en laissant de côté pour toujours l’inutile',
      'À remettre tous les réglages à ceux du jour de l’installation',
    ],
    explanation: 'Si la panne disparaît, l’une des parties laissées de côté en est la cause.',
  },
  'software-mojibake': {
    text: 'Un fichier CSV affiche « MÃ¼ller » au lieu de « Müller ». Que s’est-il passé ?',
    right: 'Du texte UTF-8 a été lu comme du Latin-1 ou du Windows-1252',
    wrong: [
      'La police n’a pas la lettre ü et en montre deux autres',
      'Le fichier a été abîmé pendant son envoi par e-mail',
      'Du texte Latin-1 a été lu comme de l’UTF-8, qui a deux octets pour ü',
    ],
    explanation: 'Les deux octets de ü en UTF-8 sont Ã et ¼ quand chacun est pris pour une lettre.',
  },
  'software-memory-leak': {
    text: 'Un service prend chaque jour plus de mémoire jusqu’à son redémarrage. Quelle est la meilleure étape suivante ?',
    right: 'Comparer des instantanés du tas dans le temps pour voir ce qui grandit',
    wrong: [
      'Lui donner plus de mémoire et regarder s’il en a besoin aussi',
      'Le redémarrer chaque nuit par une minuterie, puisqu’on sait que cela aide',
      'Baisser le niveau de journalisation pour qu’il écrive moins',
    ],
    explanation:
      'Une croissance régulière est une fuite ou un cache sans limite, et les instantanés montrent quels objets restent.',
  },
  'software-permission-denied': {
    text: 'Après une mise à jour, un service ne peut plus écrire son journal : « permission denied ». Que faites-vous ?',
    right: 'Trouver sous quel compte il tourne et lui donner l’écriture dans ce dossier',
    wrong: [
      'Le lancer en administrateur, car les services doivent écrire à bien des endroits',
      'Permettre à tous d’écrire dans ce dossier et ceux du dessus, et voir si cela suffit',
      'Couper la journalisation, puisque cela marchait avant sans ce message',
    ],
    explanation: 'Le plus petit droit qui le fait marcher répare la panne sans ouvrir le système.',
  },
  'software-reproduce': {
    text: 'Pourquoi reproduire une panne avant de la corriger ?',
    right: 'Pour pouvoir dire si votre changement l’a supprimée',
    wrong: [
      'Pour savoir qui l’a causée et pouvoir l’en informer',
      'Pour que le journal ait assez de lignes à analyser',
      'Pour montrer que le signalement est pris au sérieux',
    ],
    explanation: 'Sans moyen de la provoquer, son absence après un changement ne prouve rien.',
  },
};
