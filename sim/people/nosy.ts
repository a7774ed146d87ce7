import { type IssueId, OfferId } from '../../node/core/ids.ts';
import { Problem } from '../../node/problem.ts';
import type { Actor, Services } from '../../node/services/services.ts';
import { ConnectionLost } from '../region.ts';
import type { TraceEvent } from '../trace.ts';
import { type Person, pick, think } from './person.ts';

const pauseMinMs = 2_000;
const pauseMaxMs = 8_000;
/** Time to listen to a live connection that begins with what was told before. */
const listeningMs = 3_000;
/** Events back from the newest known one. */
const pastEvents = 50;
const listMax = 100;
/** Offers of one entry are numbered; most entries have only the first. */
const offerNumbersMax = 3;
/** Share of attempts at an offer that is open just now: one taken blindly has nearly always been answered. */
const openOfferRate = 0.3;

/** What a nosy person knows of others: whatever could be seen over a shoulder. */
type Seen = { readonly id: IssueId; readonly offer: OfferId | undefined };

/** Asks for something of somebody else. Resolves with what must not be: how many things it shows. */
type Attempt = (services: Services, actor: Actor, seen: Seen) => Promise<number>;

/** One thing shown. */
const one = async (answer: Promise<unknown>): Promise<number> => {
  await answer;
  return 1;
};

const attempts: Readonly<Record<string, Attempt>> = {
  read: ({ issues }, actor, { id }) => one(issues.get(actor, id)),
  'read the chat': ({ issues }, actor, { id }) =>
    one(issues.messages(actor, id, { after: 0, limit: listMax })),
  write: ({ issues }, actor, { id }) => one(issues.postMessage(actor, id, { text: 'Me, too!' })),
  cancel: ({ issues }, actor, { id }) => one(issues.cancel(actor, id, { reason: '' })),
  edit: ({ issues }, actor, { id }) => one(issues.edit(actor, id, { urgency: 'critical' })),
  confirm: ({ issues }, actor, { id }) => one(issues.confirm(actor, id)),
  rate: ({ issues }, actor, { id }) => one(issues.rate(actor, id, { stars: 1, comment: '' })),
  escalate: ({ issues }, actor, { id }) => one(issues.escalate(actor, id, { reason: '' })),
  resolve: ({ issues }, actor, { id }) => one(issues.resolve(actor, id, { text: 'Turn it off and on.' })),
  transfer: ({ issues }, actor, { id }) => one(issues.transfer(actor, id, { note: 'Not mine.' })),
  accept: async ({ offers }, actor, { offer }) =>
    offer === undefined ? 0 : one(offers.accept(actor, offer)),
  reject: async ({ offers }, actor, { offer }) =>
    offer === undefined ? 0 : one(offers.reject(actor, offer, { reason: '' })),
  'list issues': async ({ issues }, actor) =>
    (await issues.list(actor, { as: undefined, state: undefined, after: undefined, limit: listMax })).items
      .length,
  'list offers': async ({ offers }, actor) => (await offers.list(actor)).items.length,
  'list all issues': ({ admin }, actor) =>
    one(admin.issues(actor, { state: undefined, after: undefined, limit: listMax })),
  'list experts': ({ admin }, actor) => one(admin.experts(actor, { status: undefined, limit: listMax })),
  reassign: ({ admin }, actor, { id }) => one(admin.reassign(actor, id, { reason: 'For me.' })),
};

/**
 * An expert without a part in any issue, who tries for so long to see, hear and do what is others': with ids that are
 * real, at any region. What came of each attempt stands in the trace.
 */
export const pry = async (person: Person, forMs: number): Promise<void> => {
  const { random, world } = person;
  const untilMs = world.clock.monotonicMs() + forMs;
  const known = new Known(world.trace.events);
  while (world.clock.monotonicMs() < untilMs) {
    await think(person, pauseMinMs, pauseMaxMs);
    const entries = known.entries();
    if (entries.length === 0) continue;
    const { issueId, entryId } = pick(random, entries);
    const n = 1 + Math.floor(random.next() * offerNumbersMax);
    const seen = { id: issueId, offer: OfferId.parse(`${entryId}.${n}`) };
    const open = known.openOffers();
    if (open.length > 0 && random.chance(openOfferRate)) {
      await answerFor(person, pick(random, open));
      continue;
    }
    const [what, attempt] = pick(random, Object.entries(attempts));
    await tell(person, what, issueId, (services, actor) => attempt(services, actor, seen));
    if (random.chance(0.2))
      await tell(person, 'listen', issueId, (services, actor) => listen(person, services, actor));
  }
};

type OpenOffer = { readonly issueId: IssueId; readonly offer: OfferId };

/** Answers an offer that is open at somebody else, before they do. */
const answerFor = async (person: Person, { issueId, offer }: OpenOffer): Promise<void> => {
  const what = person.random.chance(0.5) ? 'accept' : 'reject';
  const attempt = attempts[what];
  if (attempt === undefined) return;
  const seen = { id: issueId, offer };
  await tell(person, what, issueId, (services, actor) => attempt(services, actor, seen));
};

/** Everything that was ever offered or worked on, found in the part of the trace that is new since the last look. */
class Known {
  readonly #events: readonly TraceEvent[];
  readonly #entries: { readonly issueId: IssueId; readonly entryId: string }[] = [];
  readonly #open = new Map<string, OpenOffer>();
  #looked = 0;

  constructor(events: readonly TraceEvent[]) {
    this.#events = events;
  }

  entries(): readonly { readonly issueId: IssueId; readonly entryId: string }[] {
    this.#look();
    // The newest are the most worth looking at.
    return this.#entries.slice(-listMax);
  }

  /** Offers that nobody has answered yet. */
  openOffers(): readonly OpenOffer[] {
    this.#look();
    return [...this.#open.values()];
  }

  #look(): void {
    for (const event of this.#events.slice(this.#looked)) {
      if (event.kind !== 'committed') continue;
      for (const change of event.changes) {
        if (change.in !== 'entries') continue;
        const { id: entryId, issueId, phase } = change.doc;
        this.#entries.push({ issueId, entryId });
        if (phase.at === 'offered' && phase.offerId !== undefined)
          this.#open.set(entryId, { issueId, offer: phase.offerId });
        else this.#open.delete(entryId);
      }
    }
    this.#looked = this.#events.length;
  }
}

/** Goes on from an old event number; resolves with how many events of others were told. */
const listen = async ({ client }: Person, { live }: Services, actor: Actor): Promise<number> => {
  let [newest, heard] = [0, 0];
  const end = await live.subscribe(actor, undefined, ({ cursor }) => {
    newest = Math.max(newest, cursor);
  });
  end();
  const endAgain = await live.subscribe(actor, Math.max(0, newest - pastEvents), ({ kind }) => {
    if (kind === 'issue' || kind === 'message' || kind === 'offers') heard += 1;
  });
  await client.sleep(listeningMs);
  endAgain();
  return heard;
};

const tell = async (
  { client, world }: Person,
  what: string,
  issue: IssueId,
  ask: (services: Services, actor: Actor) => Promise<number>,
): Promise<void> => {
  const note = (got: string) => world.trace.add({ kind: 'pried', person: client.name, what, issue, got });
  try {
    const shown = await client.callAs(what, ask);
    note(shown === 0 ? 'nothing' : 'an answer');
  } catch (error) {
    if (error instanceof Problem) note(error.code);
    else if (!(error instanceof ConnectionLost)) throw error;
  }
};
