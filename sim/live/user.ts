import type { IssueView } from '../../node/schemas/views.ts';
import type { LiveClient } from './client.ts';

/** What a user is going to do with one issue. */
export type Plan = {
  /** Unique, so that a doubled submission can be told from two. */
  readonly title: string;
  readonly category: string;
  /** Clicks twice. */
  readonly isDoubled: boolean;
  readonly lines: number;
  readonly stars: number;
};

/** How often a program looks what has become of an issue. */
const lookMinMs = 250;
const lookMaxMs = 500;

/**
 * Sees one issue through, from the submission to the rating.
 * @param onState told each time it was looked at; `rated` is the end
 */
export const pursue = async (
  client: LiveClient,
  plan: Plan,
  onState: (state: IssueView['state'] | 'rated') => void = () => {},
): Promise<void> => {
  const id = await submit(client, plan);
  if (id === undefined) return;
  let lines = 0;
  for (;;) {
    const view = await client.look('issue', (person) => person.issue(id));
    if (view === undefined) return;
    onState(view.state);
    switch (view.state) {
      case 'assigned':
        if (lines < plan.lines) {
          lines += 1;
          await say(client, id, `Line ${lines} of ${plan.title}`);
        }
        break;
      case 'resolved':
        await client.insist('confirm', id, (person) => person.act(id, 'confirm'), done);
        break;
      case 'closed':
        await rate(client, id, plan.stars);
        onState('rated');
        return;
      case 'cancelled':
        return;
      default:
    }
    await client.think(lookMinMs, lookMaxMs);
  }
};

const submit = async (
  client: LiveClient,
  { title, category, isDoubled }: Plan,
): Promise<string | undefined> => {
  const key = client.newKey();
  const send = () =>
    client.insist(
      'submit',
      key,
      (person) => person.submit({ title, category, description: `Words about ${title}.` }, key),
      ({ id, storedIn }) => ({ answer: id, storedIn }),
    );
  const [first] = await Promise.all(isDoubled ? [send(), send()] : [send()]);
  return first?.id;
};

const rate = (client: LiveClient, id: string, stars: number) =>
  client.insist(
    'rate',
    id,
    (person) => person.act(id, 'rating', { stars, comment: '' }),
    (view) => ({ answer: String(view.rating?.stars) }),
  );

/** Writes a line of chat; resolves when it has been acknowledged or refused. */
export const say = async (client: LiveClient, id: string, text: string): Promise<void> => {
  const key = client.newKey();
  await client.insist(
    'message',
    key,
    (person) => person.say(id, text, key),
    (line) => ({ answer: line.id }),
  );
};

/** The answer to a command that makes nothing. */
export const done = (): { answer: string } => ({ answer: '' });
