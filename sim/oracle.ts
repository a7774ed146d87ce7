import { type Availability, answered, newAvailability } from '../node/core/availability.ts';
import { byClaim, claimOf } from '../node/core/claim.ts';
import { AccountId, IssueId } from '../node/core/ids.ts';
import { type Candidate, qualifies, rank } from '../node/core/rank.ts';
import { nothingLearnt, type Skill, type Skilled } from '../node/core/skill.ts';
import { trustPrior } from '../node/core/trust.ts';
import { KeywordMatcher } from '../node/match/keyword-matcher.ts';
import { timing } from '../node/services/timing.ts';
import { Agenda } from './agenda.ts';
import type { Plan, PlannedExpert, PlannedIssue } from './compare-workload.ts';

/** In which order a central queue serves: as the product does, by claim; or who came first. */
export type QueueOrder = 'claim' | 'fifo';

/** What became of one issue; times of the plan. */
export type Fate = { readonly offeredMs: number; readonly acceptedMs: number; readonly expert: number };

type Waiting = {
  readonly index: number;
  readonly id: IssueId;
  readonly issue: PlannedIssue;
  /** Who passed in this attempt. */
  readonly passed: Set<number>;
  attempt: number;
  offeredMs: number | undefined;
};

type Seated = {
  readonly index: number;
  readonly id: AccountId;
  readonly expert: PlannedExpert;
  availability: Availability;
  load: number;
};

/**
 * The ideal: one queue for the whole world, which knows at every instant who is free, and to which nothing takes any
 * time. It offers issues as regions do (best expert by score, countdowns, attempts; see `node/core` and
 * `services/timing.ts`) to the same people, who reject and time out as they do with regions.
 * @returns the fate of each issue, by its index in the plan; undefined for one that nobody ever accepts
 */
export const playCentral = (plan: Plan, order: QueueOrder): readonly (Fate | undefined)[] =>
  new CentralQueue(plan, order).play();

class CentralQueue {
  readonly #plan: Plan;
  readonly #order: QueueOrder;
  readonly #agenda = new Agenda();
  readonly #experts: readonly Seated[];
  readonly #matcher = new KeywordMatcher();
  readonly #waiting = new Set<Waiting>();
  readonly #fates: (Fate | undefined)[];
  /** How often each expert was asked for each issue. */
  readonly #asked = new Map<string, number>();

