import type { QuizWords } from '../question.ts';

export const cloudWords: QuizWords = {
  'cloud-shared-responsibility': {
    text: 'Vous louez une machine virtuelle chez un fournisseur cloud. Qui installe les mises à jour de sécurité de son système d’exploitation ?',
    right: 'Vous',
    wrong: ['Le fournisseur, toujours', 'Personne, puisque l’image est à jour', 'Le fabricant du processeur'],
    explanation:
      'Avec l’infrastructure à la demande (IaaS), la part du fournisseur s’arrête sous le système invité.',
  },
  'cloud-public-bucket': {
    text: 'Un bucket de stockage doit être partagé avec un seul partenaire. Quelle est la bonne façon ?',
    right: 'Une stratégie pour l’identité du partenaire, ou des liens qui expirent',
    wrong: [
      'Un accès public en lecture, avec un nom long et difficile à deviner',
      'Les clés du compte principal, envoyées au partenaire par e-mail chiffré',
      'Un accès public en écriture pendant une journée',
    ],
    explanation:
      'Les noms de buckets publics se trouvent par balayage ; les identités et les liens qui expirent peuvent être retirés.',
  },
  'cloud-leaked-key': {
    text: 'Une clé d’accès a été poussée dans un dépôt public puis retirée une minute plus tard. Et maintenant ?',
    right: 'La révoquer, en créer une autre et examiner le journal d’audit',
    wrong: [
      'Rien, puisqu’elle y est restée moins d’une minute et que le commit a disparu',
      'Rendre le dépôt privé et le renommer, pour que personne ne le trouve',
      'Surveiller la facture pendant un mois',
    ],
    explanation: 'Des robots lisent les push publics en quelques secondes, et l’historique garde la clé.',
  },
  'cloud-availability-zone': {
    text: 'Pourquoi faire tourner deux instances dans des zones de disponibilité différentes ?',
    right: 'Pour que la panne d’un centre de données n’arrête pas le service',
    wrong: [
      'Pour que le fournisseur facture chacune d’elles à moitié prix',
      'Pour se passer de sauvegardes, puisque tout existe en deux exemplaires',
      'Pour que les gens de chaque zone aient leur propre nom de domaine',
    ],
    explanation:
      'Chaque zone a son alimentation, son refroidissement et son réseau ; contre les erreurs, il faut toujours des sauvegardes.',
  },
  'cloud-container-data': {
    text: 'Après la recréation d’un conteneur, les données écrites à l’intérieur ont disparu. Pourquoi ?',
    right: 'Elles étaient dans la couche du conteneur, pas sur un volume',
    wrong: [
      'L’image était trop grande pour garder les données de ses conteneurs',
      'Le port du conteneur n’était pas publié sur l’hôte, où sont gardées les données',
      'Le conteneur a été arrêté sans avoir été mis en pause',
    ],
    explanation: 'La couche inscriptible vit et meurt avec son conteneur ; les volumes lui survivent.',
  },
  'cloud-crashloop': {
    text: 'Un pod Kubernetes est en CrashLoopBackOff. Que lisez-vous d’abord ?',
    right: 'Les journaux de l’exécution précédente de son conteneur, et ses événements',
    wrong: [
      'La liste de tous les nœuds, pour en trouver un qui a plus de mémoire libre que celui-ci',
      'Le Dockerfile de l’image, pour voir si son image de base est la dernière',
      'Les stratégies réseau du cluster',
    ],
    explanation: 'Le conteneur démarre et s’arrête sans cesse ; ses derniers mots disent donc pourquoi.',
  },
  'cloud-cold-start': {
    text: 'Avec des fonctions serverless, la première requête après une pause est lente. Comment appelle-t-on cela ?',
    right: 'Un démarrage à froid',
    wrong: ['Un split-brain', 'Un défaut de page', 'Une situation de compétition'],
    explanation: 'La plateforme doit d’abord démarrer une nouvelle instance et charger le code.',
  },
  'cloud-security-group': {
    text: 'Le serveur web d’une nouvelle machine virtuelle tourne, « curl localhost » y fonctionne, mais personne ne l’atteint. Que regarder d’abord ?',
    right: 'Le pare-feu ou le groupe de sécurité, et l’adresse d’écoute du serveur',
    wrong: [
      'La gamme de prix, car les moins chères ne sont pas joignables depuis Internet',
      'Le disque, car un disque plein refuse les nouvelles connexions',
      'Le fuseau horaire, car les certificats en dépendent',
    ],
    explanation:
      'Ce qui marche en local et pas de l’extérieur est retenu par l’adresse d’écoute ou par un pare-feu.',
  },
  'cloud-cost-surprise': {
    text: 'Qu’est-ce qui évite le mieux qu’une expérience oubliée devienne une grosse facture ?',
    right: 'Des budgets avec alertes, un responsable et une date de fin par ressource',
    wrong: [
      'Une machine plus rapide, pour que l’expérience finisse plus tôt et coûte moins cher',
      'Un second compte, pour que sa facture reste séparée des autres',
      'Payer sur facture, ce qui peut se contester',
    ],
    explanation: 'Une alerte prévient avant la fin du mois, et les étiquettes disent à qui demander.',
  },
};
