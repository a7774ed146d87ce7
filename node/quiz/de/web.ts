import type { QuizWords } from '../question.ts';

export const webWords: QuizWords = {
  'web-status-502': {
    text: 'Eine Website antwortet mit „502 Bad Gateway“. Wo siehst du nach?',
    right: 'Beim Server hinter dem Proxy: Er ist aus oder antwortet Unsinn',
    wrong: [
      'Bei der Sitzung: Sie ist abgelaufen, und der Proxy kann sie nicht erneuern',
      'Beim Browser: Er unterstützt diese Version von HTTP nicht mehr',
      'Bei der Adresse: Sie ist endgültig umgezogen',
    ],
    explanation: 'Der Proxy wurde erreicht und bekam vom Server hinter ihm keine gültige Antwort.',
  },
  'web-cors': {
    text: 'Der Browser blockiert eine Anfrage mit einem CORS-Fehler, doch mit curl geht dieselbe Anfrage. Warum?',
    right: 'Der Server erlaubt diesen Origin nicht, und nur Browser setzen das durch',
    wrong: [
      'Der Server ist durch Skripte überlastet, und curl wird zuerst bedient',
      'Der Browser ist nicht angemeldet, während curl immer das Administratorkonto benutzt',
      'Die Seite kommt über HTTPS, das curl ignoriert',
    ],
    explanation: 'CORS ist eine Regel, die Browser auf Skripte von einem anderen Origin anwenden.',
  },
  'web-cache': {
    text: 'Nach einem Deployment sehen manche noch das alte Skript. Was löst das auf Dauer?',
    right: 'Dateinamen mit Inhalts-Hash und eine Seite, die jedes Mal neu geprüft wird',
    wrong: [
      'Eine Mail, die nach jedem Deployment alle bittet, den Cache zu leeren',
      'Eine längere Cache-Zeit, damit Browser die Dateien seltener holen und weniger Fehler machen',
      'Ein größerer Server, damit neue Dateien früher ankommen',
    ],
    explanation:
      'Eine geänderte Datei hat dann eine neue Adresse, sodass kein Cache mit der alten antworten kann.',
  },
  'web-xss': {
    text: 'Ein Kommentar zeigt Text, den Leute eingegeben haben. Wie verhinderst du, dass Skripte darin laufen?',
    right: 'Als Text statt als HTML einfügen, dazu eine Content Security Policy',
    wrong: [
      'Ihn per POST statt GET senden, damit er nicht in der Adresse steht',
      'Vor dem Speichern jedes „<script>“ daraus entfernen und ihn auf 500 Zeichen begrenzen',
      'Ihn im Browser prüfen, bevor das Formular gesendet wird',
    ],
    explanation: 'Was als Text eingefügt wird, wird nie geparst, und die Policy hält auf, was durchrutscht.',
  },
  'web-mixed-content': {
    text: 'Nach dem Umzug auf HTTPS laden einige Skripte nicht mehr. Was sagt die Konsole am wahrscheinlichsten?',
    right: 'Mixed Content: Sie werden noch über http:// angefordert',
    wrong: [
      'Quota exceeded: Verschlüsselte Skripte brauchen mehr Speicher',
      'Not modified: Die Skripte lagen schon vor dem Umzug im Cache',
      'Too many redirects: Jedes Skript wird zweimal verschlüsselt',
    ],
    explanation: 'Browser blockieren auf einer sicheren Seite Skripte, die über einfaches HTTP kommen.',
  },
  'web-certificate-chain': {
    text: 'Ein Zertifikat wird von Desktop-Browsern akzeptiert, von manchen Apps und curl aber nicht. Was ist die klassische Ursache?',
    right: 'Der Server schickt das Zwischenzertifikat nicht mit',
    wrong: [
      'Das Zertifikat gilt nur für Desktop-Computer',
      'Der Server benutzt HTTP/2, das Apps und curl nicht kennen',
      'Der Schlüssel des Zertifikats ist länger, als Apps verarbeiten können',
    ],
    explanation:
      'Desktop-Browser finden ein fehlendes Zwischenzertifikat oft selbst; andere Programme nicht.',
  },
  'web-cookie-httponly': {
    text: 'Was bewirkt das Attribut HttpOnly eines Cookies?',
    right: 'Es hindert Skripte in der Seite daran, das Cookie zu lesen',
    wrong: [
      'Es schickt das Cookie über einfaches HTTP, aber nicht über HTTPS',
      'Es verschlüsselt das Cookie zwischen Browser und Server',
      'Es hindert andere Websites daran, das Cookie mitzuschicken',
    ],
    explanation:
      'Ein eingeschleustes Skript kann die Sitzung dann nicht forttragen, in der Seite aber weiterhin handeln.',
  },
  'web-layout-shift': {
    text: 'Text springt, während eine Seite ihre Bilder lädt. Was ist das einfache Mittel?',
    right: 'Den Bildern Breite und Höhe geben, damit Platz freigehalten wird',
    wrong: [
      'Die Bilder von einer zweiten Domain laden, damit sie vor dem Text ankommen',
      'Den Text in eine Tabelle neben die Bilder setzen',
      'Die Bilder in ein Format mit weniger Farben umwandeln',
    ],
    explanation: 'Kennt der Browser die Proportionen, hält er den Platz frei, bevor die Datei da ist.',
  },
  'web-label': {
    text: 'Warum braucht jedes Formularfeld ein Label, das zu ihm gehört?',
    right: 'Screenreader sagen es an, und ein Klick darauf führt ins Feld',
    wrong: [
      'Browser weigern sich, ein Formular mit einem Feld ohne Label zu senden',
      'Die Seite lädt damit schneller, weil der Browser weiß, was eingegeben wird',
      'Es wird zusammen mit der Eingabe gespeichert',
    ],
    explanation: 'Ein Platzhalter verschwindet beim Tippen und ist für Hilfstechnik kein verlässlicher Name.',
  },
};
