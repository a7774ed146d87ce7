import type { QuizWords } from '../question.ts';

export const mobileWords: QuizWords = {
  'mobile-no-notifications': {
    text: 'Une application n’affiche aucune notification, mais ses messages sont là quand on l’ouvre. Que vérifiez-vous d’abord ?',
    right: 'Son droit de notifier, le mode ne pas déranger et l’économie d’énergie',
    wrong: [
      'Le code PIN de la carte SIM, et s’il faut le renouveler',
      'Le mot de passe de l’application, à saisir de nouveau pour chaque notification',
      'L’espace libre, car chaque notification est conservée',
    ],
    explanation:
      'Les messages existent : c’est donc l’avis qui est supprimé, ou le travail de l’application en arrière-plan.',
  },
  'mobile-battery': {
    text: 'Depuis la semaine dernière, la batterie d’un téléphone tient une demi-journée. Que faire d’abord ?',
    right: 'Voir dans les statistiques quelle application consomme le plus et ce qui a changé alors',
    wrong: [
      'Changer la batterie, car en vieillissant elles perdent la moitié de leur capacité en une semaine',
      'Remettre le téléphone aux réglages d’usine et tout réinstaller',
      'Ne le charger qu’à 50 %, pour entraîner la batterie',
    ],
    explanation:
      'Un changement soudain a le plus souvent une cause logicielle, et les statistiques la nomment.',
  },
  'mobile-data-only-wifi': {
    text: 'Un téléphone a les appels et les SMS, mais pas de données mobiles ; le Wi-Fi marche. Que vérifiez-vous ?',
    right: 'Si les données sont activées, le forfait et le point d’accès (APN)',
    wrong: [
      'Si le Bluetooth est appairé à un appareil qui épuise les données en arrière-plan',
      'Le mot de passe du Wi-Fi, que les données mobiles partagent',
      'Si la carte SIM est trop vieille pour appeler',
    ],
    explanation:
      'Les appels montrent que la SIM et le signal vont bien, et l’APN est ce dont seules les données ont besoin.',
  },
  'mobile-lost-phone': {
    text: 'Quelqu’un a perdu le téléphone qui contient le courrier de l’entreprise. Que fait-on d’abord ?',
    right: 'Le verrouiller ou l’effacer à distance et fermer ses sessions',
    wrong: [
      'Attendre que sa batterie soit vide, car alors personne ne peut plus le lire',
      'En commander un nouveau avec le même numéro et y restaurer la sauvegarde',
      'L’appeler jusqu’à ce que quelqu’un réponde',
    ],
    explanation:
      'Ce qui compte, c’est que personne ne lise les données ; on ne peut verrouiller le téléphone que tant qu’il est en ligne.',
  },
  'mobile-storage-full': {
    text: 'Sur un vieux téléphone, les applications plantent et les photos ne s’enregistrent plus. Quelle est la cause probable ?',
    right: 'Son stockage est plein',
    wrong: [
      'Sa carte SIM est pleine de contacts',
      'Son appareil photo est cassé et fait attendre les applications',
      'Ses applications sont plus récentes que sa carte SIM',
    ],
    explanation:
      'Les applications ont besoin d’espace libre pour travailler, et beaucoup échouent sans le dire.',
  },
  'mobile-update-block': {
    text: 'Une application dit ne plus prendre en charge cette version du système, et aucune mise à jour n’est proposée. Qu’est-ce qui est vrai ?',
    right: 'Le fabricant a cessé les mises à jour : prendre la version web ou un autre appareil',
    wrong: [
      'Un retour aux réglages d’usine apporte la mise à jour, car il supprime ce qui la bloquait',
      'La nouvelle carte SIM de l’opérateur débloque la mise à jour',
      'Le mot de passe du magasin d’applications a expiré, il ne propose donc rien',
    ],
    explanation:
      'Les mises à jour du système s’arrêtent quelques années après la sortie d’un appareil, et les applications suivent.',
  },
  'mobile-mail-sync': {
    text: 'Depuis qu’une personne a changé le mot de passe de sa messagerie, son téléphone ne reçoit plus de courrier. Que doit-elle faire ?',
    right: 'Saisir le nouveau dans les réglages du compte, ou se reconnecter',
    wrong: [
      'Supprimer les plus vieux messages, car le nouveau mot de passe exige un nouvel index',
      'Retirer à l’application le droit aux données mobiles et le lui rendre',
      'Attendre un jour que le téléphone ait récupéré le nouveau mot de passe',
    ],
    explanation:
      'Le téléphone présente toujours l’ancien mot de passe tant qu’on ne lui a pas dit le nouveau.',
  },
  'mobile-torch-permissions': {
    text: 'Une application de lampe de poche demande les contacts et la position. Que conseillez-vous ?',
    right: 'Refuser, et en prendre une autre',
    wrong: [
      'Accepter, car les applications en ont besoin pour démarrer',
      'N’accepter qu’en Wi-Fi',
      'Éteindre le téléphone ensuite',
    ],
    explanation:
      'Rien de ce que fait une lampe n’exige ces données ; elles serviraient donc à quelqu’un d’autre.',
  },
  'mobile-viewport': {
    text: 'Une page web s’affiche minuscule sur les téléphones, comme réduite d’un écran de bureau. Que lui manque-t-il ?',
    right: 'L’élément meta viewport avec width=device-width',
    wrong: [
      'Un certificat pour les navigateurs mobiles',
      'Une feuille de style avec de plus petits caractères pour les petits écrans',
      'Une seconde adresse telle que m.example.com avec ses propres pages',
    ],
    explanation:
      'Sans lui, les téléphones mettent la page en forme sur environ 980 pixels de large et la réduisent.',
  },
};
