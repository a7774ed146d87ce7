import type { QuizWords } from '../question.ts';

export const securityWords: QuizWords = {
  'security-phishing-clicked': {
    text: 'Jemand hat vor zehn Minuten das eigene Passwort auf einer Phishing-Seite eingegeben. Was zuerst?',
    right: 'Es von einem sauberen Gerät aus ändern, alle Sitzungen beenden, den Vorfall melden',
    wrong: [
      'Die Mail löschen und den Papierkorb leeren, damit niemand mehr darauf klickt',
      'Abwarten, ob etwas Ungewöhnliches passiert, und es in diesem Fall ändern',
      'Einen vollständigen Virenscan laufen lassen und weiterarbeiten, wenn er nichts findet',
    ],
    explanation:
      'Was eingegeben wurde, wird sofort benutzt, und offene Sitzungen überleben ein geändertes Passwort.',
  },
  'security-ransomware': {
    text: 'Vor deinen Augen werden Dateien auf einem Computer verschlüsselt. Was zuerst?',
    right: 'Ihn vom Netz nehmen und die Zuständigen für Vorfälle rufen',
    wrong: [
      'Die Backup-Platte anschließen und retten, was noch nicht verschlüsselt ist',
      'Einen vollständigen Virenscan starten und warten, bis er das Programm entfernt hat',
      'An die Adresse in der Nachricht schreiben und nach dem Preis fragen',
    ],
    explanation:
      'Ohne Netz erreicht es keine Freigaben und Backups; ein angeschlossenes Backup würde mitverschlüsselt.',
  },
  'security-password-storage': {
    text: 'Wie bewahrt ein Server Passwörter auf?',
    right: 'Als Hashes mit Salt, mit einer langsamen Funktion wie Argon2id',
    wrong: [
      'Mit AES-256 verschlüsselt, mit einem Schlüssel, der im Code steht',
      'Als SHA-256, das bisher niemand geknackt hat',
      'Im Klartext, in einer Tabelle, die nur der Server selbst lesen darf',
    ],
    explanation:
      'Ein langsamer Hash mit Salt macht das Raten teuer, selbst für jemanden, der die ganze Tabelle hat.',
  },
  'security-url': {
    text: 'Welche dieser Adressen gehört zu example.com?',
    right: 'https://login.example.com/reset',
    wrong: [
      'https://example.com.login-service.net/',
      'https://example-com.net/login',
      'https://login.net/example.com/reset',
    ],
    explanation: 'Es zählt das Ende des Hostnamens, vor dem ersten einzelnen Schrägstrich.',
  },
  'security-patch-priority': {
    text: 'Welche dieser Lücken wird zuerst geschlossen?',
    right: 'Eine, die schon ausgenutzt wird, in einem Server im Internet',
    wrong: [
      'Eine mit der höchsten Bewertung, in einem Programm, das niemand installiert hat',
      'Eine in einer Testmaschine, die an keinem Netz hängt',
      'Die zuerst gemeldete, gleich welche es ist',
    ],
    explanation:
      'Dringend macht eine Lücke, dass sie erreichbar ist und ausgenutzt wird, nicht die Bewertung allein.',
  },
  'security-mfa-fatigue': {
    text: 'Auf einem Telefon kommen immer wieder Anmeldeanfragen, obwohl sich die Person nicht angemeldet hat. Was geht da vor?',
    right: 'Jemand hat ihr Passwort und hofft auf ein unachtsames Tippen',
    wrong: [
      'Die App wurde aktualisiert und bestätigt ihre alten Sitzungen nacheinander',
      'Die Uhr des Telefons geht nach, sodass jede Anfrage wiederholt wird, bis sie passt',
      'Der Server prüft, ob das Telefon noch erreichbar ist',
    ],
    explanation:
      'Die Anfragen beginnen erst nach dem richtigen Passwort: Es muss geändert, die Anfragen müssen abgelehnt werden.',
  },
  'security-usb': {
    text: 'Jemand hat auf dem Parkplatz einen USB-Stick gefunden und möchte wissen, wem er gehört. Was rätst du?',
    right: 'Nicht einstecken; dem Sicherheitsteam geben',
    wrong: [
      'Einstecken, aber nur Dateien öffnen, deren Namen den Besitzer verraten',
      'In einen Computer stecken, der einen aktuellen Virenscanner hat',
      'Zuerst formatieren, das entfernt alles Gefährliche',
    ],
    explanation: 'Er kann sich als Tastatur ausgeben oder Schadsoftware tragen, sobald er eingesteckt ist.',
  },
  'security-https-means': {
    text: 'Was sagt das Schloss von HTTPS?',
    right: 'Die Verbindung ist verschlüsselt, und der Host hat seinen Namen bewiesen',
    wrong: [
      'Wem die Website gehört, der ist ehrlich und von einer Behörde geprüft',
      'Die Website enthält keine Schadsoftware, denn sonst würde ihr das Zertifikat entzogen',
      'Die Website speichert alles in verschlüsselter Form',
    ],
    explanation:
      'Eine betrügerische Website bekommt ein Zertifikat für ihren eigenen Namen so leicht wie jede andere.',
  },
  'security-evidence': {
    text: 'In einen Server wurde eingebrochen. Warum ihn nicht einfach sofort neu aufsetzen?',
    right: 'Speicher, Logs und Platte können den Weg zeigen; sonst geht es wieder so',
    wrong: [
      'Eine Neuinstallation ist verboten, solange niemand für den Einbruch verurteilt worden ist',
      'Die Angreifer würden es bemerken und die Backups löschen',
      'Ein neu aufgesetzter Server bekommt eine neue Adresse, die niemand kennt',
    ],
    explanation:
      'Erst vom Netz trennen und die Spuren sichern, dann neu aufbauen und den Weg hinein schließen.',
  },
};
