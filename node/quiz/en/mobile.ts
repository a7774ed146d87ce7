import type { Question } from '../question.ts';

export const mobileQuestions: readonly Question[] = [
  {
    id: 'mobile-no-notifications',
    text: 'One app shows no notifications while its messages arrive when it is opened. What do you check first?',
    right: 'Its notification permission, do-not-disturb, and battery saving',
    wrong: [
      'The PIN of the SIM card and whether it has to be renewed',
      'The app’s password, which has to be entered again for each notification',
      'The free storage, because each notification is kept',
    ],
    explanation:
      'The messages exist, so what is suppressed is the notice or the app’s work in the background.',
  },
  {
    id: 'mobile-battery',
    text: 'A phone’s battery lasts half a day since last week. What first?',
    right: 'See in the battery statistics which app uses most, and what changed then',
    wrong: [
      'Replace the battery, since batteries lose half of their capacity within a week when they age',
      'Reset the phone to factory settings and install everything again',
      'Charge it to 50 % only, to train the battery',
    ],
    explanation: 'A sudden change mostly has a cause in software, and the statistics name it.',
  },
  {
    id: 'mobile-data-only-wifi',
    text: 'A phone has calls and SMS but no mobile data; Wi-Fi works. What do you check?',
    right: 'Whether mobile data is on, the allowance, and the access point (APN)',
    wrong: [
      'Whether Bluetooth is paired with a device that uses the data up in the background',
      'The password of the Wi-Fi, which mobile data shares',
      'Whether the SIM card is too old for calls',
    ],
    explanation: 'Calls show that SIM and signal work, and the APN is what data alone needs.',
  },
  {
    id: 'mobile-lost-phone',
    text: 'A user lost the phone with company mail on it. What is done first?',
    right: 'Lock or wipe it remotely and end its sessions',
    wrong: [
      'Wait until its battery is empty, since then nobody can read it',
      'Order a new one with the same number and restore the backup on it',
      'Call it until somebody answers',
    ],
    explanation:
      'What counts is that nobody reads the data; locking is possible only while the phone is on line.',
  },
  {
    id: 'mobile-storage-full',
    text: 'Apps crash and pictures cannot be saved on an old phone. What is the likely cause?',
    right: 'Its storage is full',
    wrong: [
      'Its SIM card is full of contacts',
      'Its camera is broken and makes apps wait',
      'Its apps are newer than its SIM card',
    ],
    explanation: 'Apps need free storage to work, and many fail without saying so.',
  },
  {
    id: 'mobile-update-block',
    text: 'An app says it no longer supports this version of the system, and no update is offered. What is true?',
    right: 'The maker stopped updating it: use the web version or another device',
    wrong: [
      'A reset to factory settings brings the update, as it removes what blocked it',
      'The operator’s new SIM card unlocks the update',
      'The app store’s password has expired, so it offers nothing',
    ],
    explanation: 'System updates end some years after a device’s release, and apps follow.',
  },
  {
    id: 'mobile-mail-sync',
    text: 'Since a user changed their mail password, the phone gets no new mail. What do they do?',
    right: 'Enter the new password in the account settings, or sign in again',
    wrong: [
      'Delete the oldest mails, because the new password needs a new index',
      'Remove the mail app’s permission to use mobile data and give it back',
      'Wait a day until the phone has fetched the new password',
    ],
    explanation: 'The phone still presents the old password until it is told the new one.',
  },
  {
    id: 'mobile-torch-permissions',
    text: 'A torch app asks for contacts and location. What do you advise?',
    right: 'Refuse, and use another app',
    wrong: [
      'Allow it, since apps need that to start',
      'Allow it on Wi-Fi only',
      'Turn the phone off afterwards',
    ],
    explanation: 'Nothing a torch does needs these data, so they would serve somebody else.',
  },
  {
    id: 'mobile-viewport',
    text: 'A web page appears tiny on phones, as if shrunk from a desktop. What is missing in it?',
    right: 'The viewport meta element with width=device-width',
    wrong: [
      'A certificate for mobile browsers',
      'A style sheet with smaller fonts for small screens',
      'A second address such as m.example.com with its own pages',
    ],
    explanation: 'Without it phones lay the page out about 980 pixels wide and scale it down.',
  },
];
