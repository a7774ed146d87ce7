import { plainExpert, plainIssue, type Story } from '../story.ts';

const slow = { ...plainExpert, serviceMinMs: 30_000, serviceMaxMs: 30_000 };

/** A region leaves in good order, with an issue in every stage. */
export const leftInGoodOrder: Story = {
  name: 'left-in-good-order',
  summary:
    'A region leaves while one of its issues waits, one is in work at another region and one in work there.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [
        { ...plainIssue, title: 'Waits', category: 'hardware' },
        { ...plainIssue, title: 'Elsewhere', category: 'network', atMs: 2_000 },
        { ...plainIssue, title: 'Here', category: 'database', atMs: 3_000 },
      ],
    },
  ],
  experts: [
    { name: 'Eve', home: 'South', categories: ['network'], habits: slow },
    {
      name: 'Max',
      home: 'East',
      categories: ['hardware'],
      habits: { ...plainExpert, away: { fromMs: 0, untilMs: 60_000 } },
    },
    { name: 'Nell', home: 'North', categories: ['database'], habits: slow },
  ],
  events: [
    {
      kind: 'drain',
      region: 'North',
      refuge: 'South',
      finishMs: 60_000,
      isForced: false,
      atMs: 15_000,
      forMs: 1_000,
    },
  ],
};
