import type { QuizWords } from '../question.ts';

export const accountWords: QuizWords = {
  'account-verify-caller': {
    text: 'Jemand ruft an, gibt sich als Mitglied der Direktion aus und will sofort ein neues Passwort. Was tust du?',
    right: 'Auf dem vereinbarten Weg prüfen, wer es ist, bevor du etwas änderst',
    wrong: [
      'Es zurücksetzen, denn eine Anweisung der Leitung geht vor allem anderen',
      'Es zurücksetzen und das neue an die private Adresse schicken, die genannt wird',
      'Zum Beweis nach dem alten Passwort fragen und es dann zurücksetzen',
    ],
    explanation:
      'Dringlichkeit und Rang sind die üblichen Mittel des Social Engineering; deshalb gilt das Verfahren für alle.',
  },
  'account-lockout-source': {
    text: 'Ein Konto ist wenige Minuten nach jedem Entsperren wieder gesperrt, obwohl niemand es gerade benutzt. Was ist am wahrscheinlichsten?',
    right: 'Ein Gerät oder Dienst meldet sich noch mit einem alten Passwort an',
    wrong: [
      'Die Tastaturbelegung der Anmeldeseite ist eine andere als die gewohnte',
      'Das Konto ist in zu vielen Gruppen, um rechtzeitig geprüft zu werden',
      'Der Bildschirmschoner sperrt mit dem Bildschirm auch das Konto',
    ],
    explanation:
      'Telefone, verbundene Netzlaufwerke und geplante Aufgaben versuchen es weiter mit dem Passwort von vor der Änderung.',
  },
  'account-ask-password': {
    text: 'Wann darf jemand, der hilft, nach dem Passwort fragen?',
    right: 'Nie',
    wrong: ['Wenn es Zeit spart', 'In einem verschlüsselten Chat', 'Wenn man sich vertraut'],
    explanation: 'Ein Passwort beweist nur so lange, wer jemand ist, wie sonst niemand es kennt.',
  },
  'account-totp-clock': {
    text: 'Alle Codes aus einer Authenticator-App werden abgelehnt, obwohl das Konto eingerichtet ist. Was prüfst du zuerst?',
    right: 'Ob die Uhr des Telefons richtig geht',
    wrong: ['Ob das Telefon mobile Daten hat', 'Wie lang das Passwort ist', 'Die Sprache des Telefons'],
    explanation:
      'Zeitbasierte Codes werden aus der Uhrzeit berechnet; gehen die Uhren um Minuten auseinander, sind alle falsch.',
  },
  'account-lost-factor': {
    text: 'Jemand hat das Telefon mit dem zweiten Faktor verloren. Wie kommt man sicher wieder ins Konto?',
    right: 'Identität prüfen, dann Wiederherstellungscode oder neuer Faktor',
    wrong: [
      'Den zweiten Faktor abschalten, denn offenbar kann die Person nicht darauf aufpassen',
      'Bis das Telefon gefunden ist, das Konto einer Kollegin mitbenutzen',
      'Die Codes an irgendeine Nummer schicken, die per E-Mail genannt wird',
    ],
    explanation: 'Der zweite Faktor ist nur so stark wie der Weg um ihn herum.',
  },
  'account-leaver': {
    text: 'Jemand verlässt heute die Organisation. Was muss mit dem Konto geschehen?',
    right: 'Sperren, Sitzungen und Tokens beenden, Daten nach den Regeln übergeben',
    wrong: [
      'Anzeigenamen und Bild ändern, damit niemand mehr aus Versehen an dieses Konto schreibt',
      'Es so lassen, bis sein Passwort abläuft',
      'Das Passwort der Nachfolge geben, die die Daten braucht',
    ],
    explanation: 'Ein neues Passwort allein lässt offene Sitzungen und Tokens am Leben.',
  },
  'account-sso-loop': {
    text: 'Jemand wird zwischen einer Anwendung und der Anmeldeseite hin- und hergeschickt. Was versuchst du zuerst?',
    right: 'Ein privates Fenster, und ob die Cookies der Seite blockiert sind',
    wrong: [
      'Ein neues Passwort, weil das alte jedes Mal zurückgeschickt wird',
      'Einen anderen Computer, weil die Schleife in der Hardware dieses Geräts steckt',
      'Ein größeres Postfach, weil Bestätigungen vielleicht nicht ankommen',
    ],
    explanation:
      'Solche Schleifen kommen meist von Sitzungs-Cookies, die veraltet sind, blockiert werden oder unterwegs verloren gehen.',
  },
  'account-least-privilege': {
    text: 'Jemand muss einen gemeinsamen Ordner lesen. Was gibst du?',
    right: 'Die Mitgliedschaft in der Gruppe, die diesen Ordner lesen darf',
    wrong: [
      'Administratorrechte, auf eine Woche begrenzt',
      'Das Passwort einer Kollegin, die schon Zugriff auf den Ordner hat',
      'Schreibrechte auf den Ordner darüber, die auch für diesen gelten',
    ],
    explanation:
      'So wenig Rechte wie nötig, über Gruppen vergeben: Das bleibt überschaubar und lässt sich zurücknehmen.',
  },
  'account-unknown-address': {
    text: 'Wie soll eine Seite „Passwort vergessen“ antworten, wenn sie die Adresse nicht kennt?',
    right: 'Mit denselben Worten wie bei einer bekannten',
    wrong: [
      '„Mit dieser Adresse gibt es kein Konto“',
      'Mit einer Liste ähnlicher Adressen zur Auswahl',
      'Indem sie mit dieser Adresse ein neues Konto anlegt',
    ],
    explanation: 'An einer anderen Antwort könnte jeder ablesen, wer ein Konto hat.',
  },
};
