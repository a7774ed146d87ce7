import type { IssueId } from '../../node/core/ids.ts';
import type { Person } from './person.ts';

const linesReadMax = 200;

/** Reads an issue's chat to its end, and says so. */
export const readOn = async ({ client }: Person, issue: IssueId): Promise<void> => {
  const list = await client.look('chat', ({ issues }, actor) =>
    issues.messages(actor, issue, { after: 0, limit: linesReadMax }),
  );
  if (list === undefined || list.items.length === 0) return;
  const lines: Record<string, number> = {};
  for (const { region, n } of list.items) lines[region] = Math.max(n, lines[region] ?? 0);
  await client.look('reading', ({ reading }, actor) =>
    reading.markRead(actor, issue, { lines, isSeen: true }),
  );
};
