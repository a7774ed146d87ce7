import type { Question } from './question.ts';

export const otherQuestions: readonly Question[] = [
  {
    id: 'other-vague-report',
    text: 'A user writes only “it does not work”. What do you answer?',
    right: 'Kindly ask what they did, what they expected and what happened, with the exact message',
    wrong: [
      '“Please be more precise” and close the issue',
      'A list of ten things to try',
      'Nothing, until they write again',
    ],
    explanation:
      'These three answers are the least that is needed, and most people give them gladly when asked.',
  },
  {
    id: 'other-one-change',
    text: 'While looking for a fault, why change one thing at a time?',
    right: 'So that you know which change mattered',
    wrong: [
      'To make it last longer',
      'Because systems allow only one change',
      'To avoid writing things down',
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
    right: 'Acknowledge it, say what you will do now and when they will hear from you',
    wrong: [
      'Explain that others wait longer',
      'Answer in the same tone',
      'Skip it and ask for the serial number',
    ],
    explanation: 'Who feels heard and knows what comes next can work with you on the fault.',
  },
  {
    id: 'other-dont-know',
    text: 'You do not know the answer. What is best for the user?',
    right: 'Say so, say what you will find out, or hand the issue to somebody who knows',
    wrong: ['Guess confidently', 'Let it rest until it is forgotten', 'Ask them to reinstall everything'],
    explanation: 'A guess costs the user’s time and trust, a hand-over costs a minute.',
  },
  {
    id: 'other-works-for-me',
    text: 'You cannot reproduce what the user sees. What is the next step?',
    right: 'Find the difference: version, settings, rights, data, network, time',
    wrong: ['Close it as “works for me”', 'Ask them to try harder', 'Blame their computer'],
    explanation: 'The same steps with another outcome mean that something differs, and that is the cause.',
  },
  {
    id: 'other-confirm-fix',
    text: 'When is an issue resolved?',
    right: 'When the user confirms that what they needed works',
    wrong: [
      'When you sent a suggestion',
      'When the error message is gone on your screen',
      'At the end of the day',
    ],
    explanation: 'Only the user can tell whether their need is met.',
  },
  {
    id: 'other-workaround',
    text: 'The repair takes three days and the user has a deadline today. What do you do?',
    right: 'Offer a workaround for today, and go on with the repair',
    wrong: ['Ask them to move the deadline', 'Hurry the repair without a test', 'Close the issue until then'],
    explanation: 'Restoring what people need and removing the cause are two tasks.',
  },
  {
    id: 'other-write-down',
    text: 'Why write down how you solved an issue?',
    right: 'So that the next one with it, you included, finds the way',
    wrong: ['To make the issue look longer', 'Because the user asked for it', 'To prove that you were busy'],
    explanation: 'Most faults come again, to somebody else.',
  },
];
