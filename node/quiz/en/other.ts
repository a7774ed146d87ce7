import type { Question } from '../question.ts';

export const otherQuestions: readonly Question[] = [
  {
    id: 'other-vague-report',
    text: 'A user writes only “it does not work”. What do you answer?',
    right: 'Ask kindly what they did, what they expected, and what happened instead',
    wrong: [
      'Ask them to describe it more precisely, and close the issue if they do not answer soon',
      'Send them a list of the ten things that help most people',
      'Tell them what you think it is, and how to repair that',
    ],
    explanation:
      'These three answers are the least that is needed, and most people give them gladly when asked.',
  },
  {
    id: 'other-one-change',
    text: 'While looking for a fault, why change one thing at a time?',
    right: 'So that you know which change mattered',
    wrong: [
      'So that the user can follow each step',
      'So that the system has time to get used to it',
      'So that nothing needs to be written down',
    ],
    explanation: 'After several changes at once neither a cure nor a new fault has a known cause.',
  },
  {
    id: 'other-halve',
    text: 'A fault lies somewhere in a chain of eight steps. Where do you test first?',
    right: 'In the middle',
    wrong: ['At the first step, then one by one', 'At the last step only', 'At a step chosen for its name'],
    explanation: 'Each test in the middle halves what remains, so three tests do for eight steps.',
  },
  {
    id: 'other-angry-user',
    text: 'A user is angry because they have waited for hours. What first?',
    right: 'Acknowledge it, say what you do now and when they hear from you',
    wrong: [
      'Explain how many others are waiting, and that some of them wait longer',
      'Ask for the serial number, since a quick solution is the best apology',
      'Answer in the same tone, so that they see how it feels',
    ],
    explanation: 'Who feels heard and knows what comes next can work with you on the fault.',
  },
  {
    id: 'other-dont-know',
    text: 'You do not know the answer. What is best for the user?',
    right: 'Say so, find it out, or hand it to somebody who knows',
    wrong: [
      'Give the most likely answer, since a confident one calms people',
      'Ask them to reinstall everything, which solves most problems anyway',
      'Wait a little, as many issues resolve themselves',
    ],
    explanation: 'A guess costs the user’s time and trust, a hand-over costs a minute.',
  },
  {
    id: 'other-works-for-me',
    text: 'You cannot reproduce what the user sees. What is the next step?',
    right: 'Find what differs: version, settings, rights, data, network, time',
    wrong: [
      'Close it as “works for me”, so that the queue shows what is really open',
      'Ask them to try again until it works for them as well',
      'Ask them for another computer to rule theirs out',
    ],
    explanation: 'The same steps with another outcome mean that something differs, and that is the cause.',
  },
  {
    id: 'other-confirm-fix',
    text: 'When is an issue resolved?',
    right: 'When the user confirms that what they needed works',
    wrong: [
      'When you have sent a solution that works on your computer',
      'When the error message no longer appears in the log',
      'When the user has not written for a day',
    ],
    explanation: 'Only the user can tell whether their need is met.',
  },
  {
    id: 'other-workaround',
    text: 'The repair takes three days and the user has a deadline today. What do you do?',
    right: 'Offer a workaround for today, and go on with the repair',
    wrong: [
      'Hurry the repair, and test it after the deadline',
      'Ask them to move the deadline, since a workaround would hide the cause',
      'Close the issue, and open a new one in three days',
    ],
    explanation: 'Restoring what people need and removing the cause are two tasks.',
  },
  {
    id: 'other-write-down',
    text: 'Why write down how you solved an issue?',
    right: 'So that the next one who has it finds the way, you included',
    wrong: [
      'So that it can be proved how much time the issue took and who worked on it',
      'So that the user can read up on what they did wrong',
      'So that nobody needs to ask the user for confirmation',
    ],
    explanation: 'Most faults come again, to somebody else.',
  },
];
