import type { QuizWords } from '../question.ts';

export const softwareWords: QuizWords = {
  'software-first-question': {
    text: 'Ein Programm läuft bei einer Person „plötzlich“ nicht mehr. Welche Frage hilft am Anfang am meisten?',
    right: 'Wie lautet die Meldung genau, und was hat sich geändert, seit es zuletzt ging?',
    wrong: [
      'Wie alt ist der Computer, und wann endet seine Garantie?',
      'Hast du das Programm schon neu installiert, und falls das nicht half, auch das ganze System?',
      'Finden auch andere Leute dieses Programm unzuverlässig?',
    ],
    explanation:
      'Die genaue Meldung und die letzte Änderung grenzen die Ursache ein, bevor man etwas anfasst.',
  },
  'software-clean-profile': {
    text: 'Eine Anwendung stürzt bei einem Konto ab und läuft bei einem anderen auf demselben Computer. Was legt das nahe?',
    right: 'Es liegt an Profil, Einstellungen oder Rechten des ersten Kontos',
    wrong: [
      'Die Anwendung wurde nicht vollständig für alle Konten installiert',
      'Der Computer hat zu wenig Speicher für zwei Konten auf einmal',
      'Der Lizenzserver ist aus oder kennt diesen Computer noch nicht',
    ],
    explanation: 'Alles, was beide Konten teilen, geht; der Unterschied liegt in dem, was sie nicht teilen.',
  },
  'software-semver': {
    text: 'Was kündigt in der semantischen Versionierung der Schritt von 2.4.1 zu 3.0.0 an?',
    right: 'Änderungen, die mit dem, was 2.x nutzte, nicht kompatibel sind',
    wrong: [
      'Nur Fehlerbehebungen, nach mehr als neunundneunzig kleineren Releases',
      'Neue Funktionen, die nichts brechen, was für 2.x geschrieben ist',
      'Eine Neufassung in einer anderen Programmiersprache',
    ],
    explanation: 'Die erste Zahl wächst, wenn sich die öffentliche Schnittstelle inkompatibel ändert.',
  },
  'software-port-in-use': {
    text: 'Ein Serverprogramm bricht beim Start mit „EADDRINUSE“ ab. Was heißt das?',
    right: 'Ein anderer Prozess lauscht schon auf dieser Adresse und diesem Port',
    wrong: [
      'Die Adresse gehört zu keiner Netzwerkkarte dieses Computers',
      'Wer es startet, darf keine Netzwerkverbindungen öffnen',
      'Das Netz ist überlastet, darum lehnt das System weitere Serverprogramme ab',
    ],
    explanation:
      'Zwei Prozesse können normalerweise nicht auf demselben Port lauschen; finde den anderen oder nimm einen anderen Port.',
  },
  'software-safe-mode': {
    text: 'Wozu startet man ein System oder Programm im abgesicherten Modus?',
    right: 'Um zu sehen, ob der Fehler ohne verzichtbare Treiber oder Erweiterungen verschwindet',
    wrong: [
      'Um die Daten durch Verschlüsselung zu schützen, während man den Fehler auf der Platte sucht',
      'Um das System schneller zu machen, indem es Unnötiges für immer weglässt',
      'Um alle Einstellungen auf die vom Tag der Installation zurückzusetzen',
    ],
    explanation: 'Verschwindet der Fehler, liegt er an einem der Teile, die weggelassen wurden.',
  },
  'software-mojibake': {
    text: 'Eine CSV-Datei zeigt „MÃ¼ller“ statt „Müller“. Was ist passiert?',
    right: 'UTF-8-Text wurde als Latin-1 oder Windows-1252 gelesen',
    wrong: [
      'Der Schrift fehlt der Buchstabe ü, sie zeigt zwei andere',
      'Die Datei wurde auf dem Weg per E-Mail beschädigt',
      'Latin-1-Text wurde als UTF-8 gelesen, das zwei Bytes für ü hat',
    ],
    explanation: 'Die zwei Bytes von ü in UTF-8 sind Ã und ¼, wenn jedes für einen Buchstaben gehalten wird.',
  },
  'software-memory-leak': {
    text: 'Ein Dienst braucht jeden Tag mehr Speicher, bis er neu gestartet wird. Was ist der beste nächste Schritt?',
    right: 'Heap-Snapshots über die Zeit vergleichen, um zu sehen, was wächst',
    wrong: [
      'Ihm mehr Speicher geben und beobachten, ob er auch den braucht',
      'Ihn jede Nacht per Timer neu starten, weil das bekanntlich hilft',
      'Das Log-Level senken, damit er weniger schreibt',
    ],
    explanation:
      'Stetiges Wachstum ist ein Leck oder ein unbegrenzter Cache, und Snapshots zeigen, welche Objekte bleiben.',
  },
  'software-permission-denied': {
    text: 'Nach einem Update kann ein Dienst sein Log nicht schreiben: „permission denied“. Was tust du?',
    right: 'Herausfinden, unter welchem Konto er läuft, und diesem Schreibrechte auf den Ordner geben',
    wrong: [
      'Ihn als Administrator laufen lassen, weil Dienste an vielen Stellen schreiben müssen',
      'Allen erlauben, in diesen Ordner und die darüber zu schreiben, und sehen, ob das wohl schon reicht',
      'Das Logging abschalten, denn vorher ging es ohne diese Meldung',
    ],
    explanation: 'Das kleinste Recht, mit dem es geht, behebt den Fehler, ohne das System zu öffnen.',
  },
  'software-reproduce': {
    text: 'Warum stellt man einen Fehler nach, bevor man ihn behebt?',
    right: 'Damit du weißt, ob deine Änderung ihn beseitigt hat',
    wrong: [
      'Damit du weißt, wer ihn verursacht hat, und Bescheid geben kannst',
      'Damit das Log genug Zeilen für eine Auswertung enthält',
      'Damit zu sehen ist, dass die Meldung ernst genommen wird',
    ],
    explanation: 'Ohne einen Weg, ihn auszulösen, beweist sein Ausbleiben nach einer Änderung nichts.',
  },
};
