import { plainExpert, plainIssue, type Story } from '../story.ts';

/** Every command passes through a region that is not its person's home, and what they are rated goes on to theirs. */
export const signedInElsewhere: Story = {
  name: 'signed-in-elsewhere',
  summary:
    'User and expert are signed in away from home; an answer is declined, the next confirmed, and both are rated.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'East',
      at: 'North',
      issues: [{ ...plainIssue, title: 'The line is dead', category: 'network', lines: 1, declines: 1 }],
    },
  ],
  experts: [
    {
      name: 'Eve',
      home: 'South',
      at: 'East',
      categories: ['network'],
      habits: { ...plainExpert, linesMax: 1 },
    },
  ],
  events: [],
};
