import { IssueList, OfferList, type OfferView } from '../../node/schemas/views.ts';
import type { LiveClient } from './client.ts';
import { done, say } from './user.ts';

/** Somebody at a page reads an offer, or answers, as fast as a program: a scenario shall not take an hour. */
const thoughtMinMs = 100;
const thoughtMaxMs = 500;
/** How often a program looks for offers, for work that it does not know of, and says that it is there. */
const offersEveryMs = 350;
const workEveryMs = 1_500;
const presenceEveryMs = 5_000;
/** Share of offers; the rest is accepted. */
const rejectRate = 0.05;
/** Share of answers that begin with a line of chat. */
const lineRate = 0.5;

/** An expert's working day: online, taking offers, working, until the client's signal ends it. */
export const serve = async (client: LiveClient): Promise<void> => {
  const day = new Day(client);
  await Promise.all([day.mindPresence(), day.mindOffers(), day.mindWork()]);
};

class Day {
  readonly #client: LiveClient;
  /** Offers seen; each is answered once, or found again as work. */
  readonly #offers = new Set<string>();
  readonly #working = new Set<string>();

  constructor(client: LiveClient) {
    this.#client = client;
  }

  /** Stays online also where the node has begun anew, or was silent for too long. */
  async mindPresence(): Promise<void> {
    for (;;) {
      await this.#client.look('presence', (person) => person.appear('online'));
      await this.#client.think(presenceEveryMs, presenceEveryMs);
    }
  }

  async mindOffers(): Promise<void> {
    for (;;) {
      const list = await this.#client.look('offers', (person) => person.get(OfferList, '/offers'));
      for (const offer of list?.items ?? []) {
        if (this.#offers.has(offer.id)) continue;
        this.#offers.add(offer.id);
        this.#client.aside(this.#consider(offer));
      }
      await this.#client.think(offersEveryMs, offersEveryMs * 1.2);
    }
  }

  /** Finds work whose acceptance was never answered, as the node died over it. */
  async mindWork(): Promise<void> {
    for (;;) {
      const list = await this.#client.look('work', (person) =>
        person.get(IssueList, '/issues?as=expert&state=open&limit=100'),
      );
      for (const { id, state, can } of list?.items ?? [])
        if (state === 'assigned' && can.includes('resolve')) this.#workOn(id);
      await this.#client.think(workEveryMs, workEveryMs * 1.2);
    }
  }

  async #consider(offer: OfferView): Promise<void> {
    const client = this.#client;
    const isRejected = client.random.chance(rejectRate);
    await client.think(thoughtMinMs, thoughtMaxMs);
    if (isRejected) {
      await client.insist('reject', offer.id, (person) => person.reject(offer, 'Busy.'), done);
      return;
    }
    const accepted = await client.insist(
      'accept',
      offer.id,
      (person) => person.accept(offer),
      ({ id }) => ({ answer: id }),
    );
    if (accepted?.state === 'assigned') this.#workOn(accepted.id);
  }

  #workOn(id: string): void {
    if (this.#working.has(id)) return;
    this.#working.add(id);
    this.#client.aside(this.#solve(id).finally(() => this.#working.delete(id)));
  }

  async #solve(id: string): Promise<void> {
    const client = this.#client;
    const speaks = client.random.chance(lineRate);
    await client.think(thoughtMinMs, thoughtMaxMs);
    if (speaks) await say(client, id, `An answer by ${client.name}`);
    await client.insist(
      'resolve',
      `${id} ${client.newKey()}`,
      (person) => person.act(id, 'resolution', { text: `What helps, by ${client.name}.` }),
      () => ({ answer: id }),
    );
  }
}
