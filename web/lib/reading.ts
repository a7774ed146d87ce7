import type { ReaderView } from '../../node/schemas/reading.ts';
import type { MessageView } from '../../node/schemas/views.ts';

/** How far a line of one's own has come: kept by the node, loaded by a page of the other side, seen there. */
export type LineState = 'sent' | 'delivered' | 'read';

type Place = Pick<MessageView, 'region' | 'n'>;
export type Position = Readonly<Record<string, number>>;

const reaches = (position: Position, { region, n }: Place): boolean => n <= (position[region] ?? 0);

/** Of a line that somebody wrote, as the other side has it: the experts for a user, the user for an expert. */
export function lineState(
  line: Place & { readonly author: Pick<MessageView['author'], 'id' | 'role'> },
  readers: readonly ReaderView[],
): LineState {
  const others = readers.filter(({ id, role }) => id !== line.author.id && role !== line.author.role);
  if (others.some(({ read }) => reaches(read, line))) return 'read';
  return others.some(({ delivered }) => reaches(delivered, line)) ? 'delivered' : 'sent';
}

/** Where somebody stands who has all of these lines: the newest of each region. */
export function positionOf(lines: readonly Place[]): Position {
  const position: Record<string, number> = {};
  for (const { region, n } of lines) position[region] = Math.max(n, position[region] ?? 0);
  return position;
}

/** Whether having the lines of others would be news to the node. */
export function isNews(
  lines: readonly (Place & { readonly author: { readonly id: string } })[],
  meId: string,
  readers: readonly ReaderView[],
  isSeen: boolean,
): boolean {
  const mine = readers.find(({ id }) => id === meId);
  const known = (isSeen ? mine?.read : mine?.delivered) ?? {};
  return lines.some((line) => line.author.id !== meId && !reaches(known, line));
}
