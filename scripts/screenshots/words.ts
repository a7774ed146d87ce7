/** The texts of the pictures' issues that are not told one by one. */
import type { NewIssue } from '../../node/life/people.ts';

export type Solved = { readonly issue: NewIssue; readonly answer: string; readonly helpsOthers: boolean };

/** What was solved before, so that experts have a history, and whoever types the like of it is shown it. */
export const past: readonly Solved[] = [
  {
    issue: {
      title: 'Laptop battery is empty after a night in the bag',
      description: 'I close the lid in the evening and in the morning it is at zero.',
      category: 'hardware',
      urgency: 'low',
    },
    answer:
      'Fast start kept it half awake. I switched it off under Power Options; now it loses two percent a night.',
    helpsOthers: true,
  },
  {
    issue: {
      title: 'VPN connection drops on Wi-Fi',
      description: 'Every few minutes the VPN is gone, on the cable it stays.',
      category: 'network',
      urgency: 'high',
    },
    answer: 'The wireless adapter went to sleep. In its power settings, do not let Windows turn it off.',
    helpsOthers: true,
  },
  {
    issue: {
      title: 'VPN drops during video calls',
      description: 'As soon as the camera is on, the VPN drops.',
      category: 'network',
      urgency: 'high',
    },
    answer: 'The tunnel ran out of packet size. With the MTU at 1350 it has been stable for a day.',
    helpsOthers: true,
  },
  {
    issue: {
      title: 'Printer on the second floor prints blank pages',
      description: 'From every computer, since the toner was changed.',
      category: 'hardware',
      urgency: 'normal',
    },
    answer: 'The sealing strip was still in the new toner. Pulled it out, two test pages were fine.',
    helpsOthers: true,
  },
  {
    issue: {
      title: 'Wi-Fi is slow in the library in the evening',
      description: 'Pages take ages to open after six, upstairs it is fine.',
      category: 'network',
      urgency: 'normal',
    },
    answer: 'Three access points shared a channel. They are on different ones now.',
    helpsOthers: false,
  },
];

export const pastRatings: readonly { readonly stars: number; readonly comment: string }[] = [
  { stars: 5, comment: 'Quick and kind. Explained what it was, too.' },
  { stars: 5, comment: 'Solved in one message.' },
  { stars: 4, comment: '' },
  { stars: 5, comment: 'Thank you!' },
];

/** They wait for a database expert before Ana does. */
export const bosWaiting: readonly NewIssue[] = [
  {
    title: 'Backup of the orders database stopped at 40%',
    description: 'The last three nights. There is space on the disk.',
    category: 'database',
    urgency: 'high',
  },
  {
    title: 'Two customers with the same number',
    description: 'Since the import on Monday, both called A-1043.',
    category: 'database',
    urgency: 'normal',
  },
];

type Row = readonly [title: string, category: string, urgency: NewIssue['urgency']];

/** What comes in when a region is down and nobody is there. */
const badDayRows: readonly Row[] = [
  ['Shop returns an error after payment', 'web', 'critical'],
  ['Nobody in accounting can sign in', 'account', 'critical'],
  ['Certificate of the intranet has expired', 'security', 'high'],
  ['Video meetings freeze in the whole building', 'network', 'high'],
  ['Password reset mail does not arrive', 'account', 'high'],
  ['Images on the product pages are missing', 'web', 'normal'],
  ['Virtual machine build-7 does not start', 'cloud', 'high'],
  ['Phone asks for the mail password again and again', 'mobile', 'normal'],
  ['Scanner sends files to the wrong folder', 'hardware', 'normal'],
  ['Cannot open attachments from a customer', 'security', 'normal'],
  ['Export of the time sheet is empty', 'software', 'normal'],
  ['Search finds nothing since this morning', 'web', 'high'],
  ['New colleague has no account yet', 'account', 'normal'],
  ['Disk of the photo archive is nearly full', 'cloud', 'normal'],
  ['Tablet in the reception shows an old page', 'mobile', 'low'],
  ['Keyboard types two letters at once', 'hardware', 'low'],
  ['Update of the accounting program stops', 'software', 'high'],
  ['Customer list is sorted wrongly', 'database', 'low'],
  ['Two-factor codes are refused', 'account', 'high'],
  ['Meeting room screen says “no signal”', 'hardware', 'normal'],
  ['Newsletter form does not react', 'web', 'normal'],
  ['Copy of the orders is a day old', 'database', 'high'],
  ['Font is too small after the update', 'software', 'low'],
  ['Suspicious mail with our logo', 'security', 'critical'],
];

export const badDay: readonly NewIssue[] = badDayRows.map(([title, category, urgency]) => ({
  title,
  category,
  ...(urgency !== undefined && { urgency }),
  description: 'Since this morning. It worked yesterday.',
}));
