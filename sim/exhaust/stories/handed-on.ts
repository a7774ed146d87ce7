import { plainExpert, plainIssue, type Story } from '../story.ts';

/** The road that most issues go which no expert of their region can take. */
export const handedOn: Story = {
  name: 'handed-on',
  summary:
    'An issue is handed on to the one region with an expert, talked about in its chat, resolved there, confirmed and rated by both.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [{ ...plainIssue, title: 'The line is dead', category: 'network', lines: 1 }],
    },
  ],
  experts: [{ name: 'Eve', home: 'South', categories: ['network'], habits: { ...plainExpert, linesMax: 1 } }],
  events: [],
};
