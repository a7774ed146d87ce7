import { type Exclusion, exclusionOf, preferReaders, type Standing } from '../core/eligible.ts';
import type { Choice } from '../core/entry.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { reads } from '../core/language.ts';
import { freeSeats, type SeatedExpert } from '../core/load.ts';
import type { IssueContent, Wanted } from '../core/model.ts';
import { type Candidate, qualifies, type Ranked, rank } from '../core/rank.ts';
import type { Skill } from '../core/skill.ts';
import { trustAt } from '../core/trust.ts';
import { explain } from '../core/why.ts';
import type { Excluded } from '../schemas/views.ts';
import type { Profile } from './documents.ts';
import type { KeptAdvice } from './kept-advice.ts';
import type { Matching } from './matching.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';

/** What choosing an expert needs to know of an issue, at its origin or at an owner. */
export type Matchable = IssueContent & {
  readonly id: IssueId;
  readonly userId: AccountId;
  readonly barred: readonly AccountId[];
  readonly wanted?: Wanted | undefined;
};

/** The region's own experts: who is there, how loaded they are, and who is best for an issue. */
export class Experts {
  readonly #state: State;
  readonly #matching: Matching;
  readonly #aside: SeatsAside;
  readonly #advice: KeptAdvice;
  readonly #standing: Standing<Profile> = {
    isAvailable: (profile) => this.isAvailable(profile),
    hasSeat: (profile) => this.#hasSeat(profile),
  };

  constructor(deps: { state: State; matching: Matching; aside: SeatsAside; advice: KeptAdvice }) {
    this.#state = deps.state;
    this.#matching = deps.matching;
    this.#aside = deps.aside;
    this.#advice = deps.advice;
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

  /** Whether any expert here has a free seat for the category: a quick look before choosing. */
  hasFree(category: string): boolean {
    return this.#online().some((profile) => qualifies(profile, { category }) && this.#hasSeat(profile));
  }

  /** The best free expert who is not in `asked`: the wanted one if free, else by score among those who read it. */
  choose(issue: Matchable, asked: ReadonlySet<AccountId>, now: EpochMs): Choice | undefined {
    const ranked = this.#ranked(issue, asked, now);
    const best = ranked.find(({ id }) => id === issue.wanted?.expertId) ?? ranked[0];
    return best && this.#choice(issue, best, ranked, asked);
  }

  /** Everyone who may be asked now, best first; who does not read it only if nobody is free who does. */
  #ranked(issue: Matchable, asked: ReadonlySet<AccountId>, now: EpochMs): readonly Ranked[] {
    const skillOf = this.#advice.applied(issue, this.#matching.skillFor(issue, now));
    const free = this.#state.profiles
      .inGroup('presence', 'online')
      .filter((profile) => exclusionOf(profile, issue, asked, this.#standing) === undefined);
    const able = preferReaders(free, issue.language, issue.wanted?.expertId, ({ id }) =>
      this.#languagesOf(id),
    );
    const candidates = able.map((profile) => this.#candidate(profile, skillOf(profile), now));
    return rank(issue, candidates, this.#state.settings.weights);
  }

  #choice(issue: Matchable, best: Ranked, ranked: readonly Ranked[], asked: ReadonlySet<AccountId>): Choice {
    const { language } = issue;
    const why = explain(best, {
      ranked,
      personOf: (id) => this.#state.person(id),
      excluded: this.#excluded(issue, new Set(ranked.map(({ id }) => id)), asked),
      ...(language && { language: { is: language, isRead: reads(this.#languagesOf(best.id), language) } }),
    });
    const expert = this.#state.person(best.id);
    return { expert, why: { ...why, ...this.#advice.toldOf(issue, best.id) } };
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

  #candidate(profile: Profile, skill: Skill, now: EpochMs): Candidate {
    const account = this.#state.accounts.get(profile.id);
    return {
      id: profile.id,
      skill,
      capacity: profile.capacity,
      load: this.#taken(profile.id),
      trust: account ? trustAt(account.trust, now) : 0,
      availability: profile.availability.value,
    };
  }
}
