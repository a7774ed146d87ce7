import type { QuizWords } from '../question.ts';

export const databaseWords: QuizWords = {
  'database-slow-query': {
    text: 'Eine Abfrage wurde langsam, als ihre Tabelle wuchs. Was siehst du dir zuerst an?',
    right: 'Den Ausführungsplan: ob sie mangels Index die ganze Tabelle liest',
    wrong: [
      'Die Version des Client-Programms: ob eine neuere die Zeilen früher zeigen würde',
      'Die Zahl der Benutzerkonten, die die Tabelle lesen dürfen',
      'Die Länge ihrer Spaltennamen',
    ],
    explanation: 'Der Plan zeigt, was die Datenbank tut, und ein Full Scan wächst mit der Tabelle.',
  },
  'database-injection': {
    text: 'Wie verhindert man SQL-Injection?',
    right: 'Mit parametrisierten Abfragen',
    wrong: [
      'Indem man Fehlermeldungen der Datenbank nicht anzeigt',
      'Indem man Wörter wie SELECT aus der Eingabe entfernt',
      'Indem man nur angemeldete Personen zulässt',
    ],
    explanation: 'Ein Parameter wird nie als SQL gelesen, was immer er enthält.',
  },
  'database-deadlock': {
    text: 'Zwei Transaktionen ändern dieselben zwei Zeilen in umgekehrter Reihenfolge, und eine wird abgebrochen. Was hilft dauerhaft?',
    right: 'Zeilen überall in gleicher Reihenfolge sperren, Abgebrochenes wiederholen',
    wrong: [
      'Bei Änderungen, die nur zwei Zeilen auf einmal betreffen, auf Transaktionen verzichten',
      'Der Datenbank mehr Speicher für ihre Sperren geben',
      'Den Lock-Timeout unendlich machen, damit keine abgebrochen wird',
    ],
    explanation: 'Eine feste Reihenfolge macht den Kreis unmöglich, und das Wiederholen deckt den Rest ab.',
  },
  'database-backup-proof': {
    text: 'Woher weißt du, dass ein Backup gut ist?',
    right: 'Du hast es anderswo zurückgespielt und die Daten geprüft',
    wrong: [
      'Der Job endete ohne Fehler, und die des letzten Monats ebenso',
      'Die Datei ist ungefähr so groß wie die Datenbank',
      'Es wurde gleichzeitig an zwei Orte geschrieben',
    ],
    explanation: 'Nur das Zurückspielen zeigt, dass das Geschriebene lesbar und vollständig ist.',
  },
  'database-null': {
    text: "Welche Zeilen lässt „WHERE city <> 'Paris'“ in SQL außer denen in Paris noch weg?",
    right: 'Die, bei denen city NULL ist',
    wrong: ['Keine', 'Die mit einer leeren Zeichenkette', 'Die in Kleinbuchstaben'],
    explanation: 'Ein Vergleich mit NULL ist unbekannt, nicht wahr; solche Zeilen kommen also nicht durch.',
  },
  'database-isolation': {
    text: 'Zwei Verkäufer lesen den Bestand 1, und beide verkaufen das Stück. Welche Garantie fehlte?',
    right: 'Isolation: Bedingung auf den gespeicherten Wert, Sperre oder serialisierbar',
    wrong: [
      'Dauerhaftigkeit: Jeder Verkauf hätte vor der Bestätigung auf zwei Platten stehen müssen',
      'Referenzielle Integrität: ein Fremdschlüssel vom Verkauf zum Bestand',
      'Kapazität: ein größerer Connection-Pool',
    ],
    explanation:
      'Jeder schrieb auf der Grundlage eines Werts, den der andere schon geändert hatte (Lost Update).',
  },
  'database-composite-index': {
    text: 'Es gibt einen Index auf (country, city). Welche Suche kann er nicht gut bedienen?',
    right: 'Nur nach city',
    wrong: [
      'Nur nach country',
      'Nach country und city zusammen',
      'Nach country, das Ergebnis nach city sortiert',
    ],
    explanation:
      'Der Index ist zuerst nach country sortiert; die Einträge einer Stadt liegen über ihn verstreut.',
  },
  'database-pool-exhausted': {
    text: 'Eine Anwendung meldet „too many connections“, obwohl nur wenige sie benutzen. Was ist die übliche Ursache?',
    right: 'Verbindungen werden geöffnet und nicht zurückgegeben',
    wrong: [
      'Die Tabellen haben mehr Spalten als es Verbindungen gibt',
      'Das Backup läuft, während Leute arbeiten',
      'Die Uhr des Servers weicht von der der Clients ab',
    ],
    explanation:
      'Nicht zurückgegebene Verbindungen summieren sich bis zur Grenze des Servers, egal wie viele Leute ihn nutzen.',
  },
  'database-delete-where': {
    text: 'Du musst in der Produktion einige Zeilen von Hand löschen. Was ist der vorsichtige Weg?',
    right: 'Erst SELECT mit der Bedingung, dann in einer Transaktion löschen und nachzählen',
    wrong: [
      'Löschen und das Backup der letzten Nacht zurückspielen, falls sich jemand über fehlende Zeilen beklagt',
      'Die Tabelle exportieren, löschen und alles außer diesen Zeilen importieren',
      'Es nachts tun, wenn sonst niemand arbeitet',
    ],
    explanation:
      'Das SELECT zeigt, was verschwinden würde, und eine offene Transaktion lässt sich noch zurückrollen.',
  },
};
