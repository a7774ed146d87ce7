import type { QuizWords } from '../question.ts';

export const otherWords: QuizWords = {
  'other-vague-report': {
    text: 'Jemand schreibt nur „geht nicht“. Was antwortest du?',
    right: 'Freundlich fragen: was getan, was erwartet, was stattdessen passiert ist',
    wrong: [
      'Um eine genauere Beschreibung bitten und das Anliegen schließen, wenn nicht bald Antwort kommt',
      'Eine Liste der zehn Dinge schicken, die den meisten helfen',
      'Sagen, was du dahinter vermutest und wie man das behebt',
    ],
    explanation:
      'Diese drei Antworten braucht man mindestens, und die meisten geben sie gern, wenn man fragt.',
  },
  'other-one-change': {
    text: 'Warum ändert man bei der Fehlersuche immer nur eine Sache auf einmal?',
    right: 'Damit du weißt, welche Änderung es war',
    wrong: [
      'Damit man dir bei jedem Schritt folgen kann',
      'Damit das System Zeit hat, sich daran zu gewöhnen',
      'Damit nichts aufgeschrieben werden muss',
    ],
    explanation:
      'Nach mehreren Änderungen auf einmal kennt man weder von einer Heilung noch von einem neuen Fehler die Ursache.',
  },
  'other-halve': {
    text: 'Ein Fehler liegt irgendwo in einer Kette von acht Schritten. Wo prüfst du zuerst?',
    right: 'In der Mitte',
    wrong: [
      'Beim ersten Schritt, dann einen nach dem anderen',
      'Nur beim letzten Schritt',
      'Bei einem Schritt, dessen Name passt',
    ],
    explanation: 'Jede Prüfung in der Mitte halbiert den Rest; für acht Schritte genügen also drei.',
  },
  'other-angry-user': {
    text: 'Jemand ist wütend, weil das Warten Stunden gedauert hat. Was zuerst?',
    right: 'Es anerkennen und sagen, was du jetzt tust und wann du dich meldest',
    wrong: [
      'Erklären, wie viele andere warten, und dass manche von ihnen noch länger warten',
      'Nach der Seriennummer fragen, denn eine schnelle Lösung ist die beste Entschuldigung',
      'Im selben Ton antworten, damit klar wird, wie sich das anfühlt',
    ],
    explanation: 'Wer sich gehört fühlt und weiß, was als Nächstes kommt, kann mit dir am Fehler arbeiten.',
  },
  'other-dont-know': {
    text: 'Du weißt die Antwort nicht. Was hilft der anderen Person am meisten?',
    right: 'Es sagen, es herausfinden oder an jemanden abgeben, der es weiß',
    wrong: [
      'Die wahrscheinlichste Antwort geben, denn Sicherheit beruhigt die Leute',
      'Darum bitten, alles neu zu installieren, was ohnehin die meisten Probleme löst',
      'Ein wenig warten, denn viele Anliegen erledigen sich von selbst',
    ],
    explanation: 'Raten kostet Zeit und Vertrauen der anderen, eine Übergabe kostet eine Minute.',
  },
  'other-works-for-me': {
    text: 'Du kannst nicht nachstellen, was die andere Person sieht. Was ist der nächste Schritt?',
    right: 'Suchen, was anders ist: Version, Einstellungen, Rechte, Daten, Netz, Zeit',
    wrong: [
      'Mit „geht bei mir“ schließen, damit die Warteschlange zeigt, was wirklich noch offen ist',
      'Darum bitten, es so lange zu versuchen, bis es auch dort geht',
      'Um einen anderen Computer bitten, um diesen auszuschließen',
    ],
    explanation:
      'Dieselben Schritte mit anderem Ausgang heißen, dass sich etwas unterscheidet, und das ist die Ursache.',
  },
  'other-confirm-fix': {
    text: 'Wann ist ein Anliegen gelöst?',
    right: 'Wenn bestätigt ist, dass das Gebrauchte jetzt geht',
    wrong: [
      'Wenn du eine Lösung geschickt hast, die bei dir läuft',
      'Wenn die Fehlermeldung nicht mehr im Log erscheint',
      'Wenn einen Tag lang nichts mehr geschrieben wurde',
    ],
    explanation: 'Nur wer das Anliegen hat, kann sagen, ob der Bedarf erfüllt ist.',
  },
  'other-workaround': {
    text: 'Die Reparatur dauert drei Tage, und heute ist Abgabetermin. Was tust du?',
    right: 'Für heute einen Umweg anbieten und weiter reparieren',
    wrong: [
      'Die Reparatur übereilen und nach dem Termin testen',
      'Darum bitten, den Termin zu verschieben, weil ein Umweg die Ursache verdecken würde',
      'Das Anliegen schließen und in drei Tagen ein neues öffnen',
    ],
    explanation:
      'Wiederherzustellen, was die Leute brauchen, und die Ursache zu beseitigen sind zwei Aufgaben.',
  },
  'other-write-down': {
    text: 'Warum schreibt man auf, wie man ein Anliegen gelöst hat?',
    right: 'Damit beim nächsten Mal jemand den Weg findet, du eingeschlossen',
    wrong: [
      'Damit sich nachweisen lässt, wie lange das Anliegen gedauert und wer daran gearbeitet hat',
      'Damit man nachlesen kann, wer was falsch gemacht hat',
      'Damit niemand um Bestätigung bitten muss',
    ],
    explanation: 'Die meisten Fehler kommen wieder, bei jemand anderem.',
  },
};
