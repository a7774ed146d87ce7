import type { Client } from '../client.ts';
import type { Trace } from '../trace.ts';

/** More issues than one person has in any run, and as many as a page may ask for. */
const listMax = 100;
/** A person opens a list with gaps so often: over the worst links of a scenario, all of these fail in one run of thousands. */
const looksMax = 6;
/** A region that pings were lost to counts as suspected for a second or two. */
const lookAgainMs = 2_000;

type As = 'user' | 'expert';

/** Opens the person's list, again when a region could not be asked; undefined when it does not open. Needs time to pass. */
export async function openList(client: Client, as: As) {
  const look = () =>
    client.look('list', ({ issues }, actor) =>
      issues.list(actor, { as, state: undefined, after: undefined, limit: listMax }),
    );
  let list = await look();
  // Over links that lose messages a region may not have been asked, and the page says so.
  for (let tries = 1; list?.notAsked !== undefined && tries < looksMax; tries += 1) {
    await client.sleep(lookAgainMs);
    list = await look();
  }
  return list;
}

/** Writes down what the person has seen in it, for the checkers. */
export function tellSeen(
  trace: Trace,
  client: Client,
  as: As,
  list: NonNullable<Awaited<ReturnType<typeof openList>>>,
): void {
  trace.add({
    kind: 'saw',
    person: client.name,
    email: client.email,
    as,
    isWhole: list.next === undefined && list.notAsked === undefined,
    issues: list.items.map(({ id, state }) => ({ id, state })),
  });
}
