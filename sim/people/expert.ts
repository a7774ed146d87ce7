import { IssueId, OfferId } from '../../node/core/ids.ts';
import type { IssueSummary, OfferView } from '../../node/schemas/views.ts';
import { type Person, pick, think, untilNews } from './person.ts';
import { readOn } from './reading.ts';
import { say } from './user.ts';

/** How an expert behaves, drawn before the run. */
export type ExpertHabits = {
  /** Shares of offers; the rest is accepted. */
  readonly rejectRate: number;
  readonly ignoreRate: number;
  /** Work on one issue, ms. */
  readonly serviceMinMs: number;
  readonly serviceMaxMs: number;
  readonly linesMax: number;
  /** Share of these that are followed by a note for experts only. */
  readonly notesRate: number;
  /** Says how far they have read. */
  readonly saysRead: boolean;
  /** Attaches a file to each line. */
  readonly sendsFiles: boolean;
  /** Share of closed issues whose user is rated. */
  readonly ratesUserRate: number;
  /** Share of accepted issues that are passed on to another region, once all is said. */
  readonly transferRate: number;
  /** Share of issues that turn out to be less urgent than their users thought. */
  readonly lowersRate: number;
  /** Share of offers that are accepted in the last moment of their countdown, or just too late. */
  readonly hesitationRate: number;
  /** Clicks online, away and online again without waiting for answers, now and then. */
  readonly isFumbling: boolean;
  /** Away for a while, ms after the people have come; never when undefined. */
  readonly away: { readonly fromMs: number; readonly untilMs: number } | undefined;
};

/** Time to read an offer. */
const readingMinMs = 1_000;
const readingMaxMs = 8_000;
/** How long before the end of a countdown its last moment begins: with the way to the region it is over before or after. */
const lastMomentMs = 150;
/** Between two fits of clicking, and between two clicks of one. */
const fumbleMinMs = 4_000;
const fumbleMaxMs = 15_000;
const clickMaxMs = 250;
/** How long an expert stays interested in what became of a resolved issue. */
const interestMs = 300_000;
const summariesMax = 100;

/** An expert's working day: online, taking offers, working, until nobody advances time any more. */
export const serve = async (expert: Person, habits: ExpertHabits): Promise<never> => {
  const day = new Day(expert, habits);
  return day.run();
};

class Day {
  readonly #expert: Person;
  readonly #habits: ExpertHabits;
  readonly #startMs: number;
  /** Offers seen; a person answers each once, or lets it run out. */
  readonly #offers = new Set<string>();
  readonly #working = new Set<string>();
  readonly #interesting = new Set<string>();

  constructor(expert: Person, habits: ExpertHabits) {
    this.#expert = expert;
    this.#habits = habits;
    this.#startMs = expert.world.clock.monotonicMs();
  }

