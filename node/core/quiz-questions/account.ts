import type { Question } from './question.ts';

export const accountQuestions: readonly Question[] = [
  {
    id: 'account-verify-caller',
    text: 'Somebody calls, says they are a director, and wants their password reset at once. What do you do?',
    right: 'Verify who they are by the agreed way before changing anything',
    wrong: [
      'Reset it, because they outrank you',
      'Reset it and send the new password to the address they name',
      'Ask for their old password as proof',
    ],
    explanation:
      'Urgency and rank are the usual tools of social engineering, so the procedure holds for everyone.',
  },
  {
    id: 'account-lockout-source',
    text: 'An account is locked again minutes after each unlock, though its user does nothing. What is most likely?',
    right: 'A device or service still signs in with an old stored password',
    wrong: ['The keyboard layout is wrong', 'The account has too many groups', 'The screen saver is on'],
    explanation: 'Phones, mapped drives and scheduled tasks keep trying the password from before the change.',
  },
  {
    id: 'account-ask-password',
    text: 'When may a helper ask a user for their password?',
    right: 'Never',
    wrong: ['When it saves time', 'In an encrypted chat', 'When the user trusts them'],
    explanation: 'A password proves who somebody is only as long as nobody else knows it.',
  },
  {
    id: 'account-totp-clock',
    text: 'All codes from a user’s authenticator app are refused, though the account is set up. What do you check first?',
    right: 'Whether the phone’s clock is right',
    wrong: ['Whether the phone has mobile data', 'The length of the password', 'The phone’s language'],
    explanation:
      'Time-based codes are computed from the clock, and a few minutes’ error makes them all wrong.',
  },
  {
    id: 'account-lost-factor',
    text: 'A user lost the phone with their second factor. What is the sound way back in?',
    right: 'Verify their identity, use a recovery code or reset the factor, and enrol a new one',
    wrong: [
      'Turn the second factor off for good',
      'Lend them a colleague’s account',
      'Send codes to any number they give',
    ],
    explanation: 'The second factor is only as strong as the way around it.',
  },
  {
    id: 'account-leaver',
    text: 'Somebody leaves the organisation today. What has to happen with their account?',
    right: 'Disable it, end its sessions and tokens, and hand over its data by the rules',
    wrong: [
      'Change its display name',
      'Leave it until the password expires',
      'Give its password to the successor',
    ],
    explanation: 'A new password alone leaves open sessions and tokens alive.',
  },
  {
    id: 'account-sso-loop',
    text: 'A user is sent back and forth between an application and the sign-in page. What do you try first?',
    right: 'A private window, to leave out old cookies, and whether cookies of the site are blocked',
    wrong: ['A new password', 'A new computer', 'A larger mailbox'],
    explanation: 'Such loops mostly come from session cookies that are stale, blocked or lost on the way.',
  },
  {
    id: 'account-least-privilege',
    text: 'A user needs to read one shared folder. What do you give them?',
    right: 'Membership in the group that may read this folder',
    wrong: [
      'Administrator rights',
      'The password of somebody who has access',
      'Write access to the parent folder',
    ],
    explanation: 'Least privilege, given through groups, stays understandable and can be taken back.',
  },
  {
    id: 'account-mail-alias-reset',
    text: 'How should a “forgot password” page answer when the address is unknown to it?',
    right: 'With the same words as for a known one',
    wrong: ['“No such account”', 'With a list of similar addresses', 'By making an account'],
    explanation: 'A different answer would let anyone find out who has an account.',
  },
];
