import type { Choice } from '../core/entry.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { freeSeats, type SeatedExpert } from '../core/load.ts';
import type { IssueContent, Wanted, Why } from '../core/model.ts';
import { type Candidate, qualifies, type Ranked, rank } from '../core/rank.ts';
import type { IssueText, Skill } from '../core/skill.ts';
import { trustAt } from '../core/trust.ts';
import type { Profile } from './documents.ts';
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

  constructor({ state, matching, aside }: { state: State; matching: Matching; aside: SeatsAside }) {
    this.#state = state;
    this.#matching = matching;
    this.#aside = aside;
  }

  /** Issues that take a seat of this expert: derived from the entries, never counted up or down. */
  loadOf(id: AccountId): number {
    return this.#state.entries.countInGroup('seat', id);
  }

  /** Whether offers go to this expert at all. In a region that leaves they go to nobody. */
  isAvailable(profile: Profile): boolean {
    if (this.#state.drain) return false;
    return profile.presence === 'online' && this.#state.accounts.get(profile.id)?.verification === 'verified';
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

  /** The best free expert who is not in `asked`: the wanted one if free, else by score. */
  choose(issue: Matchable, asked: ReadonlySet<AccountId>, now: EpochMs): Choice | undefined {
    const skillOf = this.#matching.skillFor(issue, now);
    const candidates = this.#online()
      .filter(
        (profile) =>
          profile.id !== issue.userId &&
          !asked.has(profile.id) &&
          !issue.barred.includes(profile.id) &&
          qualifies(profile, issue) &&
          this.#hasSeat(profile),
      )
      .map((profile) => this.#candidate(profile, skillOf(profile), now));
    const ranked = rank(issue, candidates, this.#state.settings.weights);
    const best = ranked.find(({ id }) => id === issue.wanted?.expertId) ?? ranked[0];
    return best && { expert: this.#state.person(best.id), why: whyOf(best, candidates.length - 1) };
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

function whyOf({ score, terms, weights, skill }: Ranked, others: number): Why {
  const { isFallback, isFilling } = skill;
  const matcher = {
    name: skill.matcher,
    ...(isFallback && { isFallback: true as const }),
    ...(isFilling && { isFilling: true as const }),
  };
  return { score, terms, weights, skill: skill.parts, others, matcher };
}
