import { AccountId } from '../../node/core/ids.ts';
import { Problem } from '../../node/problem.ts';
import type { Client } from '../client.ts';
import { ConnectionLost } from '../region.ts';
import type { TraceEvent } from '../trace.ts';
import { type Person, pick, think } from './person.ts';

const pauseMinMs = 3_000;
const pauseMaxMs = 10_000;
/** After so long every region that can be reached has heard of a new password: registers are compared every five seconds. */
const heardAfterMs = 15_000;

/** A page that somebody opened with the password of then. */
export type Page = { readonly client: Client; readonly token: string; readonly id: AccountId };

/** How somebody gets a new password. False when it is not known whether they have: the answer may have been lost. */
export type Change = (
  person: Person,
  page: Page,
  password: { readonly current: string; readonly next: string },
) => Promise<boolean>;

/**
 * Somebody who changes their password now and then, for so long, and looks afterwards whether what opened their account before
 * still does: at any region, while none is in trouble, for one that is cut off honours old credentials until it hears.
 */
export const guard = async (
  person: Person,
  first: string,
  forMs: number,
  change: Change = inProfile,
): Promise<void> => {
  const { client, random, world } = person;
  const untilMs = world.clock.monotonicMs() + forMs;
  const troubles = new Troubles(world.trace.events);
  for (let [round, password] = [1, first]; world.clock.monotonicMs() < untilMs; round += 1) {
    await think(person, pauseMinMs, pauseMaxMs);
    const [here, other] = [await open(person, password), await open(person, password)];
    if (here === undefined || other === undefined) continue;
    troubles.forget();
    const next = `${first} ${round}`;
    if (!(await change(person, here, { current: password, next }))) {
      password = await whichOf(person, [password, next]);
      continue;
    }
    const former = password;
    password = next;
    await client.sleep(heardAfterMs);
    if (troubles.haveBeen) continue;
    const page = world.client(client.name, pick(random, world.regions));
    await tell(person, 'sign in with a former password', async () => {
      await page.call('sign in', ({ sessions }) => sessions.open({ email: page.email, password: former }));
      return 'an answer';
    });
    await tell(person, 'go on under a former password', async () =>
      (await other.client.call('me', ({ sessions }) => sessions.authenticate(other.token))) === undefined
        ? 'nothing'
        : 'an answer',
    );
  }
};

/** Signs in at any region; undefined when that is not possible now. */
const open = async ({ client, random, world }: Person, password: string): Promise<Page | undefined> => {
  const page = world.client(client.name, pick(random, world.regions));
  const session = await unlessItFails(
    page.call('sign in', ({ sessions }) => sessions.open({ email: page.email, password })),
  );
  return session && { client: page, token: session.token, id: AccountId.parse(session.account.id) };
};

/** As whoever knows the present one. */
const inProfile: Change = async (_person, { client, token }, password) => {
  const changed = await unlessItFails(
    client.call('change the password', async ({ sessions, accounts }) => {
      const actor = await sessions.authenticate(token);
      return actor && accounts.updateMe(actor, { password });
    }),
  );
  return changed !== undefined;
};

/** Tries until one of them opens the account. */
const whichOf = async (person: Person, passwords: readonly string[]): Promise<string> => {
  for (;;) {
    // News of a change may be on its way, after which the former one is no longer right.
    await person.client.sleep(heardAfterMs);
    for (const password of passwords) if (await open(person, password)) return password;
  }
};

/** @throws what is neither a problem nor a lost connection */
export const unlessItFails = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof Problem || error instanceof ConnectionLost) return undefined;
    throw error;
  });

/** Writes down what somebody got by what must give them nothing. */
export const tell = async (
  { client, world }: Person,
  what: string,
  attempt: () => Promise<string>,
): Promise<void> => {
  const note = (got: string) => world.trace.add({ kind: 'pried', person: client.name, what, got });
  try {
    note(await attempt());
  } catch (error) {
    if (error instanceof Problem) note(error.code);
    else if (!(error instanceof ConnectionLost)) throw error;
  }
};

/** Whether any region was in trouble since a moment; read from the trace as it grows. */
class Troubles {
  readonly #events: readonly TraceEvent[];
  #looked = 0;
  #open = 0;
  #haveBeen = false;

  constructor(events: readonly TraceEvent[]) {
    this.#events = events;
  }

  /** From now on. */
  forget(): void {
    this.#look();
    this.#haveBeen = this.#open > 0;
  }

  get haveBeen(): boolean {
    this.#look();
    return this.#haveBeen;
  }

  #look(): void {
    for (const event of this.#events.slice(this.#looked)) {
      if (event.kind !== 'fault') continue;
      this.#open += event.is === 'beginning' ? 1 : -1;
      this.#haveBeen = true;
    }
    this.#looked = this.#events.length;
  }
}
