import type { QuizWords } from '../question.ts';

export const securityWords: QuizWords = {
  'security-phishing-clicked': {
    text: 'Quelqu’un a saisi son mot de passe sur une page d’hameçonnage il y a dix minutes. Que faire d’abord ?',
    right: 'Le changer depuis un appareil sain, fermer toutes les sessions et le signaler',
    wrong: [
      'Supprimer le message et vider la corbeille, pour que personne n’y clique plus',
      'Attendre de voir s’il se passe quelque chose d’inhabituel, et le changer dans ce cas',
      'Lancer une analyse antivirus complète, et continuer à travailler si elle ne trouve rien',
    ],
    explanation:
      'L’attaquant se sert aussitôt de ce qui a été saisi, et les sessions ouvertes survivent à un changement de mot de passe.',
  },
  'security-ransomware': {
    text: 'Les fichiers d’un ordinateur sont en train d’être chiffrés sous vos yeux. Que faire d’abord ?',
    right: 'Le couper du réseau et appeler les responsables des incidents',
    wrong: [
      'Brancher le disque de sauvegarde et sauver ce qui n’est pas encore chiffré',
      'Lancer une analyse antivirus complète et attendre qu’elle ait retiré le programme',
      'Écrire à l’adresse de la note et demander le prix',
    ],
    explanation:
      'Hors du réseau, il n’atteint ni partages ni sauvegardes ; une sauvegarde branchée serait chiffrée elle aussi.',
  },
  'security-password-storage': {
    text: 'Comment un serveur conserve-t-il les mots de passe ?',
    right: 'En empreintes salées d’une fonction lente comme Argon2id',
    wrong: [
      'Chiffrés en AES-256, avec une clé qui se trouve dans le code',
      'En SHA-256, que personne n’a cassé jusqu’ici',
      'En clair, dans une table que seul le serveur peut lire',
    ],
    explanation:
      'Une empreinte lente et salée rend la recherche coûteuse, même pour qui possède toute la table.',
  },
  'security-url': {
    text: 'Laquelle de ces adresses appartient à example.com ?',
    right: 'https://login.example.com/reset',
    wrong: [
      'https://example.com.login-service.net/',
      'https://example-com.net/login',
      'https://login.net/example.com/reset',
    ],
    explanation: 'Ce qui compte est la fin du nom d’hôte, avant la première barre oblique simple.',
  },
  'security-patch-priority': {
    text: 'Laquelle de ces failles corrige-t-on en premier ?',
    right: 'Une faille déjà exploitée, dans un serveur exposé sur Internet',
    wrong: [
      'Celle qui a la note la plus élevée, dans un programme que personne n’a installé',
      'Une faille dans une machine de test reliée à aucun réseau',
      'Celle qui a été signalée en premier, quelle qu’elle soit',
    ],
    explanation: 'L’urgence vient de l’exposition et de l’exploitation, et non de la note seule.',
  },
  'security-mfa-fatigue': {
    text: 'Quelqu’un reçoit sans cesse sur son téléphone des demandes de connexion sans s’être connecté. Que se passe-t-il ?',
    right: 'Quelqu’un a son mot de passe et espère un appui distrait',
    wrong: [
      'L’application a été mise à jour et confirme une à une ses anciennes sessions',
      'L’horloge du téléphone retarde, et chaque demande se répète jusqu’à concorder',
      'Le serveur vérifie si le téléphone est encore joignable',
    ],
    explanation:
      'Les demandes ne viennent qu’après un bon mot de passe : il faut donc le changer, et refuser les demandes.',
  },
  'security-usb': {
    text: 'Quelqu’un a trouvé une clé USB sur le parking et veut savoir à qui elle est. Que conseillez-vous ?',
    right: 'Ne pas la brancher ; la remettre à l’équipe de sécurité',
    wrong: [
      'La brancher, mais n’ouvrir que les fichiers dont le nom indique le propriétaire',
      'La brancher sur un ordinateur dont l’antivirus est à jour',
      'La formater d’abord, ce qui retire tout ce qui est dangereux',
    ],
    explanation:
      'Elle peut se faire passer pour un clavier ou porter un logiciel malveillant dès qu’elle est branchée.',
  },
  'security-https-means': {
    text: 'Que dit le cadenas de HTTPS ?',
    right: 'La connexion est chiffrée, et l’hôte a prouvé son nom',
    wrong: [
      'Le propriétaire du site est honnête et une autorité l’a contrôlé',
      'Le site ne contient aucun logiciel malveillant, sinon son certificat serait retiré',
      'Le site conserve tout sous forme chiffrée',
    ],
    explanation:
      'Un site frauduleux obtient un certificat pour son propre nom aussi facilement que n’importe qui.',
  },
  'security-evidence': {
    text: 'Un serveur a été piraté. Pourquoi ne pas simplement le réinstaller tout de suite ?',
    right: 'Mémoire, journaux et disque peuvent montrer l’entrée ; sinon, cela recommence',
    wrong: [
      'Une réinstallation est illégale tant que personne n’a été condamné pour l’intrusion',
      'L’attaquant le remarquerait et supprimerait les sauvegardes',
      'Un serveur réinstallé reçoit une nouvelle adresse, que personne ne connaît',
    ],
    explanation: 'D’abord l’isoler et garder les traces, puis reconstruire et fermer la voie d’entrée.',
  },
};