  constructor(plan: Plan, order: QueueOrder) {
    this.#plan = plan;
    this.#order = order;
    this.#fates = plan.issues.map(() => undefined);
    this.#experts = plan.experts.map((expert, index) => ({
      index,
      id: AccountId.parse(expert.name),
      expert,
      availability: newAvailability,
      load: 0,
    }));
    for (const seated of this.#experts) this.#matcher.declare(skilledOf(seated));
  }

  play(): readonly (Fate | undefined)[] {
    this.#plan.issues.forEach((issue, index) => {
      const id = IssueId.parse(issue.title);
      this.#agenda.at(issue.atMs, () =>
        this.#queue({ index, id, issue, passed: new Set(), attempt: 1, offeredMs: undefined }),
      );
    });
    this.#agenda.run();
    return this.#fates;
  }

  /** It waits from now on. Who passed is asked again after a while, if nobody else comes free before. */
  #queue(waiting: Waiting): void {
    this.#waiting.add(waiting);
    this.#serve();
    if (!this.#waiting.has(waiting) || waiting.passed.size === 0) return;
    const { attempt } = waiting;
    const pauseMs = Math.min(timing.attemptMaxMs, timing.attemptMs * 2 ** (attempt - 1));
    const passes = waiting.passed.size;
    this.#agenda.at(this.#agenda.nowMs + pauseMs, () => {
      const isStill =
        this.#waiting.has(waiting) && waiting.attempt === attempt && waiting.passed.size === passes;
      if (!isStill) return;
      waiting.attempt += 1;
      waiting.passed.clear();
      this.#serve();
    });
  }

  /** Offers whatever can be offered now, the strongest first. */
  #serve(): void {
    let free = this.#experts.filter(hasSeat);
    if (free.length === 0) return;
    for (const waiting of this.#inOrder()) {
      const best = this.#bestOf(free, waiting);
      if (best === undefined) continue;
      this.#offer(waiting, best);
      free = free.filter(hasSeat);
      if (free.length === 0) return;
    }
  }

  #bestOf(free: readonly Seated[], { id, issue, passed }: Waiting): Seated | undefined {
    const able = free.filter(({ index, expert }) => !passed.has(index) && qualifies(expert, issue));
    const skillOf = this.#matcher.skillFor(issue, this.#agenda.nowMs);
    const [best] = rank(
      { id },
      able.map((seated) => candidateOf(seated, skillOf(skilledOf(seated)))),
    );
    return best && able.find((seated) => seated.id === best.id);
  }

  #inOrder(): readonly Waiting[] {
    const now = this.#agenda.nowMs;
    return [...this.#waiting]
      .map((waiting) => {
        const { id, issue } = waiting;
        const submittedAt = issue.atMs;
        const claim =
          this.#order === 'claim'
            ? claimOf({ urgency: issue.urgency, submittedAt }, now)
            : Math.max(0, now - submittedAt);
        return { id, submittedAt, claim, waiting };
      })
      .sort(byClaim)
      .map(({ waiting }) => waiting);
  }

  #offer(waiting: Waiting, seated: Seated): void {
    this.#waiting.delete(waiting);
    seated.load += 1;
    const offeredMs = this.#agenda.nowMs;
    waiting.offeredMs ??= offeredMs;
    const { index, issue } = waiting;
    const pair = `${index} ${seated.index}`;
    const nth = (this.#asked.get(pair) ?? 0) + 1;
    this.#asked.set(pair, nth);
    const answer = this.#plan.answerOf(index, seated.index, nth);
    switch (answer.kind) {
      case 'accept': {
        const acceptedMs = offeredMs + answer.afterMs;
        this.#agenda.at(acceptedMs, () => {
          seated.availability = answered(seated.availability, true);
          this.#fates[index] = {
            offeredMs: waiting.offeredMs ?? offeredMs,
            acceptedMs,
            expert: seated.index,
          };
        });
        this.#agenda.at(acceptedMs + answer.serviceMs, () => {
          seated.load -= 1;
          this.#serve();
        });
        return;
      }
      case 'reject':
        this.#agenda.at(offeredMs + answer.afterMs, () => this.#pass(waiting, seated, true));
        return;
      case 'ignore': {
        const countdownMs = issue.urgency === 'critical' ? timing.offerCriticalMs : timing.offerMs;
        this.#agenda.at(offeredMs + countdownMs, () => this.#pass(waiting, seated, false));
      }
    }
  }

  #pass(waiting: Waiting, seated: Seated, isInTime: boolean): void {
    seated.availability = answered(seated.availability, isInTime);
    seated.load -= 1;
    waiting.passed.add(seated.index);
    this.#queue(waiting);
  }
}

const hasSeat = ({ expert, load }: Seated): boolean => load < expert.capacity;

const skilledOf = ({ id, expert }: Seated): Skilled => ({
  id,
  categories: expert.categories,
  qualifications: qualificationsOf(expert),
  quiz: {},
  learnt: nothingLearnt,
});

const candidateOf = ({ id, expert, availability, load }: Seated, skill: Skill): Candidate => ({
  id,
  skill,
  capacity: expert.capacity,
  load,
  trust: trustPrior,
  availability: availability.value,
});

/** What an expert says of themselves when they register. */
export const qualificationsOf = ({ categories }: Pick<PlannedExpert, 'categories'>): string =>
  `Years with ${categories.join(' and ')}.`;
