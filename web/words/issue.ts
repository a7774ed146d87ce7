import { plural } from './common.ts';

const inRegion = (name: string, region?: string) => (region === undefined ? name : `${name} in ${region}`);

/** Where an issue stands, in the words of who reads it. `region` is given only when it is not the reader's own. */
export const stateWords = {
  ahead: (n: number) => `${n} ${plural(n, 'person', 'people')} before you`,
  next: 'You are next',
  aheadOthers: (n: number) => (n === 0 ? 'Next in the queue' : `${n} before it`),
  asking: (name: string, region?: string) => `Asking ${inRegion(name, region)}`,
  askingSomeone: 'Asking an expert',
  forwarding: 'Asking another region',
  working: (name: string, region?: string) => `${inRegion(name, region)} is working on it`,
  youWork: 'You are working on it',
  resolved: (name: string) => `Solved by ${name}. Did it work?`,
  waitingForAnswer: (name: string) => `Waiting for ${name} to confirm`,
  closed: 'Closed',
  closedStars: (n: number) => `Closed. You gave ${n} ${plural(n, 'star', 'stars')}`,
  unconfirmed: 'Closed without an answer',
  cancelled: 'Cancelled',
  badgeConfirm: 'Confirm',
  badgeRate: 'Rate',
} as const;

/** What the vine says of each step. */
export const stepWords = {
  submitted: 'Received',
  storedIn: (region: string) => `Stored in ${region}`,
  edited: 'Changed',
  urgency: (urgency?: string) => (urgency === undefined ? 'Urgency changed' : `Urgency is now ${urgency}`),
  waiting: 'Waiting',
  proposed: (region?: string) => (region === undefined ? 'Asked another region' : `Asked ${region}`),
  handedOver: (region?: string) =>
    region === undefined ? 'Forwarded to another region' : `Forwarded to ${region}`,
  refused: (region?: string) => `${region ?? 'The other region'} could not take it`,
  offered: (name: string, region?: string) => `Offered to ${name}${region ? `, ${region}` : ''}`,
  offeredYou: 'Offered to you',
  rejected: (name: string) => `${name} passed`,
  rejectedYou: 'You passed',
  timedOut: (name: string) => `${name} did not answer in time`,
  timedOutYou: 'You did not answer in time',
  accepted: (name: string, region?: string) => `${inRegion(name, region)} accepted`,
  acceptedYou: 'You accepted',
  reminded: (name: string) => `${name} was reminded`,
  givenBack: 'Waiting again',
  transferred: (name: string) => `${name} passed it on`,
  transferredYou: 'You passed it on',
  escalatedYou: 'You asked for the next expert',
  escalated: (name: string) => `${name} asked for the next expert`,
  reassigned: 'An admin moved it',
  resolved: (name: string) => `${name} answered`,
  resolvedYou: 'You answered',
  saysSolved: 'And says it’s solved',
  confirmedYou: 'You said that it works',
  confirmed: (name: string) => `${name} said that it works`,
  declined: 'Not solved yet',
  closedUnconfirmed: 'Closed, because nobody answered',
  reopened: 'Opened again',
  cancelled: 'Cancelled',
  ratedYou: (n?: number) =>
    n === undefined ? 'You rated it' : `You gave ${n} ${plural(n, 'star', 'stars')}`,
  rated: (name: string, n?: number) =>
    n === undefined ? `${name} rated it` : `${name} gave ${n} ${plural(n, 'star', 'stars')}`,
  someone: 'An expert',
  nextAccepts: 'An expert accepts',
  nextConfirms: 'You both confirm it’s solved',
  nowConfirmYou: 'You say whether it works',
  nowConfirm: (name: string) => `${name} says whether it works`,
} as const;

