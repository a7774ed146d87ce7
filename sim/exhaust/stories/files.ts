import { plainExpert, plainIssue, type Story } from '../story.ts';

/** Files go where issue and lines go, but their bytes come later; long after that the region that has them all is lost. */
export const withFiles: Story = {
  name: 'with-files',
  summary:
    'Issue and chat have files; the region of the issue dies for ever, and the one that works on it adopts it.',
  regions: ['North', 'South', 'East'],
  users: [
    {
      name: 'Uma',
      home: 'North',
      issues: [{ ...plainIssue, title: 'The line is dead', category: 'network', lines: 1, hasFiles: true }],
    },
  ],
  experts: [
    {
      name: 'Eve',
      home: 'South',
      categories: ['network'],
      habits: { ...plainExpert, linesMax: 1, sendsFiles: true, serviceMinMs: 90_000, serviceMaxMs: 90_000 },
    },
  ],
  events: [
    {
      kind: 'adopt',
      region: 'North',
      by: ['South'],
      comesBack: false,
      isForced: false,
      atMs: 75_000,
      forMs: 1_000,
    },
  ],
};
