import { plainExpert, plainIssue, type Story } from '../story.ts';

/** What a user decides crosses what regions have begun. */
export const cancelledAndReopened: Story = {
  name: 'cancelled-and-reopened',
  summary:
    'One issue is cancelled while it is handed on; another is resolved elsewhere, declined once, and reopened after it was closed.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [
        { ...plainIssue, title: 'A false alarm', category: 'network', cancelsAfterMs: 0, stars: undefined },
      ],
    },
    {
      name: 'Ulf',
      home: 'North',
      issues: [
        {
          ...plainIssue,
          title: 'It comes and goes',
          category: 'database',
          atMs: 2_000,
          declines: 1,
          reopens: 1,
        },
      ],
    },
  ],
  experts: [
    { name: 'Eve', home: 'South', categories: ['network'], habits: plainExpert },
    {
      name: 'Max',
      home: 'South',
      categories: ['database'],
      habits: { ...plainExpert, serviceMinMs: 4_000, serviceMaxMs: 4_000 },
    },
  ],
  events: [],
};
