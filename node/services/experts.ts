import { availabilityTerm } from '../core/availability.ts';
import { betOn } from '../core/bet.ts';
import { type Asking, type Exclusion, exclusionOf, preferReaders, type Standing } from '../core/eligible.ts';
import type { Choice } from '../core/entry.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { reads } from '../core/language.ts';
import { freeSeats, type SeatedExpert, type Seats, urgencyBurden } from '../core/load.ts';
import type { Entry, IssueContent, Wanted, Why } from '../core/model.ts';
import { fieldOf, type How } from '../core/placement.ts';
import { type Candidate, qualifies, type Ranked, rank } from '../core/rank.ts';
import type { IssueText, Skill, Skilled } from '../core/skill.ts';
import { trustMeasureDefault, trustTerm } from '../core/trust.ts';
import { isNewcomer, withTryout } from '../core/tryout.ts';
import { explain } from '../core/why.ts';
import { isWithinHours } from '../core/working-hours.ts';
import type { LocalTimes } from '../ports.ts';
import type { Excluded } from '../schemas/why.ts';
import type { Profile } from './documents.ts';
import type { KeptAdvice } from './kept-advice.ts';
import type { Matching } from './matching.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** What choosing an expert needs to know of an issue, at its origin or at an owner. */
export type Matchable = IssueContent & {
  readonly id: IssueId;
  readonly userId: AccountId;
  readonly barred: readonly AccountId[];
  readonly wanted?: Wanted | undefined;
};

export type SkillOf = (expert: Skilled) => Skill;

type RankedOptions = { readonly skillOf?: SkillOf; readonly isWhole?: boolean };

/** Who was found to be asked, when several issues were looked at together; with what was read of this one. */
export type Planned = { readonly expertId: AccountId; readonly skillOf: SkillOf };

