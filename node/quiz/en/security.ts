import type { Question } from '../question.ts';

export const securityQuestions: readonly Question[] = [
  {
    id: 'security-phishing-clicked',
    text: 'A user typed their password into a phishing page ten minutes ago. What first?',
    right: 'Change it from a clean device, end all sessions, and report it',
    wrong: [
      'Delete the mail and empty the bin, so that nobody clicks it again',
      'Wait whether something unusual happens, and change it if so',
      'Run a full virus scan, and go on working if nothing is found',
    ],
    explanation: 'The attacker uses what was entered at once, and open sessions outlive a changed password.',
  },
  {
    id: 'security-ransomware',
    text: 'Files on a computer are being encrypted before your eyes. What first?',
    right: 'Take it off the network, and call those responsible for incidents',
    wrong: [
      'Connect the backup disk and save what has not been encrypted yet',
      'Start a full virus scan, and wait until it has removed the program',
      'Write to the address in the note and ask for the price',
    ],
    explanation:
      'Off the network it cannot reach shares and backups; a connected backup would be encrypted too.',
  },
  {
    id: 'security-password-storage',
    text: 'How does a server keep passwords?',
    right: 'As salted hashes of a slow function such as Argon2id',
    wrong: [
      'Encrypted with AES-256, with a key that is kept in the code',
      'As SHA-256, which nobody has broken so far',
      'In plain text, in a table that only the server can read',
    ],
    explanation: 'A slow, salted hash makes guessing expensive even for somebody who has the whole table.',
  },
  {
    id: 'security-url',
    text: 'Which of these addresses belongs to example.com?',
    right: 'https://login.example.com/reset',
    wrong: [
      'https://example.com.login-service.net/',
      'https://example-com.net/login',
      'https://login.net/example.com/reset',
    ],
    explanation: 'What counts is the end of the host name, before the first single slash.',
  },
  {
    id: 'security-patch-priority',
    text: 'Which of these holes is closed first?',
    right: 'One that is being exploited, in a server on the Internet',
    wrong: [
      'One with the highest score, in a program that nobody has installed',
      'One in a test machine that is not connected to any network',
      'One that was reported first, whatever it is',
    ],
    explanation: 'Urgency comes from exposure and exploitation, not from the score alone.',
  },
  {
    id: 'security-mfa-fatigue',
    text: 'A user gets sign-in prompts on the phone again and again without having signed in. What is going on?',
    right: 'Somebody has their password and hopes for one careless tap',
    wrong: [
      'The app was updated and confirms its old sessions one by one',
      'The phone’s clock is slow, so that each prompt is repeated until it fits',
      'The server tests whether the phone can still be reached',
    ],
    explanation:
      'The prompts start only after a right password, so it must be changed and the prompts refused.',
  },
  {
    id: 'security-usb',
    text: 'Somebody found a USB stick in the car park and wants to know whose it is. What do you advise?',
    right: 'Do not plug it in; hand it to the security team',
    wrong: [
      'Plug it in, but open only files whose names tell the owner',
      'Plug it into a computer that has an up-to-date virus scanner',
      'Format it first, which removes everything dangerous',
    ],
    explanation: 'It may act as a keyboard or carry malware the moment it is plugged in.',
  },
  {
    id: 'security-https-means',
    text: 'What does the padlock of HTTPS tell a user?',
    right: 'The connection is encrypted, and the host has proved its name',
    wrong: [
      'The site’s owner is honest and has been checked by an authority',
      'The site contains no malware, as its certificate would be withdrawn otherwise',
      'The site stores everything in encrypted form',
    ],
    explanation: 'A fraudulent site gets a certificate for its own name as easily as anyone.',
  },
  {
    id: 'security-evidence',
    text: 'A server was broken into. Why not simply reinstall it at once?',
    right: 'Memory, logs and disk may show how they came in; else they do so again',
    wrong: [
      'A reinstallation is against the law as long as nobody has been convicted of the break-in',
      'The attacker would notice it and delete the backups',
      'A reinstalled server gets a new address, which users do not know',
    ],
    explanation: 'First cut it off and keep the evidence, then rebuild and close the way in.',
  },
];
