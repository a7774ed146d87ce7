import type { QuizWords } from '../question.ts';

export const databaseWords: QuizWords = {
  'database-slow-query': {
    text: 'Une requête est devenue lente à mesure que sa table grandissait. Que regardez-vous d’abord ?',
    right: 'Son plan d’exécution : si, faute d’index, elle lit toute la table',
    wrong: [
      'La version du programme client : si une plus récente montrerait les lignes plus tôt',
      'Le nombre de comptes qui peuvent lire la table',
      'La longueur de ses noms de colonnes',
    ],
    explanation:
      'Le plan montre ce que fait la base de données, et un parcours complet grandit avec la table.',
  },
  'database-injection': {
    text: 'Comment empêche-t-on l’injection SQL ?',
    right: 'Avec des requêtes paramétrées',
    wrong: [
      'En cachant les messages d’erreur de la base de données',
      'En retirant de la saisie des mots comme SELECT',
      'En n’admettant que des personnes connectées',
    ],
    explanation: 'Un paramètre n’est jamais analysé comme du SQL, quoi qu’il contienne.',
  },
  'database-deadlock': {
    text: 'Deux transactions modifient les deux mêmes lignes dans l’ordre inverse, et l’une est annulée. Quel est le remède durable ?',
    right: 'Prendre partout les lignes dans le même ordre, et réessayer',
    wrong: [
      'Se passer de transactions pour les modifications qui ne touchent que deux lignes',
      'Donner à la base de données plus de mémoire pour ses verrous',
      'Rendre infini le délai des verrous, pour qu’aucune ne soit annulée',
    ],
    explanation: 'Un ordre fixe rend le cycle impossible, et un nouvel essai couvre le reste.',
  },
  'database-backup-proof': {
    text: 'Comment savez-vous qu’une sauvegarde est bonne ?',
    right: 'Vous l’avez restaurée quelque part et avez vérifié les données',
    wrong: [
      'La tâche s’est terminée sans erreur, comme toutes celles du mois dernier',
      'Le fichier est à peu près aussi grand que la base de données',
      'Elle a été écrite à deux endroits en même temps',
    ],
    explanation: 'Seule une restauration montre que ce qui a été écrit peut être lu et est complet.',
  },
  'database-null': {
    text: "En SQL, quelles lignes « WHERE city <> 'Paris' » laisse-t-il de côté, en plus de celles de Paris ?",
    right: 'Celles où city est NULL',
    wrong: ['Aucune', 'Celles qui ont une chaîne vide', 'Celles qui sont en minuscules'],
    explanation: 'Une comparaison avec NULL est inconnue, et non vraie : ces lignes ne passent donc pas.',
  },
  'database-isolation': {
    text: 'Deux vendeurs lisent un stock de 1 et vendent tous deux l’article. Quelle garantie manquait ?',
    right: 'L’isolation : condition sur la valeur stockée, verrou ou sérialisable',
    wrong: [
      'La durabilité : chaque vente aurait dû être écrite sur deux disques avant confirmation',
      'L’intégrité référentielle : une clé étrangère de la vente vers le stock',
      'La capacité : un plus grand pool de connexions',
    ],
    explanation:
      'Chacun a écrit en partant d’une valeur que l’autre avait déjà changée (une mise à jour perdue).',
  },
  'database-composite-index': {
    text: 'Il y a un index sur (country, city). Quelle recherche ne peut-il pas bien servir ?',
    right: 'Par city seul',
    wrong: [
      'Par country seul',
      'Par country et city ensemble',
      'Par country, avec le résultat trié par city',
    ],
    explanation:
      'L’index est d’abord trié par country : les entrées d’une même ville y sont donc dispersées.',
  },
  'database-pool-exhausted': {
    text: 'Une application signale « too many connections » alors que peu de gens s’en servent. Quelle est la cause habituelle ?',
    right: 'Des connexions sont ouvertes et jamais rendues',
    wrong: [
      'Les tables ont plus de colonnes qu’il n’y a de connexions',
      'La sauvegarde tourne pendant que les gens travaillent',
      'L’horloge du serveur diffère de celle des clients',
    ],
    explanation:
      'Les connexions perdues s’accumulent jusqu’à la limite du serveur, quel que soit le nombre de personnes.',
  },
  'database-delete-where': {
    text: 'Vous devez supprimer à la main quelques lignes en production. Quelle est la façon prudente ?',
    right: 'D’abord SELECT avec la condition, puis supprimer dans une transaction et compter',
    wrong: [
      'Supprimer, et restaurer la sauvegarde de la nuit si quelqu’un se plaint de lignes manquantes',
      'Exporter la table, la supprimer et importer tout sauf les lignes en question',
      'Le faire la nuit, quand personne d’autre ne travaille',
    ],
    explanation:
      'Le SELECT montre ce qui disparaîtrait, et une transaction ouverte peut encore être annulée.',
  },
};
