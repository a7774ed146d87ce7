import type { QuizWords } from '../question.ts';

export const mobileWords: QuizWords = {
  'mobile-no-notifications': {
    text: 'Eine App zeigt keine Benachrichtigungen, ihre Nachrichten sind aber da, wenn man sie öffnet. Was prüfst du zuerst?',
    right: 'Ihre Benachrichtigungsrechte, „Nicht stören“ und den Energiesparmodus',
    wrong: [
      'Die PIN der SIM-Karte und ob sie erneuert werden muss',
      'Das Passwort der App, das für jede Benachrichtigung erneut eingegeben werden muss',
      'Den freien Speicher, weil jede Benachrichtigung aufgehoben wird',
    ],
    explanation:
      'Die Nachrichten gibt es; unterdrückt wird also der Hinweis oder die Arbeit der App im Hintergrund.',
  },
  'mobile-battery': {
    text: 'Der Akku eines Telefons hält seit letzter Woche nur noch einen halben Tag. Was zuerst?',
    right: 'In der Akkustatistik nachsehen, welche App am meisten verbraucht und was sich änderte',
    wrong: [
      'Den Akku tauschen, denn Akkus verlieren im Alter innerhalb einer Woche die Hälfte ihrer Kapazität',
      'Das Telefon auf Werkseinstellungen zurücksetzen und alles neu installieren',
      'Es nur bis 50 % laden, um den Akku zu trainieren',
    ],
    explanation:
      'Eine plötzliche Änderung hat meist eine Ursache in der Software, und die Statistik nennt sie.',
  },
  'mobile-data-only-wifi': {
    text: 'Ein Telefon kann telefonieren und SMS senden, hat aber keine mobilen Daten; WLAN geht. Was prüfst du?',
    right: 'Ob mobile Daten an sind, das Datenvolumen und den Zugangspunkt (APN)',
    wrong: [
      'Ob Bluetooth mit einem Gerät gekoppelt ist, das die Daten im Hintergrund verbraucht',
      'Das WLAN-Passwort, das auch für mobile Daten gilt',
      'Ob die SIM-Karte zu alt zum Telefonieren ist',
    ],
    explanation: 'Anrufe zeigen, dass SIM und Empfang in Ordnung sind; den APN brauchen nur die Daten.',
  },
  'mobile-lost-phone': {
    text: 'Jemand hat das Telefon mit den Firmenmails verloren. Was geschieht zuerst?',
    right: 'Es aus der Ferne sperren oder löschen und seine Sitzungen beenden',
    wrong: [
      'Warten, bis der Akku leer ist, denn dann kann niemand mehr etwas lesen',
      'Ein neues mit derselben Nummer bestellen und das Backup darauf zurückspielen',
      'So lange anrufen, bis jemand abnimmt',
    ],
    explanation:
      'Es kommt darauf an, dass niemand die Daten liest; sperren kann man nur, solange das Telefon online ist.',
  },
  'mobile-storage-full': {
    text: 'Auf einem alten Telefon stürzen Apps ab, und Bilder lassen sich nicht speichern. Was ist die wahrscheinliche Ursache?',
    right: 'Sein Speicher ist voll',
    wrong: [
      'Seine SIM-Karte ist voll mit Kontakten',
      'Seine Kamera ist defekt und lässt Apps warten',
      'Seine Apps sind neuer als seine SIM-Karte',
    ],
    explanation: 'Apps brauchen freien Speicher, um zu arbeiten, und viele scheitern, ohne es zu sagen.',
  },
  'mobile-update-block': {
    text: 'Eine App sagt, sie unterstütze diese Version des Systems nicht mehr, und kein Update wird angeboten. Was stimmt?',
    right: 'Der Hersteller liefert keine Updates mehr: Webversion oder anderes Gerät nutzen',
    wrong: [
      'Das Zurücksetzen auf Werkseinstellungen bringt das Update, weil es entfernt, was es blockiert hat',
      'Die neue SIM-Karte des Anbieters schaltet das Update frei',
      'Das Passwort des App-Stores ist abgelaufen, darum bietet er nichts an',
    ],
    explanation: 'Systemupdates enden einige Jahre nach Erscheinen eines Geräts, und die Apps folgen.',
  },
  'mobile-mail-sync': {
    text: 'Seit jemand das Mailpasswort geändert hat, kommen auf dem Telefon keine neuen Mails an. Was ist zu tun?',
    right: 'Das neue Passwort in den Kontoeinstellungen eingeben oder sich neu anmelden',
    wrong: [
      'Die ältesten Mails löschen, weil das neue Passwort einen neuen Index braucht',
      'Der Mail-App die Erlaubnis für mobile Daten entziehen und sie ihr wieder geben',
      'Einen Tag warten, bis das Telefon das neue Passwort abgeholt hat',
    ],
    explanation: 'Das Telefon legt weiter das alte Passwort vor, bis man ihm das neue sagt.',
  },
  'mobile-torch-permissions': {
    text: 'Eine Taschenlampen-App will auf Kontakte und Standort zugreifen. Was rätst du?',
    right: 'Ablehnen und eine andere App nehmen',
    wrong: [
      'Erlauben, weil Apps das zum Starten brauchen',
      'Nur im WLAN erlauben',
      'Das Telefon danach ausschalten',
    ],
    explanation:
      'Nichts, was eine Taschenlampe tut, braucht diese Daten; sie würden also jemand anderem dienen.',
  },
  'mobile-viewport': {
    text: 'Eine Webseite erscheint auf Telefonen winzig, als wäre sie vom Desktop verkleinert. Was fehlt ihr?',
    right: 'Das Meta-Element viewport mit width=device-width',
    wrong: [
      'Ein Zertifikat für mobile Browser',
      'Ein Stylesheet mit kleinerer Schrift für kleine Bildschirme',
      'Eine zweite Adresse wie m.example.com mit eigenen Seiten',
    ],
    explanation: 'Ohne es legen Telefone die Seite etwa 980 Pixel breit an und verkleinern sie.',
  },
};
