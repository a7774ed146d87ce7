import type { Question } from './question.ts';

export const softwareQuestions: readonly Question[] = [
  {
    id: 'software-first-question',
    text: 'A program “suddenly” fails for one user. Which question helps most at the beginning?',
    right: 'What exactly does the message say, and what changed since it last worked?',
    wrong: [
      'How old is the computer?',
      'Have you reinstalled everything?',
      'Which program do you like better?',
    ],
    explanation: 'The exact error and the last change narrow the cause down before anything is touched.',
  },
  {
    id: 'software-clean-profile',
    text: 'An application crashes for one account and works for another on the same computer. What does that suggest?',
    right: 'The cause is in the first account’s profile, settings or permissions',
    wrong: [
      'The application is not installed',
      'The computer has too little memory',
      'The licence server is down',
    ],
    explanation: 'Everything the two accounts share works, so the difference is in what they do not share.',
  },
  {
    id: 'software-semver',
    text: 'In semantic versioning, what does going from 2.4.1 to 3.0.0 announce?',
    right: 'Changes that are not compatible with what used 2.x',
    wrong: ['Only fixes', 'New features that break nothing', 'A new licence'],
    explanation: 'The first number grows when the public interface changes incompatibly.',
  },
  {
    id: 'software-port-in-use',
    text: 'A server program stops at start with “EADDRINUSE”. What does it mean?',
    right: 'Another process already listens on that address and port',
    wrong: ['The disk is full', 'The network cable is out', 'The program lacks memory'],
    explanation:
      'Two processes cannot normally listen on the same port; find the other one or choose another port.',
  },
  {
    id: 'software-safe-mode',
    text: 'What is the point of starting a system or a program in safe mode?',
    right: 'To see whether the fault is gone when drivers or extensions that are not essential stay out',
    wrong: ['To encrypt the disk', 'To make it faster for good', 'To remove all user data'],
    explanation: 'If the fault disappears, one of the parts that were left out causes it.',
  },
  {
    id: 'software-mojibake',
    text: 'A CSV file shows “MÃ¼ller” instead of “Müller”. What happened?',
    right: 'UTF-8 text was read as Latin-1 or Windows-1252',
    wrong: ['The font is missing', 'The file was truncated', 'The file was compressed twice'],
    explanation: 'The two bytes of ü in UTF-8 are Ã and ¼ when each is taken for a letter.',
  },
  {
    id: 'software-memory-leak',
    text: 'A service uses more memory every day until it is restarted. What is the best next step?',
    right: 'Compare heap snapshots over time to find what keeps growing',
    wrong: ['Buy more memory', 'Lower the log level', 'Delete its configuration'],
    explanation: 'A steady growth is a leak or an unbounded cache, and snapshots show which objects stay.',
  },
  {
    id: 'software-permission-denied',
    text: 'After an update a service cannot write its log: “permission denied”. What do you do?',
    right: 'Check which account it runs as and give that account the right to this folder only',
    wrong: ['Run it as administrator', 'Allow everyone to write everywhere', 'Turn logging off'],
    explanation: 'The least right that lets it work fixes the fault without opening the system.',
  },
  {
    id: 'software-reproduce',
    text: 'Why reproduce a fault before fixing it?',
    right: 'So that you can tell whether your change removed it',
    wrong: ['To find whom to blame', 'Because updates require it', 'To fill the log'],
    explanation: 'Without a way to make it happen, its absence after a change proves nothing.',
  },
];
