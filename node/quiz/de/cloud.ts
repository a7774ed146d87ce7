import type { QuizWords } from '../question.ts';

export const cloudWords: QuizWords = {
  'cloud-shared-responsibility': {
    text: 'Du mietest eine virtuelle Maschine bei einem Cloud-Anbieter. Wer installiert die Sicherheitsupdates ihres Betriebssystems?',
    right: 'Du selbst',
    wrong: ['Immer der Anbieter', 'Niemand, das Image ist ja aktuell', 'Der Hersteller des Prozessors'],
    explanation: 'Bei Infrastructure as a Service endet der Teil des Anbieters unterhalb des Gastsystems.',
  },
  'cloud-public-bucket': {
    text: 'Ein Storage-Bucket soll mit einem einzelnen Partner geteilt werden. Was ist der saubere Weg?',
    right: 'Eine Richtlinie für die Identität des Partners oder Links, die ablaufen',
    wrong: [
      'Öffentlicher Lesezugriff mit einem langen Namen, der schwer zu erraten ist',
      'Die Schlüssel des Hauptkontos, die dem Partner per verschlüsselter E-Mail geschickt werden',
      'Öffentlicher Schreibzugriff für einen Tag',
    ],
    explanation:
      'Die Namen öffentlicher Buckets werden durch Scannen gefunden; Identitäten und ablaufende Links kann man zurücknehmen.',
  },
  'cloud-leaked-key': {
    text: 'Ein Zugangsschlüssel wurde in ein öffentliches Repository gepusht und eine Minute später entfernt. Was nun?',
    right: 'Ihn widerrufen, einen neuen erzeugen und das Audit-Log prüfen',
    wrong: [
      'Nichts, denn er stand keine Minute lang dort und der Commit ist weg',
      'Das Repository privat machen und umbenennen, damit es niemand findet',
      'Einen Monat lang die Rechnung im Auge behalten',
    ],
    explanation:
      'Bots lesen öffentliche Pushes innerhalb von Sekunden, und die Historie behält den Schlüssel.',
  },
  'cloud-availability-zone': {
    text: 'Wozu betreibt man zwei Instanzen in verschiedenen Availability Zones?',
    right: 'Damit der Ausfall eines Rechenzentrums den Dienst nicht anhält',
    wrong: [
      'Damit der Anbieter für jede von ihnen nur den halben Preis berechnet',
      'Damit man keine Backups braucht, weil ja alles zweimal vorhanden ist',
      'Damit Menschen in beiden Zonen ihren eigenen Domainnamen bekommen',
    ],
    explanation:
      'Zonen haben eigenen Strom, eigene Kühlung und eigenes Netz; gegen Fehler braucht man weiterhin Backups.',
  },
  'cloud-container-data': {
    text: 'Nachdem ein Container neu erstellt wurde, sind die Daten weg, die in ihm geschrieben wurden. Warum?',
    right: 'Sie lagen in seiner eigenen Schicht statt auf einem Volume',
    wrong: [
      'Das Image war zu groß, um die Daten seiner Container zu behalten',
      'Der Port des Containers war nicht zum Host freigegeben, wo die Daten liegen',
      'Der Container wurde beendet, ohne vorher angehalten zu werden',
    ],
    explanation: 'Die beschreibbare Schicht lebt und stirbt mit ihrem Container; Volumes überdauern ihn.',
  },
  'cloud-crashloop': {
    text: 'Ein Kubernetes-Pod ist im Zustand CrashLoopBackOff. Was liest du zuerst?',
    right: 'Die Logs des vorigen Laufs seines Containers und seine Events',
    wrong: [
      'Die Liste aller Nodes, um einen mit mehr freiem Speicher zu finden',
      'Das Dockerfile des Images, um zu sehen, ob sein Basis-Image das neueste ist',
      'Die Netzwerkrichtlinien des Clusters',
    ],
    explanation: 'Der Container startet und endet immer wieder; seine letzten Worte sagen, warum.',
  },
  'cloud-cold-start': {
    text: 'Bei serverlosen Funktionen ist die erste Anfrage nach einer Pause langsam. Wie nennt man das?',
    right: 'Kaltstart',
    wrong: ['Split-Brain', 'Seitenfehler', 'Race Condition'],
    explanation: 'Die Plattform muss erst eine neue Instanz starten und den Code laden.',
  },
  'cloud-security-group': {
    text: 'Auf einer neuen virtuellen Maschine läuft der Webserver, „curl localhost“ klappt dort, aber niemand erreicht ihn. Was zuerst?',
    right: 'Firewall oder Security Group, und auf welcher Adresse er lauscht',
    wrong: [
      'Die Preisklasse, denn die billigeren sind aus dem Internet gar nicht erreichbar',
      'Die Festplatte, denn eine volle lehnt neue Verbindungen ab',
      'Die Zeitzone, denn von ihr hängen Zertifikate ab',
    ],
    explanation:
      'Was lokal geht und von außen nicht, hält die Adresse auf, auf der es lauscht, oder eine Firewall.',
  },
  'cloud-cost-surprise': {
    text: 'Was verhindert am besten, dass aus einem vergessenen Experiment eine große Rechnung wird?',
    right: 'Budgets mit Warnungen, und je Ressource Verantwortliche und ein Enddatum',
    wrong: [
      'Eine schnellere Maschine, damit das Experiment früher fertig ist und weniger kostet',
      'Ein zweites Konto, damit seine Rechnung von den anderen getrennt bleibt',
      'Zahlung auf Rechnung, die man anfechten kann',
    ],
    explanation: 'Eine Warnung kommt vor dem Monatsende, und Tags sagen, wen man fragen kann.',
  },
};
