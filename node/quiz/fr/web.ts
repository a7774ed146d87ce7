import type { QuizWords } from '../question.ts';

export const webWords: QuizWords = {
  'web-status-502': {
    text: 'Un site répond « 502 Bad Gateway ». Où regardez-vous ?',
    right: 'Du côté du serveur derrière le proxy : arrêté, ou ses réponses n’ont pas de sens',
    wrong: [
      'Du côté de la session : elle a expiré, et le proxy ne peut pas la renouveler de lui-même',
      'Du côté du navigateur : il ne prend plus en charge cette version de HTTP',
      'Du côté de l’adresse : elle a déménagé pour de bon',
    ],
    explanation: 'Le proxy a été atteint et n’a pas reçu de réponse valable du serveur derrière lui.',
  },
  'web-cors': {
    text: 'Le navigateur bloque une requête avec une erreur CORS, alors que la même requête marche avec curl. Pourquoi ?',
    right: 'Le serveur n’autorise pas cette origine, et seuls les navigateurs l’imposent',
    wrong: [
      'Le serveur est surchargé par des scripts, et curl est servi en premier',
      'Le navigateur n’est pas connecté, alors que curl utilise toujours le compte de l’administrateur',
      'La page est servie en HTTPS, que curl ignore',
    ],
    explanation: 'CORS est une règle que les navigateurs appliquent aux scripts d’une autre origine.',
  },
  'web-cache': {
    text: 'Après un déploiement, certaines personnes voient encore l’ancien script. Qu’est-ce qui règle cela pour de bon ?',
    right: 'Des noms de fichiers avec une empreinte du contenu, et une page toujours revalidée',
    wrong: [
      'Un message qui demande à tous de vider le cache après chaque déploiement',
      'Un cache plus long, pour que les navigateurs chargent les fichiers moins souvent et se trompent moins',
      'Un serveur plus grand, pour que les nouveaux fichiers arrivent plus tôt',
    ],
    explanation:
      'Un fichier modifié a alors une nouvelle adresse : aucun cache ne peut répondre avec l’ancien.',
  },
  'web-xss': {
    text: 'Un commentaire affiche du texte saisi par des gens. Comment empêcher que des scripts s’y exécutent ?',
    right: 'L’insérer comme texte, pas comme HTML, et ajouter une content security policy',
    wrong: [
      'L’envoyer en POST plutôt qu’en GET, pour qu’il n’apparaisse pas dans l’adresse',
      'En retirer chaque « <script> » avant de l’enregistrer, et le limiter à 500 caractères',
      'Le vérifier dans le navigateur avant l’envoi du formulaire',
    ],
    explanation: 'Ce qui est inséré comme texte n’est jamais analysé, et la policy arrête ce qui passerait.',
  },
  'web-mixed-content': {
    text: 'Après le passage à HTTPS, certains scripts ne se chargent plus. Que dit très probablement la console ?',
    right: 'Mixed content : ils sont encore demandés par http://',
    wrong: [
      'Quota exceeded : les scripts chiffrés prennent plus de mémoire',
      'Not modified : les scripts étaient en cache avant le passage',
      'Too many redirects : chaque script est chiffré deux fois',
    ],
    explanation: 'Sur une page sécurisée, les navigateurs bloquent les scripts chargés en HTTP simple.',
  },
  'web-certificate-chain': {
    text: 'Un certificat est accepté par les navigateurs de bureau, mais pas par certaines applications ni par curl. Quelle est la cause classique ?',
    right: 'Le serveur n’envoie pas le certificat intermédiaire',
    wrong: [
      'Le certificat ne vaut que pour les ordinateurs de bureau',
      'Le serveur utilise HTTP/2, que les applications et curl ne connaissent pas',
      'La clé du certificat est plus longue que ce que les applications acceptent',
    ],
    explanation:
      'Les navigateurs de bureau trouvent souvent d’eux-mêmes un intermédiaire manquant ; d’autres programmes, non.',
  },
  'web-cookie-httponly': {
    text: 'Que fait l’attribut HttpOnly d’un cookie ?',
    right: 'Il empêche les scripts de la page de lire le cookie',
    wrong: [
      'Il envoie le cookie en HTTP simple, mais pas en HTTPS',
      'Il chiffre le cookie entre le navigateur et le serveur',
      'Il empêche d’autres sites de joindre le cookie',
    ],
    explanation:
      'Un script injecté ne peut alors pas emporter la session, même s’il peut encore agir dans la page.',
  },
  'web-layout-shift': {
    text: 'Le texte saute pendant qu’une page charge ses images. Quel est le remède simple ?',
    right: 'Donner aux images leur largeur et leur hauteur, pour réserver la place',
    wrong: [
      'Charger les images depuis un second domaine, pour qu’elles arrivent avant le texte',
      'Mettre le texte dans un tableau à côté des images',
      'Convertir les images dans un format avec moins de couleurs',
    ],
    explanation:
      'S’il connaît les proportions, le navigateur garde la place libre avant que le fichier arrive.',
  },
  'web-label': {
    text: 'Pourquoi chaque champ de formulaire a-t-il besoin d’une étiquette qui lui appartient ?',
    right: 'Les lecteurs d’écran l’annoncent, et cliquer dessus mène au champ',
    wrong: [
      'Les navigateurs refusent d’envoyer un formulaire dont un champ n’a pas d’étiquette',
      'La page se charge plus vite, car le navigateur sait ce qui sera saisi',
      'Elle est enregistrée avec ce qui a été saisi',
    ],
    explanation:
      'Un texte indicatif disparaît pendant la saisie et n’est pas un nom fiable pour les technologies d’assistance.',
  },
};
