import type { AccountId, EpochMs } from '../core/ids.ts';
import {
  historyOf,
  type IssueText,
  type Skill,
  type Skilled,
  type SkillParts,
  skillValue,
} from '../core/skill.ts';
import { within01 } from '../core/within01.ts';
import { Declared } from './declared.ts';
import { askedTerms, type TermWeights } from './issue-terms.ts';
import { remember } from './learnt.ts';
import { type Near, PastIssues } from './past-issues.ts';
import { type Vote, votersMax, votesOf } from './votes.ts';

/** What else than words says how well experts fit one issue. */
export type Beside = {
  readonly matcher: Skill['matcher'];
  /** Past issues to be found by words, which `votes` will see. */
  readonly limit: number;
  votes(near: readonly Near[]): ReadonlyMap<AccountId, Vote>;
  /** From what words say to what both say, in [0, 1]. */
  learnt(expert: AccountId, familiar: number): number;
  qualifications(expert: AccountId, covered: number): number;
  /** Some of what it would know is still being read. */
  readonly isFilling?: true;
};

/** Words alone. */
const wordsAlone: Beside = {
  matcher: 'keyword',
  limit: votersMax,
  votes: votesOf,
  learnt: (_, familiar) => familiar,
  qualifications: (_, covered) => covered,
};

const nobody: Skill['past'] = [];

/**
 * How able this region's experts are to resolve an issue, by the words in it: what the region's experts resolved
 * (`past`) and what they say of themselves (`declared`), both kept up to date by whoever owns the matcher.
 */
export class KeywordMatcher {
  readonly past = new PastIssues();
  readonly declared = new Declared();
  /** `past` is still being read from the store: experts are judged by what they remember of it (`Learnt`) as well. */
  isFilling = false;
  /** An issue that waits is asked about again and again, and is never changed in place. */
  readonly #asked = new WeakMap<IssueText, TermWeights>();

  /** Takes in what an expert says of themselves. Cheap when it has not changed. */
  declare({ id, qualifications, categories }: Skilled): void {
    this.declared.set(id, `${qualifications}\n${categories.join(' ')}`);
  }

  /** A function from an expert who is declared here to their skill: the issue is looked at once for all of them. */
  skillFor(issue: IssueText, now: EpochMs, beside: Beside = wordsAlone): (expert: Skilled) => Skill {
    const asked = this.#termsOf(issue);
    const look = this.past.look(asked, { now, limit: beside.limit });
    const votes = beside.votes(look.near);
    const coveredBy = this.declared.coverage(asked, (term) => this.past.rarityOf(term));
    return (expert) => {
      const vote = votes.get(expert.id);
      const resolved = look.resolvedBy(expert.id);
      const declared = {
        category: expert.categories.includes(issue.category) ? 1 : 0,
        qualifications: beside.qualifications(expert.id, coveredBy(expert.id)),
        quiz: within01(own(expert.quiz, issue.category)),
      };
      const seen = {
        learnt: beside.learnt(expert.id, look.familiarTo(expert.id)),
        past: vote?.value ?? 0,
        history: historyOf(resolved),
      };
      const parts = {
        ...declared,
        ...(resolved > 0 && !this.isFilling ? seen : this.#more(seen, expert, asked)),
      };
      return {
        value: skillValue(parts),
        parts,
        matcher: beside.matcher,
        past: vote?.past ?? nobody,
        ...((this.isFilling || beside.isFilling) && { isFilling: true as const }),
      };
    };
  }

  /** What the expert remembers, where that is more than what is here. */
  #more(
    seen: Pick<SkillParts, 'learnt' | 'past' | 'history'>,
    { learnt }: Skilled,
    asked: TermWeights,
  ): Pick<SkillParts, 'learnt' | 'past' | 'history'> {
    const { familiar, resolved } = remember(learnt, asked);
    return {
      learnt: Math.max(seen.learnt, familiar),
      past: seen.past,
      history: Math.max(seen.history, historyOf(resolved)),
    };
  }

  #termsOf(issue: IssueText): TermWeights {
    const known = this.#asked.get(issue);
    if (known) return known;
    const asked = askedTerms(issue);
    this.#asked.set(issue, asked);
    return asked;
  }
}

/** A member of a record, 0 if it has none: records are keyed by what people write, `constructor` included. */
function own(record: Readonly<Record<string, number>>, key: string): number {
  return Object.hasOwn(record, key) ? (record[key] ?? 0) : 0;
}