  async run(): Promise<never> {
    void this.#mindPresence();
    void this.#mindWork();
    if (this.#habits.isFumbling) void this.#fumble();
    for (;;) {
      const { client } = this.#expert;
      const list = await client.look('offers', ({ offers }, actor) => offers.list(actor));
      for (const offer of list?.items ?? []) {
        if (this.#offers.has(offer.id)) continue;
        this.#offers.add(offer.id);
        void this.#consider(offer);
      }
      await untilNews(this.#expert, ['offers']);
    }
  }

  /** Goes online, and again when set away by the region, unless away by choice. */
  async #mindPresence(): Promise<never> {
    const { client } = this.#expert;
    for (;;) {
      const me = await client.look('me', ({ accounts }, actor) => accounts.me(actor));
      const wanted = this.#isAway() ? 'away' : 'online';
      if (me?.expert !== undefined && me.expert.presence !== wanted) {
        await client.insist('presence', client.newKey(), ({ accounts }, actor) =>
          accounts.setPresence(actor, { presence: wanted }),
        );
      }
      await untilNews(this.#expert, ['me'], { isCalm: true });
    }
  }

  /** Each click is a command of its own, and the next does not wait for its answer. */
  async #fumble(): Promise<never> {
    const { client } = this.#expert;
    // From a stream of its own, for in most scenarios nobody does.
    const own = this.#expert.random.fork('fumbles');
    for (;;) {
      await client.sleep(own.between(fumbleMinMs, fumbleMaxMs));
      if (this.#isAway()) continue;
      for (const presence of ['away', 'online', 'away', 'online'] as const) {
        void client.insist('presence', client.newKey(), ({ accounts }, actor) =>
          accounts.setPresence(actor, { presence }),
        );
        await client.sleep(own.between(0, clickMaxMs));
      }
    }
  }

  /** Finds own work that this page does not know of: accepted before the connection was lost, or to be rated. */
  async #mindWork(): Promise<never> {
    const { client, random } = this.#expert;
    for (;;) {
      const list = await client.look('work', ({ issues }, actor) =>
        issues.list(actor, { as: 'expert', state: undefined, after: undefined, limit: summariesMax }),
      );
      for (const summary of list?.items ?? []) {
        if (summary.state === 'assigned') this.#workOn(summary);
        if (summary.can.includes('rate') && this.#interesting.delete(summary.id)) {
          if (random.chance(this.#habits.ratesUserRate)) await this.#rateUser(IssueId.parse(summary.id));
        }
      }
      // Accepting and resolving need no look: the page has just done it itself.
      await untilNews(this.#expert, [], { isCalm: true });
    }
  }

  #isAway(): boolean {
    const { away } = this.#habits;
    const sinceMs = this.#expert.world.clock.monotonicMs() - this.#startMs;
    return away !== undefined && away.fromMs <= sinceMs && sinceMs < away.untilMs;
  }

  async #consider(offer: OfferView): Promise<void> {
    const { client, random } = this.#expert;
    const { rejectRate, ignoreRate } = this.#habits;
    const id = OfferId.parse(offer.id);
    const mood = random.next();
    if (mood < ignoreRate) return;
    // From a stream of its own, for in most scenarios nobody does.
    const own = random.fork(`hesitates about ${offer.id}`);
    if (own.chance(this.#habits.hesitationRate))
      await client.sleep(Math.max(0, offer.secondsLeft * 1_000 - own.between(0, lastMomentMs)));
    else await think(this.#expert, readingMinMs, readingMaxMs);
    if (mood < ignoreRate + rejectRate) {
      await client.insist('reject', id, ({ offers }, actor) => offers.reject(actor, id, { reason: 'Busy.' }));
      return;
    }
    const accepted = await client.insist(
      'accept',
      id,
      ({ offers }, actor) => offers.accept(actor, id),
      (view) => view.id,
    );
    if (accepted?.state === 'assigned') this.#workOn(accepted);
  }

  #workOn({ id }: Pick<IssueSummary, 'id'>): void {
    if (this.#working.has(id)) return;
    this.#working.add(id);
    void this.#solve(IssueId.parse(id)).finally(() => this.#working.delete(id));
  }

  async #solve(id: IssueId): Promise<void> {
    const { client, random, world } = this.#expert;
    const { serviceMinMs, serviceMaxMs, linesMax, notesRate, saysRead, transferRate } = this.#habits;
    const untilMs = world.clock.monotonicMs() + random.between(serviceMinMs, serviceMaxMs);
    const lines = Math.floor(random.next() * (linesMax + 1));
    for (let line = 1; line <= lines; line += 1) {
      await client.sleep(((untilMs - world.clock.monotonicMs()) / (lines - line + 2)) * random.next());
      await say(this.#expert, id, `Answer ${line} by ${client.name}`, { hasFile: this.#habits.sendsFiles });
      if (notesRate > 0 && random.fork(`notes ${line} of ${id}`).chance(notesRate))
        await say(this.#expert, id, `Note ${line} by ${client.name}`, { isInternal: true });
      if (saysRead) await readOn(this.#expert, id);
    }
    await client.sleep(untilMs - world.clock.monotonicMs());
    await this.#lower(id);
    if (random.chance(transferRate)) {
      const region = pick(random, client.regionsShown(world.regions)).name;
      await client.insist('transfer', `${id} ${client.newKey()}`, ({ issues }, actor) =>
        issues.transfer(actor, id, { note: 'Somebody there knows more.', region }),
      );
      return;
    }
    const resolved = await client.insist('resolve', id, ({ issues }, actor) =>
      issues.resolve(actor, id, { text: `What helps, by ${client.name}.` }),
    );
    if (resolved === undefined) return;
    this.#interesting.add(id);
    world.clock.after(interestMs, () => this.#interesting.delete(id));
  }

  /** Now and then an issue turns out to be less urgent. From a stream of its own, so that all else goes as it went. */
  async #lower(id: IssueId): Promise<void> {
    const { client, random } = this.#expert;
    if (!random.fork(`lowers ${id}`).chance(this.#habits.lowersRate)) return;
    const view = await client.look('issue', ({ issues }, actor) => issues.get(actor, id));
    if (view?.can.includes('lower-urgency') !== true) return;
    await client.insist('lower urgency', id, ({ issues }, actor) =>
      issues.lowerUrgency(actor, id, { urgency: 'low', reason: 'There is a way around it.' }),
    );
  }

  async #rateUser(id: IssueId): Promise<void> {
    const { client, random } = this.#expert;
    const stars = 1 + Math.floor(random.next() * 5);
    await client.insist(
      'rate user',
      id,
      ({ issues }, actor) => issues.rate(actor, id, { stars, comment: '' }),
      (view) => String(view.userRating?.stars),
    );
  }
}