export const issueWords = {
  listTitle: 'My issues',
  search: 'Search my issues',
  groups: { 'needs-you': 'Needs you', open: 'Open', closed: 'Closed' },
  emptyTitle: 'No issues yet',
  emptyText: 'When something stops working, write it down here. Someone will take it from there.',
  noneFound: 'Nothing found',
  noneFoundText: 'No issue of yours has these words.',
  choose: 'Choose an issue',
  chooseText: 'Or write down what is going wrong now.',
  chat: 'Chat',
  yourIssue: 'Your issue',
  whatHappened: 'What happened',
  whatYouWrote: 'What you wrote',
  whatTheyWrote: (name: string) => `What ${name} wrote`,
  keptIn: (n: number) => {
    if (n === 0) return 'Being stored';
    return n === 1 ? 'Stored in 1 region' : `Kept safe in ${n} regions`;
  },
  keptText: (regions: string, n: number) =>
    n > 1
      ? `${regions} each hold a copy. If one goes down, nothing is lost.`
      : `${regions} holds it on disk.`,
  place: (n: number) => `You are number ${n} in the queue`,
  placeExpert: 'expert',
  placeYou: 'you',
  waitText: (free: number, online: number) => {
    if (online === 0) return 'No expert for this is online just now. Whoever comes first takes it.';
    if (free === 0) {
      return `${online === 1 ? 'The expert' : `All ${online} experts`} for this ${plural(online, 'is', 'are')} busy. Other regions are asked too, and whoever is free first takes it.`;
    }
    return `${free} ${plural(free, 'expert is', 'experts are')} free. Someone will be asked soon.`;
  },
  askingText: 'They have a moment to accept. If they cannot, the next best expert is asked at once.',
  forwardingText: 'Nobody here is free. Another region is being asked.',
  safeToLeave: 'You can close this page. It goes on, and you will see here what happened.',

  edit: 'Edit…',
  editTitle: 'Change what you wrote',
  raise: 'It has become more urgent…',
  raiseTitle: 'How urgent is it now?',
  raiseSubmit: 'Change urgency',
  cancel: 'Cancel issue…',
  cancelTitle: 'Cancel this issue?',
  cancelText: 'Nobody will be asked any more. You can write a new one at any time.',
  cancelSubmit: 'Cancel issue',
  cancelKeep: 'Keep it',
  escalate: 'Still not solved? Ask the next expert…',
  escalateTitle: 'Ask the next expert?',
  escalateText: (name: string) =>
    `${name} will not be asked again. What was written stays, and the next expert can read it.`,
  escalateSubmit: 'Ask the next expert',
  escalateKeep: 'Stay with this one',
  reopen: 'Open it again…',
  reopenTitle: 'Open this issue again?',
  reopenReason: 'What is wrong now?',
  reopenSubmit: 'Open it again',
  reason: 'Why?',
  answerOf: (name: string) => `${name}’s answer`,
  yourAnswer: 'Your answer',
  solved: 'Solved?',
  didItWork: 'Did it work?',
  yes: 'Yes, it works',
  notYet: 'Not yet…',
  notYetTitle: 'What is still wrong?',
  notYetText: 'The issue goes on, and the expert reads this.',
  notYetReason: 'What happens when you try it?',
  notYetSubmit: 'Send it back',
  noHurry: 'No hurry: it stays open until you answer, for up to three days.',
  rateTitle: (name: string) => `How was it with ${name}?`,
  rateComment: 'In a few words',
  rateSubmit: 'Send rating',
  youRated: 'You gave',
  ratedYou: (name: string) => `${name} gave you`,
  gave: (name: string) => `${name} gave`,
  done: {
    cancelled: 'Cancelled.',
    edited: 'Changed.',
    escalated: 'The next expert will be asked.',
    confirmed: 'Closed. Thank you.',
    declined: 'Sent back.',
    reopened: 'Open again.',
    rated: 'Rating sent.',
    resolved: 'Sent. The seat is free again.',
    transferred: 'Passed on.',
    reassigned: 'Moved.',
  },

  whyTitle: (name: string) => `Why ${name}?`,
  whyYou: 'Why you',
  whyOthers: (n: number) =>
    n === 0 ? 'Nobody else could have taken it at that moment.' : `Best of ${n + 1} who could have taken it.`,
  terms: { skill: 'Skill', trust: 'Trust', availability: 'Free', load: 'Load' },
  termHelp: {
    skill: 'knows this kind of problem',
    trust: 'how others rated the help',
    availability: 'answers when asked',
    load: 'has room for one more',
  },
  score: (value: string) => `Score ${value} of 1`,

  newTitle: 'What’s going wrong?',
  draftKept: 'Draft kept on this device',
  title: 'In one line',
  description: 'What happened, and what have you tried?',
  descriptionHint: 'Write in any language.',
  urgency: 'How urgent is it?',
  category: 'What is it about?',
  of: (n: number, max: string) => `${n} of ${max}`,
  send: 'Send it',
  sent: 'Received. You will see here what happens.',
  leave: 'Leave it for later',
} as const;

export const chatWords = {
  with: (name: string) => `Chat with ${name}`,
  chat: 'Chat',
  write: (name: string) => `Write to ${name}`,
  writeLater: 'Add something for whoever takes it',
  send: 'Send',
  sending: 'Sending…',
  sent: (time: string) => `Sent ${time}`,
  notSent: 'Not sent.',
  again: 'Send again',
  discard: 'Remove',
  admin: 'admin',
  tooLong: (max: string) => `Too long: at most ${max} characters.`,
} as const;
