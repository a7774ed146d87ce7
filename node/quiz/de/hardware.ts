import type { QuizWords } from '../question.ts';

export const hardwareWords: QuizWords = {
  'hardware-no-power': {
    text: 'Ein Desktop-Computer zeigt beim Einschalten kein Licht und gibt keinen Ton von sich. Was prüfst du zuerst?',
    right: 'Steckdose, Netzkabel und den Schalter auf der Rückseite',
    wrong: [
      'Die Speichermodule, einen Steckplatz nach dem anderen',
      'Die Startreihenfolge in den Firmware-Einstellungen',
      'Die Grafikkarte, indem man sie in einem anderen Computer probiert',
    ],
    explanation:
      'Wenn es kein Zeichen von Strom gibt, liegen die billigsten und häufigsten Ursachen vor dem Computer.',
  },
  'hardware-beeps': {
    text: 'Ein Computer piept beim Start mehrmals und zeigt kein Bild. Wie findest du heraus, was das bedeutet?',
    right: 'Das Tonmuster für diesen Hersteller und diese Firmware nachschlagen',
    wrong: [
      'Das Betriebssystem neu installieren und die Töne noch einmal zählen',
      'Den Monitor und sein Kabel ersetzen, weil ja kein Bild zu sehen ist',
      'Den Soundtreiber aktualisieren',
    ],
    explanation: 'Die Töne kommen vom Selbsttest der Firmware, und jeder Hersteller hat seine eigenen.',
  },
  'hardware-clicking-disk': {
    text: 'Eine Festplatte klickt laut, und Dateien öffnen sich langsam. Die Daten sind nicht gesichert. Was zuerst?',
    right: 'Nicht weiter benutzen und die Daten herunterkopieren oder retten lassen',
    wrong: [
      'Sie defragmentieren, damit sich die Köpfe von nun an weniger bewegen müssen',
      'Das Dateisystem vollständig reparieren und ein Backup machen, sobald sie wieder gesund ist',
      'Sie mit Nullen füllen, um die Sektoren aufzufrischen',
    ],
    explanation:
      'Eine klickende Platte kann jeden Augenblick endgültig ausfallen, und jedes weitere Schreiben senkt die Chancen.',
  },
  'hardware-thermal': {
    text: 'Ein Laptop ist zehn Minuten lang schnell, dann langsam, und der Lüfter läuft auf Hochtouren. Was ist die wahrscheinliche Ursache?',
    right: 'Er wird zu heiß und drosselt: Staub, verdeckte Lüftung, alte Wärmeleitpaste',
    wrong: [
      'Seine Platte ist fast voll, sodass das System nach einer Weile Dateien umherschiebt',
      'Sein WLAN-Signal ist schwach, sodass der Prozessor mit wiederholten Paketen beschäftigt ist',
      'Sein Akku ist alt und liefert eine zu niedrige Spannung',
    ],
    explanation: 'Prozessoren senken ihren Takt, wenn sie ihre Temperaturgrenze erreichen.',
  },
  'hardware-static': {
    text: 'Was schützt Bauteile vor elektrostatischer Entladung, wenn du einen Computer öffnest?',
    right: 'Ein Erdungsarmband, oder das blanke Metall des geerdeten, ausgeschalteten Gehäuses berühren',
    wrong: [
      'Dicke Wollhandschuhe, damit die Finger die Kontakte eines Bauteils ganz sicher niemals berühren',
      'Auf einem Teppich zu stehen, der gegen den Boden isoliert',
      'Den Computer laufen zu lassen, damit der Strom abfließt',
    ],
    explanation:
      'Entladungen gibt es zwischen verschiedenen Potenzialen; du und das Gehäuse müsst also dasselbe haben.',
  },
  'hardware-memory-test': {
    text: 'Ein Computer stürzt zufällig mit wechselnden Fehlern ab, auch nach einer frischen Installation. Was prüfst du zuerst?',
    right: 'Den Arbeitsspeicher, mit einem Test außerhalb des Betriebssystems',
    wrong: [
      'Die Tastatur: ob sich eine Taste von selbst wiederholt',
      'Die Auslagerungsdatei, indem man sie auf eine andere Partition derselben Platte verschiebt',
      'Den Browser, indem man Cache und Erweiterungen leert',
    ],
    explanation:
      'Zufällige, wechselnde Fehler, die eine Neuinstallation überleben, deuten auf Speicher, Strom oder Hitze.',
  },
  'hardware-printer-stripes': {
    text: 'Ein Laserdrucker druckt in gleichen Abständen eine Stelle auf das Blatt, die nicht dorthin gehört. Was ist die übliche Ursache?',
    right: 'Eine beschädigte Trommel oder Walze mit diesem Umfang',
    wrong: [
      'Ein Papierformat im Treiber, das nicht zum Fach passt',
      'Eine langsame Netzwerkverbindung, die den Auftrag unterbricht',
      'Zu wenig Druckerspeicher für die ganze Seite',
    ],
    explanation:
      'Jede Umdrehung einer beschädigten Walze hinterlässt wieder ihre Spur; der Abstand verrät, welche es ist.',
  },
  'hardware-usb-c-charge': {
    text: 'Ein Laptop mit USB-C lädt am eigenen Ladegerät, aber nicht an dem eines Telefons. Was ist der wahrscheinliche Grund?',
    right: 'Es bietet zu wenig Leistung oder nicht die Spannung, die der Laptop braucht',
    wrong: [
      'Der Stecker ist falsch herum, was nur Telefone ausgleichen können',
      'Der Laptop lädt nur an Geräten seines eigenen Herstellers, wie es USB-C vorschreibt',
      'Ein USB-C-Kabel überträgt entweder Daten oder Strom, nie beides',
    ],
    explanation:
      'Über USB Power Delivery einigen sich beide Seiten auf Spannung und Strom, und ein Laptop darf zu wenig ablehnen.',
  },
  'hardware-cmos': {
    text: 'Ein Computer vergisst Datum und Firmware-Einstellungen, sobald er vom Netz getrennt wird. Was tauschst du aus?',
    right: 'Die Knopfzelle auf der Hauptplatine',
    wrong: [
      'Die Kondensatoren des Netzteils',
      'Den Chip, in dem die Firmware liegt',
      'Die Platte mit der Systempartition',
    ],
    explanation:
      'Die Knopfzelle versorgt die Uhr und auf vielen Platinen die Einstellungen, solange kein Netzstrom da ist.',
  },
};
