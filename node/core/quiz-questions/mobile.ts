import type { Question } from './question.ts';

export const mobileQuestions: readonly Question[] = [
  {
    id: 'mobile-no-notifications',
    text: 'One app shows no notifications while its messages arrive when it is opened. What do you check first?',
    right: 'Its notification permission, do-not-disturb, and battery saving for this app',
    wrong: ['The SIM card’s PIN', 'The screen’s brightness', 'The phone’s storage encryption'],
    explanation:
      'The messages exist, so what is suppressed is the notice or the app’s work in the background.',
  },
  {
    id: 'mobile-battery',
    text: 'A phone’s battery lasts half a day since last week. What first?',
    right: 'Look in the battery statistics which app uses most, and what was installed or updated then',
    wrong: ['Replace the battery', 'Reset it to factory settings', 'Charge it only to 50 %'],
    explanation: 'A sudden change mostly has a cause in software, and the statistics name it.',
  },
  {
    id: 'mobile-data-only-wifi',
    text: 'A phone has calls and SMS but no mobile data; Wi-Fi works. What do you check?',
    right: 'Whether mobile data is on and allowed, the data allowance, and the access point (APN) settings',
    wrong: ['The Bluetooth pairing', 'The Wi-Fi password', 'The screen lock'],
    explanation: 'Calls show that SIM and signal work, and the APN is what data alone needs.',
  },
  {
    id: 'mobile-lost-phone',
    text: 'A user lost the phone with company mail on it. What is done first?',
    right: 'Lock or wipe it remotely and end its sessions',
    wrong: ['Wait a week in case it turns up', 'Order a new one', 'Delete the user’s account'],
    explanation:
      'What counts is that nobody reads the data; locking is possible only while the phone is on line.',
  },
  {
    id: 'mobile-storage-full',
    text: 'Apps crash and pictures cannot be saved on an old phone. What is the likely cause?',
    right: 'Its storage is full',
    wrong: ['Its SIM card is full of contacts', 'Its wallpaper is too bright', 'It has too many alarms'],
    explanation: 'Apps need free storage to work, and many fail without saying so.',
  },
  {
    id: 'mobile-update-block',
    text: 'An app says it no longer supports this version of the system, and no update is offered. What is true?',
    right:
      'The maker no longer updates this device; use the web version, an older app if it is safe, or another device',
    wrong: [
      'A reset to factory settings brings the update',
      'A new SIM card brings the update',
      'The app store’s password has expired',
    ],
    explanation: 'System updates end some years after a device’s release, and apps follow.',
  },
  {
    id: 'mobile-mail-sync',
    text: 'Since a user changed their mail password, the phone gets no new mail. What do they do?',
    right: 'Enter the new password in the account settings, or sign in again',
    wrong: ['Delete all mails', 'Buy more storage', 'Turn on flight mode'],
    explanation: 'The phone still presents the old password until it is told the new one.',
  },
  {
    id: 'mobile-permission-why',
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
    wrong: ['A mobile certificate', 'A smaller font file', 'A second domain name'],
    explanation: 'Without it phones lay the page out about 980 pixels wide and scale it down.',
  },
];