/** The region's own experts: who is there, how loaded they are, and who is best for an issue. */
export class Experts {
  readonly #state: State;
  readonly #matching: Matching;
  readonly #aside: SeatsAside;
  readonly #standing: Standing<Profile> = {
    isAvailable: (profile) => this.isAvailable(profile),
    hasSeat: (profile) => this.#hasSeat(profile),
  };
  readonly #localTimes: LocalTimes;
  readonly #advice: KeptAdvice;
  readonly #listeners: ((transaction: Transaction, entry: Entry, choice: Choice) => void)[] = [];

  constructor(deps: {
    state: State;
    matching: Matching;
    aside: SeatsAside;
    localTimes: LocalTimes;
    advice: KeptAdvice;
  }) {
    const { state, matching, aside, localTimes, advice } = deps;
    this.#state = state;
    this.#matching = matching;
    this.#aside = aside;
    this.#localTimes = localTimes;
    this.#advice = advice;
  }

  /** Issues that take a seat of this expert: derived from the entries, never counted up or down. */
  loadOf(id: AccountId): number {
    return this.#state.entries.countInGroup('seat', id);
  }

  /** Whether offers go to this expert at all. In a region that leaves they go to nobody. */
  isAvailable(profile: Profile): boolean {
    if (this.#state.drain) return false;
    return profile.presence === 'online' && this.#isVerified(profile.id);
  }

  /** For the region's summary. */
  seated(): SeatedExpert[] {
    return this.#online().map(({ id, categories, capacity }) => ({
      categories,
      capacity,
      load: this.#taken(id),
      isOnline: true,
    }));
  }

  /** Whoever has a free seat now, the least busy first. */
  free(): { readonly id: AccountId; readonly categories: readonly string[] }[] {
    return this.#online()
      .filter((profile) => this.#hasSeat(profile))
      .map(({ id, categories }) => ({ id, categories, taken: this.#taken(id) }))
      .sort((a, b) => a.taken - b.taken || (a.id < b.id ? -1 : 1));
  }

  /** Whoever has a free seat for one of the categories, with their seats. */
  seatedFor(categories: ReadonlySet<string>): (Seats & { readonly id: AccountId })[] {
    const isAsked = (profile: Profile) =>
      [...categories].some((category) => qualifies(profile, { category }));
    return this.#online()
      .filter((profile) => isAsked(profile) && this.#hasSeat(profile))
      .map(({ id, capacity }) => ({ id, capacity, load: this.#taken(id) }));
  }

  /** Who may be asked for this issue now, by whomever names them, with their free seats. */
  freeFor(issue: Asking): { readonly id: AccountId; readonly freeSeats: number }[] {
    return this.#online()
      .filter((profile) => exclusionOf(profile, issue, new Set(), this.#standing) === undefined)
      .map(({ id, capacity }) => ({ id, freeSeats: freeSeats({ capacity, load: this.#taken(id) }) }));
  }

  /** Whether any expert here has a free seat for the category: a quick look before choosing. */
  hasFree(category: string): boolean {
    return this.#online().some((profile) => qualifies(profile, { category }) && this.#hasSeat(profile));
  }

  /** The best free expert who is not in `asked`: the wanted one if free, then `planned`, else by score. */
  choose(
    issue: Matchable,
    asked: ReadonlySet<AccountId>,
    now: EpochMs,
    planned?: Planned,
  ): Choice | undefined {
    const ranked = this.ranked(issue, asked, now, planned && { skillOf: planned.skillOf, isWhole: true });
    const picked = this.#pick(issue, ranked, asked, planned?.expertId);
    if (!picked) return undefined;
    const { how, best } = picked;
    const why = this.#explain(issue, best, ranked, asked);
    const score = ranked.find(({ id }) => id === best.id)?.score ?? best.score;
    return {
      expert: this.#state.person(best.id),
      why: {
        ...why,
        ...this.#advice.toldOf(issue, best.id),
        ...(how === 'learnt' && { isLearnt: true }),
        ...(how === 'together' && best !== ranked[0] && { isTogether: true }),
      },
      basis: { how, field: fieldOf(ranked, best.id), score },
    };
  }

  #pick(
    issue: Matchable,
    ranked: readonly Ranked[],
    asked: ReadonlySet<AccountId>,
    planned: AccountId | undefined,
  ): { readonly how: How; readonly best: Ranked } | undefined {
    const find = (id: AccountId | undefined) => ranked.find((one) => one.id === id);
    const [first] = ranked;
    const named = find(issue.wanted?.expertId);
    if (named) return { how: 'named', best: named };
    const together = find(planned);
    if (together) return { how: 'together', best: together };
    if (first && asked.size > 0) return { how: 'next', best: first };
    if (this.#state.settings.learnsWeights) return betOn(issue.id, ranked, this.#state.learning);
    return first && { how: first.isTryout ? 'tryout' : 'score', best: first };
  }

  /** A choice has become an offer, or a seat held for one. */
  chosen(transaction: Transaction, entry: Entry, choice: Choice): void {
    for (const listener of this.#listeners) listener(transaction, entry, choice);
  }

  onChosen(listener: (transaction: Transaction, entry: Entry, choice: Choice) => void): void {
    this.#listeners.push(listener);
  }

  /** A function from an expert to their skill for the issue: what takes longest of a choice, so that it can be kept. */
  skillFor(issue: Matchable, now: EpochMs): SkillOf {
    let read: SkillOf | undefined;
    // Not before somebody is to be judged: of what waits, much can be taken by nobody who is free.
    return (expert) => {
      read ??= this.#advice.applied(issue, this.#matching.skillFor(issue, now));
      return read(expert);
    };
  }

  /**
   * Everyone who may be asked now and is not in `asked`, best first; who does not read it only if nobody is free who does, or
   * if `isWhole`: then after all others.
   */
  ranked(
    issue: Matchable,
    asked: ReadonlySet<AccountId>,
    now: EpochMs,
    { skillOf = this.skillFor(issue, now), isWhole = false }: RankedOptions = {},
  ): readonly Ranked[] {
    const free = this.#state.profiles
      .inGroup('presence', 'online')
      .filter((profile) => exclusionOf(profile, issue, asked, this.#standing) === undefined);
    const able = preferReaders(free, issue.language, issue.wanted?.expertId, ({ id }) =>
      this.#languagesOf(id),
    );
    const byScore = this.#byScore(issue, able, now, skillOf);
    // Whoever is asked second has waited already.
    const ranked = asked.size > 0 ? byScore : withTryout(issue, byScore, (id) => this.#isIdleNewcomer(id));
    if (!isWhole || able.length === free.length) return ranked;
    const first = new Set(able);
    const others = free.filter((profile) => !first.has(profile));
    const last = this.#byScore(issue, others, now, skillOf).map((one) => ({ ...one, isLast: true as const }));
    return [...ranked, ...last];
  }

  #byScore(issue: Matchable, of: readonly Profile[], now: EpochMs, skillOf: SkillOf): readonly Ranked[] {
    const candidates = of.map((profile) => this.#candidate(profile, skillOf(profile), now));
    return rank(issue, candidates, this.#state.settings.weights);
  }

  /** Whether those who may be asked read it: all of them or, but for somebody who was named, none. */
  isRead({ language }: Matchable, ranked: readonly Ranked[]): boolean {
    return ranked.some(({ id }) => reads(this.#languagesOf(id), language));
  }

  #explain(issue: Matchable, best: Ranked, ranked: readonly Ranked[], asked: ReadonlySet<AccountId>): Why {
    const { language } = issue;
    return explain(best, {
      ranked,
      personOf: (id) => this.#state.person(id),
      excluded: this.#excluded(issue, new Set(ranked.map(({ id }) => id)), asked),
      ...(language && { language: { is: language, isRead: reads(this.#languagesOf(best.id), language) } }),
    });
  }

  /** How many verified experts of this region may not be asked, by reason. */
  #excluded(issue: Matchable, ranked: ReadonlySet<AccountId>, asked: ReadonlySet<AccountId>): Excluded {
    const counts: Partial<Record<Exclusion, number>> = {};
    for (const profile of this.#state.profiles.values()) {
      if (ranked.has(profile.id) || !this.#isVerified(profile.id)) continue;
      const reason = exclusionOf(profile, issue, asked, this.#standing) ?? 'language';
      counts[reason] = (counts[reason] ?? 0) + 1;
    }
    return counts;
  }

  #languagesOf(id: AccountId): readonly string[] {
    return this.#state.accounts.get(id)?.languages ?? [];
  }

  #isVerified(id: AccountId): boolean {
    return this.#state.accounts.get(id)?.verification === 'verified';
  }

  /** To be awaited before a command that chooses for this text; undefined when there is nothing to wait for. */
  prepare(text: IssueText): Promise<void> | undefined {
    return this.#matching.prepare(text);
  }

  /** What the score of a choice compares with. */
  matcherOf({ why }: Choice): string {
    return this.#matching.nameOf(why.matcher?.name === 'semantic' ? 'semantic' : 'keyword');
  }

  #online(): Profile[] {
    return this.#state.profiles.inGroup('presence', 'online').filter((profile) => this.isAvailable(profile));
  }

  /** Seats that are no longer to be had: of issues, and those set aside for a peer's. */
  #taken(id: AccountId): number {
    return this.loadOf(id) + this.#aside.countOf(id);
  }

  #hasSeat({ id, capacity }: Profile): boolean {
    return freeSeats({ capacity, load: this.#taken(id) }) > 0;
  }

  /** Whether they have declared hours, and it is not within them now. Of a zone that this node does not know, nobody can say. */
  isOutsideHours({ workingHours }: Profile, now: EpochMs): boolean {
    if (!workingHours) return false;
    const local = this.#localTimes.at(workingHours.timeZone, now);
    return local !== undefined && !isWithinHours(workingHours, local);
  }

  #isIdleNewcomer(id: AccountId): boolean {
    const profile = this.#state.profiles.get(id);
    return profile !== undefined && isNewcomer(profile.offers.offered) && this.#taken(id) === 0;
  }

  /** What an expert has weighs by its urgency; of seats set aside for a peer nobody knows it yet. */
  #burdenOf(id: AccountId, taken: number): number {
    if (taken === 0) return 0;
    const own = this.#state.entries.inGroup('seat', id);
    return own.reduce((sum, { issue }) => sum + urgencyBurden[issue.urgency], this.#aside.countOf(id));
  }

  #candidate(profile: Profile, skill: Skill, now: EpochMs): Candidate {
    const account = this.#state.accounts.get(profile.id);
    const { trustMeasure = trustMeasureDefault } = this.#state.settings;
    const load = this.#taken(profile.id);
    return {
      id: profile.id,
      skill,
      capacity: profile.capacity,
      load,
      burden: this.#burdenOf(profile.id, load),
      trust: account ? trustTerm(account.trust, now, trustMeasure) : 0,
      availability: availabilityTerm(profile.availability, this.isOutsideHours(profile, now)),
    };
  }
}
