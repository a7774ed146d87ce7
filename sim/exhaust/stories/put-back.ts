import { plainExpert, plainIssue, type Story } from '../story.ts';

/** A region forgets what it has given away, and what became of it. */
export const putBack: Story = {
  name: 'put-back',
  summary:
    'An origin is put back from a backup that is older than what became of one issue, and than the hand-off of another.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [
        { ...plainIssue, title: 'The first', category: 'network' },
        { ...plainIssue, title: 'The second', category: 'network', atMs: 3_000, lines: 1 },
      ],
    },
  ],
  experts: [{ name: 'Eve', home: 'South', categories: ['network'], habits: plainExpert }],
  events: [{ kind: 'restore', region: 'North', atMs: 40_000, ageMs: 35_000, isSaid: false, forMs: 20_000 }],
};
