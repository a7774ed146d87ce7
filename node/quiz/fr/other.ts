import type { QuizWords } from '../question.ts';

export const otherWords: QuizWords = {
  'other-vague-report': {
    text: 'Quelqu’un écrit seulement « ça ne marche pas ». Que répondez-vous ?',
    right: 'Demander gentiment ce qui a été fait, ce qui était attendu et ce qui s’est passé',
    wrong: [
      'Demander une description plus précise, et fermer la demande si la réponse ne vient pas vite',
      'Envoyer une liste des dix choses qui aident la plupart des gens',
      'Dire ce que c’est à votre avis, et comment le réparer',
    ],
    explanation:
      'Ces trois réponses sont le minimum nécessaire, et la plupart des gens les donnent volontiers si on les demande.',
  },
  'other-one-change': {
    text: 'En cherchant une panne, pourquoi ne changer qu’une chose à la fois ?',
    right: 'Pour savoir quel changement a compté',
    wrong: [
      'Pour que l’on puisse suivre chaque étape',
      'Pour que le système ait le temps de s’y habituer',
      'Pour n’avoir rien à noter',
    ],
    explanation:
      'Après plusieurs changements à la fois, ni une guérison ni une nouvelle panne n’a de cause connue.',
  },
  'other-halve': {
    text: 'Une panne se trouve quelque part dans une chaîne de huit étapes. Où testez-vous d’abord ?',
    right: 'Au milieu',
    wrong: [
      'À la première étape, puis une par une',
      'À la dernière étape seulement',
      'À une étape choisie pour son nom',
    ],
    explanation: 'Chaque test au milieu divise ce qui reste en deux : trois suffisent donc pour huit étapes.',
  },
  'other-angry-user': {
    text: 'Une personne est en colère parce qu’elle attend depuis des heures. Que faire d’abord ?',
    right: 'Le reconnaître, dire ce que vous faites et quand vous la recontactez',
    wrong: [
      'Expliquer combien d’autres attendent, et que certains attendent plus longtemps',
      'Demander le numéro de série, car une solution rapide est la meilleure excuse',
      'Répondre sur le même ton, pour qu’elle voie ce que cela fait',
    ],
    explanation: 'Qui se sent entendu et sait ce qui vient ensuite peut travailler avec vous sur la panne.',
  },
  'other-dont-know': {
    text: 'Vous ne connaissez pas la réponse. Qu’est-ce qui vaut le mieux pour l’autre personne ?',
    right: 'Le dire, la trouver, ou passer à quelqu’un qui sait',
    wrong: [
      'Donner la réponse la plus probable, car l’assurance calme les gens',
      'Demander de tout réinstaller, ce qui résout de toute façon la plupart des problèmes',
      'Attendre un peu, car beaucoup de demandes se règlent toutes seules',
    ],
    explanation: 'Deviner coûte le temps et la confiance de l’autre ; passer la main coûte une minute.',
  },
  'other-works-for-me': {
    text: 'Vous n’arrivez pas à reproduire ce que voit l’autre personne. Quelle est l’étape suivante ?',
    right: 'Chercher ce qui diffère : version, réglages, droits, données, réseau, heure',
    wrong: [
      'Fermer avec « chez moi ça marche », pour que la file montre ce qui reste vraiment ouvert',
      'Demander de réessayer jusqu’à ce que cela marche là-bas aussi',
      'Demander un autre ordinateur, pour mettre le sien hors de cause',
    ],
    explanation:
      'Les mêmes étapes avec une autre issue signifient que quelque chose diffère, et c’est la cause.',
  },
  'other-confirm-fix': {
    text: 'Quand une demande est-elle résolue ?',
    right: 'Quand la personne confirme que son besoin est rempli',
    wrong: [
      'Quand vous avez envoyé une solution qui marche sur votre ordinateur',
      'Quand le message d’erreur n’apparaît plus dans le journal',
      'Quand la personne n’a rien écrit depuis un jour',
    ],
    explanation: 'Seule la personne elle-même peut dire si elle a ce qu’il lui fallait.',
  },
  'other-workaround': {
    text: 'La réparation prend trois jours et la personne a une échéance aujourd’hui. Que faites-vous ?',
    right: 'Proposer un contournement pour aujourd’hui et continuer la réparation',
    wrong: [
      'Hâter la réparation, et la tester après l’échéance',
      'Demander de repousser l’échéance, car un contournement cacherait la cause',
      'Fermer la demande, et en ouvrir une autre dans trois jours',
    ],
    explanation: 'Rétablir ce dont les gens ont besoin et supprimer la cause sont deux tâches.',
  },
  'other-write-down': {
    text: 'Pourquoi noter comment vous avez résolu une demande ?',
    right: 'Pour que la prochaine personne qui l’aura trouve le chemin, vous compris',
    wrong: [
      'Pour pouvoir prouver combien de temps la demande a pris et qui y a travaillé',
      'Pour que la personne puisse relire ce qu’elle a mal fait',
      'Pour que personne n’ait à demander une confirmation',
    ],
    explanation: 'La plupart des pannes reviennent, chez quelqu’un d’autre.',
  },
};
