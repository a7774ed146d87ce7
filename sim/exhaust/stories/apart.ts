import { plainExpert, plainIssue, type Story } from '../story.ts';

/** What one side has done waits for the other, and who keeps the copy changes meanwhile. */
export const answeredApart: Story = {
  name: 'answered-apart',
  summary:
    'An expert answers while their region and the origin do not reach each other, and the region with the copy dies for a while.',
  regions: ['North', 'South', 'East', 'West'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [{ ...plainIssue, title: 'The line is dead', category: 'network', lines: 1 }],
    },
  ],
  experts: [{ name: 'Eve', home: 'South', categories: ['network'], habits: { ...plainExpert, linesMax: 1 } }],
  events: [
    { kind: 'partition', groups: [['North'], ['South']], atMs: 12_000, forMs: 40_000 },
    { kind: 'crash', region: 'East', isSilent: true, isInCommit: false, atMs: 20_000, forMs: 50_000 },
  ],
};
