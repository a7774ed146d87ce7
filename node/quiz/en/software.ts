import type { Question } from '../question.ts';

export const softwareQuestions: readonly Question[] = [
  {
    id: 'software-first-question',
    text: 'A program “suddenly” fails for one user. Which question helps most at the beginning?',
    right: 'What exactly does the message say, and what changed since it last worked?',
    wrong: [
      'How old is the computer, and when does its warranty end?',
      'Have you already reinstalled the program, and if that did not help, the system?',
      'Do other people find this program unreliable, too?',
    ],
    explanation: 'The exact error and the last change narrow the cause down before anything is touched.',
  },
  {
    id: 'software-clean-profile',
    text: 'An application crashes for one account and works for another on the same computer. What does that suggest?',
    right: 'It lies in the first account’s profile, settings or permissions',
    wrong: [
      'The application was not installed completely for all accounts',
      'The computer has too little memory for two accounts at once',
      'The licence server is down or does not know this computer yet',
    ],
    explanation: 'Everything the two accounts share works, so the difference is in what they do not share.',
  },
  {
    id: 'software-semver',
    text: 'In semantic versioning, what does going from 2.4.1 to 3.0.0 announce?',
    right: 'Changes that are not compatible with what used 2.x',
    wrong: [
      'Only fixes, after more than ninety-nine smaller releases',
      'New features that break nothing written for 2.x',
      'A rewrite in another programming language',
    ],
    explanation: 'The first number grows when the public interface changes incompatibly.',
  },
  {
    id: 'software-port-in-use',
    text: 'A server program stops at start with “EADDRINUSE”. What does it mean?',
    right: 'Another process already listens on that address and port',
    wrong: [
      'The address is not one of this computer’s network cards’',
      'The user who starts it may not open network connections',
      'The network is overloaded, so the system refuses new servers',
    ],
    explanation:
      'Two processes cannot normally listen on the same port; find the other one or choose another port.',
  },
  {
    id: 'software-safe-mode',
    text: 'What is the point of starting a system or a program in safe mode?',
    right: 'To see whether the fault goes away without drivers or extensions that are not essential',
    wrong: [
      'To protect the data by encrypting it while you look for the fault on the disk',
      'To make the system faster by leaving out for good what is not needed',
      'To return all settings to those of the day of installation',
    ],
    explanation: 'If the fault disappears, one of the parts that were left out causes it.',
  },
  {
    id: 'software-mojibake',
    text: 'A CSV file shows “MÃ¼ller” instead of “Müller”. What happened?',
    right: 'UTF-8 text was read as Latin-1 or Windows-1252',
    wrong: [
      'The font lacks the letter ü and shows two others',
      'The file was damaged on its way by e-mail',
      'Latin-1 text was read as UTF-8, which has two bytes for ü',
    ],
    explanation: 'The two bytes of ü in UTF-8 are Ã and ¼ when each is taken for a letter.',
  },
  {
    id: 'software-memory-leak',
    text: 'A service uses more memory every day until it is restarted. What is the best next step?',
    right: 'Compare heap snapshots over time to see what grows',
    wrong: [
      'Give it more memory and watch whether it needs that as well',
      'Restart it every night by a timer, since that is known to help',
      'Lower the log level so that it writes less',
    ],
    explanation: 'A steady growth is a leak or an unbounded cache, and snapshots show which objects stay.',
  },
  {
    id: 'software-permission-denied',
    text: 'After an update a service cannot write its log: “permission denied”. What do you do?',
    right: 'Find out which account it runs as and give that account write access to this folder',
    wrong: [
      'Run it as administrator, because services need to write in many places',
      'Allow everyone to write in this folder and those above it, and see if that is enough',
      'Turn logging off, as it worked before without that message',
    ],
    explanation: 'The least right that lets it work fixes the fault without opening the system.',
  },
  {
    id: 'software-reproduce',
    text: 'Why reproduce a fault before fixing it?',
    right: 'So that you can tell whether your change removed it',
    wrong: [
      'So that you know who caused it and can inform them',
      'So that the log contains enough lines to be analysed',
      'So that the user sees that the report is taken seriously',
    ],
    explanation: 'Without a way to make it happen, its absence after a change proves nothing.',
  },
];
