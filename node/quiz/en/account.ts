import type { Question } from '../question.ts';

export const accountQuestions: readonly Question[] = [
  {
    id: 'account-verify-caller',
    text: 'Somebody calls, says they are a director, and wants their password reset at once. What do you do?',
    right: 'Verify who they are by the agreed way before changing anything',
    wrong: [
      'Reset it, because an order from the management comes first',
      'Reset it and send the new password to the private address they name',
      'Ask for their old password as proof, then reset it',
    ],
    explanation:
      'Urgency and rank are the usual tools of social engineering, so the procedure holds for everyone.',
  },
  {
    id: 'account-lockout-source',
    text: 'An account is locked again minutes after each unlock, though its user does nothing. What is most likely?',
    right: 'A device or service still signs in with an old password',
    wrong: [
      'The keyboard layout of the sign-in page differs from theirs',
      'The account is a member of too many groups to be checked in time',
      'The screen saver locks the account together with the screen',
    ],
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
    right: 'Verify their identity, then use a recovery code or enrol a new factor',
    wrong: [
      'Turn the second factor off for them, since they have shown that they cannot keep it',
      'Let them use a colleague’s account until the phone is found',
      'Send the codes to any number they give by e-mail',
    ],
    explanation: 'The second factor is only as strong as the way around it.',
  },
  {
    id: 'account-leaver',
    text: 'Somebody leaves the organisation today. What has to happen with their account?',
    right: 'Disable it, end its sessions and tokens, hand over its data by the rules',
    wrong: [
      'Change its display name and its picture, so that nobody writes to it by mistake any more',
      'Leave it as it is until its password expires',
      'Give its password to the successor, who needs the data',
    ],
    explanation: 'A new password alone leaves open sessions and tokens alive.',
  },
  {
    id: 'account-sso-loop',
    text: 'A user is sent back and forth between an application and the sign-in page. What do you try first?',
    right: 'A private window, and whether the site’s cookies are blocked',
    wrong: [
      'A new password, since the old one is sent back each time',
      'Another computer, since the loop is stored in this one’s hardware',
      'A larger mailbox, since confirmations may not arrive',
    ],
    explanation: 'Such loops mostly come from session cookies that are stale, blocked or lost on the way.',
  },
  {
    id: 'account-least-privilege',
    text: 'A user needs to read one shared folder. What do you give them?',
    right: 'Membership in the group that may read this folder',
    wrong: [
      'Administrator rights, limited to one week',
      'The password of a colleague who already has access',
      'Write access to the folder above, which includes this one',
    ],
    explanation: 'Least privilege, given through groups, stays understandable and can be taken back.',
  },
  {
    id: 'account-unknown-address',
    text: 'How should a “forgot password” page answer when the address is unknown to it?',
    right: 'With the same words as for a known one',
    wrong: [
      '“No account has this address”',
      'With a list of similar addresses to choose from',
      'By making a new account with that address',
    ],
    explanation: 'A different answer would let anyone find out who has an account.',
  },
];
