import { plainExpert, plainIssue, type Story } from '../story.ts';

/** Work goes on meanwhile: it ends between the two adoptions. */
const slow = { ...plainExpert, serviceMinMs: 45_000, serviceMaxMs: 45_000 };

/** Who went on for a region is lost like that one, and the first comes back to a mesh that has settled without it. */
export const adoptedInTurn: Story = {
  name: 'adopted-in-turn',
  summary:
    'The region of two issues, one in work at another and one waiting, dies and is adopted; its adopter dies for ever and is adopted; the first comes back.',
  regions: ['North', 'South', 'East', 'West'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [
        { ...plainIssue, title: 'The line is dead', category: 'network', lines: 1 },
        { ...plainIssue, title: 'The other line is dead', category: 'network', atMs: 3_000 },
      ],
    },
  ],
  experts: [{ name: 'Eve', home: 'South', categories: ['network'], habits: slow }],
  events: [
    {
      kind: 'adopt',
      region: 'North',
      by: ['East'],
      comesBack: true,
      isForced: false,
      atMs: 12_000,
      forMs: 60_000,
    },
    {
      kind: 'adopt',
      region: 'East',
      by: ['West'],
      comesBack: false,
      isForced: false,
      atMs: 45_000,
      forMs: 1_000,
    },
  ],
};
