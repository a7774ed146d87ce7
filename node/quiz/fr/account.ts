import type { QuizWords } from '../question.ts';

export const accountWords: QuizWords = {
  'account-verify-caller': {
    text: 'Quelqu’un appelle, dit être de la direction et veut que son mot de passe soit réinitialisé tout de suite. Que faites-vous ?',
    right: 'Vérifier qui c’est par la voie convenue avant de changer quoi que ce soit',
    wrong: [
      'Le réinitialiser, car un ordre de la direction passe avant tout le reste du travail',
      'Le réinitialiser et envoyer le nouveau à l’adresse privée indiquée',
      'Demander l’ancien mot de passe comme preuve, puis le réinitialiser',
    ],
    explanation:
      'L’urgence et le rang sont les outils habituels de l’ingénierie sociale ; la procédure vaut donc pour tout le monde.',
  },
  'account-lockout-source': {
    text: 'Un compte se verrouille de nouveau quelques minutes après chaque déverrouillage, alors que personne ne s’en sert. Quel est le plus probable ?',
    right: 'Un appareil ou un service se connecte encore avec un ancien mot de passe',
    wrong: [
      'La disposition du clavier de la page de connexion diffère de celle d’habitude',
      'Le compte est dans trop de groupes pour être vérifié à temps',
      'L’économiseur d’écran verrouille le compte avec l’écran',
    ],
    explanation:
      'Les téléphones, les lecteurs réseau et les tâches planifiées essaient toujours le mot de passe d’avant le changement.',
  },
  'account-ask-password': {
    text: 'Quand la personne qui dépanne peut-elle demander un mot de passe ?',
    right: 'Jamais',
    wrong: ['Quand cela fait gagner du temps', 'Dans un chat chiffré', 'Quand on lui fait confiance'],
    explanation:
      'Un mot de passe prouve qui est quelqu’un seulement tant que personne d’autre ne le connaît.',
  },
  'account-totp-clock': {
    text: 'Tous les codes d’une application d’authentification sont refusés, alors que le compte est configuré. Que vérifiez-vous d’abord ?',
    right: 'Si l’horloge du téléphone est à l’heure',
    wrong: [
      'Si le téléphone a des données mobiles',
      'La longueur du mot de passe du compte',
      'La langue du téléphone',
    ],
    explanation:
      'Les codes temporels sont calculés à partir de l’horloge, et quelques minutes d’écart les rendent tous faux.',
  },
  'account-lost-factor': {
    text: 'Quelqu’un a perdu le téléphone de son second facteur. Quelle est la bonne façon de lui rendre l’accès ?',
    right: 'Vérifier son identité, puis un code de secours ou un nouveau facteur',
    wrong: [
      'Désactiver le second facteur, puisque la personne n’a manifestement pas su le garder',
      'Lui laisser le compte d’un collègue jusqu’à ce que le téléphone soit retrouvé',
      'Envoyer les codes à n’importe quel numéro donné par e-mail',
    ],
    explanation: 'Le second facteur n’est pas plus solide que le chemin qui le contourne.',
  },
  'account-leaver': {
    text: 'Quelqu’un quitte l’organisation aujourd’hui. Que faut-il faire de son compte ?',
    right: 'Le désactiver, fermer sessions et jetons, transmettre ses données selon les règles',
    wrong: [
      'Changer son nom affiché et sa photo, pour que plus personne ne lui écrive par erreur',
      'Le laisser tel quel jusqu’à l’expiration de son mot de passe',
      'Donner son mot de passe à qui prend la suite et a besoin des données',
    ],
    explanation: 'Un nouveau mot de passe seul laisse en vie les sessions et les jetons ouverts.',
  },
  'account-sso-loop': {
    text: 'Quelqu’un est renvoyé sans fin entre une application et la page de connexion. Qu’essayez-vous d’abord ?',
    right: 'Une fenêtre privée, et si les cookies du site sont bloqués',
    wrong: [
      'Un nouveau mot de passe, puisque l’ancien est renvoyé chaque fois',
      'Un autre ordinateur, puisque la boucle est stockée dans le matériel de celui-ci',
      'Une boîte aux lettres plus grande, au cas où les confirmations n’arriveraient pas',
    ],
    explanation:
      'De telles boucles viennent surtout de cookies de session périmés, bloqués ou perdus en route.',
  },
  'account-least-privilege': {
    text: 'Quelqu’un doit lire un dossier partagé. Que lui donnez-vous ?',
    right: 'L’appartenance au groupe qui peut lire ce dossier',
    wrong: [
      'Des droits d’administrateur, limités à une semaine',
      'Le mot de passe d’un collègue qui y a déjà accès',
      'Le droit d’écriture sur le dossier parent, qui comprend celui-ci',
    ],
    explanation: 'Le moindre privilège, accordé par des groupes, reste compréhensible et peut être retiré.',
  },
  'account-unknown-address': {
    text: 'Comment une page « mot de passe oublié » doit-elle répondre quand elle ne connaît pas l’adresse ?',
    right: 'Avec les mêmes mots que pour une adresse connue',
    wrong: [
      '« Aucun compte n’a cette adresse »',
      'Avec une liste d’adresses semblables, au choix',
      'En créant un nouveau compte avec cette adresse',
    ],
    explanation: 'Une autre réponse permettrait à n’importe qui de savoir qui a un compte.',
  },
};
