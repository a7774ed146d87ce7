import type { Question } from './question.ts';

export const securityQuestions: readonly Question[] = [
  {
    id: 'security-phishing-clicked',
    text: 'A user typed their password into a phishing page ten minutes ago. What first?',
    right: 'Change the password from a clean device, end all sessions, and report it',
    wrong: ['Delete the mail', 'Wait whether something happens', 'Scold the user'],
    explanation: 'The attacker uses what was entered at once, and open sessions outlive a changed password.',
  },
  {
    id: 'security-ransomware',
    text: 'Files on a computer are being encrypted before your eyes. What first?',
    right: 'Take it off the network, and call the people responsible for incidents',
    wrong: ['Pay', 'Connect the backup disk to it', 'Start a full virus scan and wait'],
    explanation:
      'Off the network it cannot reach shares and backups; a connected backup would be encrypted too.',
  },
  {
    id: 'security-password-storage',
    text: 'How does a server keep passwords?',
    right: 'As salted hashes of a slow function such as Argon2id',
    wrong: [
      'Encrypted with a key in the code',
      'As SHA-256 without salt',
      'In plain text in a protected table',
    ],
    explanation: 'A slow, salted hash makes guessing expensive even for somebody who has the whole table.',
  },
  {
    id: 'security-url',
    text: 'Which of these addresses belongs to example.com?',
    right: 'https://login.example.com/reset',
    wrong: [
      'https://example.com.login.net/',
      'https://example-com.net/login',
      'https://login.net/example.com',
    ],
    explanation: 'What counts is the end of the host name, before the first single slash.',
  },
  {
    id: 'security-patch-priority',
    text: 'Which of these holes is closed first?',
    right: 'One that is being exploited, in a server reachable from the Internet',
    wrong: [
      'One with the highest number, in a program nobody installed',
      'One in a test machine without a network',
      'The one reported first',
    ],
    explanation: 'Urgency comes from exposure and exploitation, not from the score alone.',
  },
  {
    id: 'security-mfa-fatigue',
    text: 'A user gets sign-in prompts on the phone again and again without having signed in. What is going on?',
    right: 'Somebody has their password and hopes for one careless tap',
    wrong: ['The phone’s battery is weak', 'The app is being updated', 'The clock is slow'],
    explanation:
      'The prompts start only after a right password, so it must be changed and the prompts refused.',
  },
  {
    id: 'security-usb',
    text: 'Somebody found a USB stick in the car park and wants to know whose it is. What do you advise?',
    right: 'Do not plug it in; hand it to the security team',
    wrong: ['Plug it in and look', 'Plug it into a colleague’s computer', 'Format it and use it'],
    explanation: 'It may act as a keyboard or carry malware the moment it is plugged in.',
  },
  {
    id: 'security-https-means',
    text: 'What does the padlock of HTTPS tell a user?',
    right: 'The connection to the named host is encrypted and the host proved its name',
    wrong: ['The site is honest', 'The site has no malware', 'The site is run by a company'],
    explanation: 'A fraudulent site gets a certificate for its own name as easily as anyone.',
  },
  {
    id: 'security-evidence',
    text: 'A server was broken into. Why not simply reinstall it at once?',
    right: 'Memory, logs and disk may show how they came in, and without that they come in again',
    wrong: [
      'Reinstalling is against the law',
      'The attacker would be warned by the new version',
      'It takes too long',
    ],
    explanation: 'First cut it off and keep the evidence, then rebuild and close the way in.',
  },
];
