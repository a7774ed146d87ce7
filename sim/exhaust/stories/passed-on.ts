import { plainExpert, plainIssue, type Story } from '../story.ts';

/** One issue under one epoch after the other, and twice with the same region. */
export const passedOn: Story = {
  name: 'passed-on',
  summary:
    'An issue is escalated from the expert of one region, rejected by one of another, and solved by a second one there.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [
        { ...plainIssue, title: 'The line is dead', category: 'network', escalatesAfterMs: 0, lines: 1 },
      ],
    },
  ],
  experts: [
    { name: 'Rob', home: 'South', categories: ['network'], habits: { ...plainExpert, rejectRate: 1 } },
    {
      name: 'Max',
      home: 'East',
      categories: ['network'],
      habits: { ...plainExpert, serviceMinMs: 60_000, serviceMaxMs: 60_000 },
    },
    {
      name: 'Eve',
      home: 'South',
      categories: ['network'],
      habits: { ...plainExpert, linesMax: 1, away: { fromMs: 0, untilMs: 40_000 } },
    },
  ],
  events: [],
};
