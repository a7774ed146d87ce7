import type { AccountId, EpochMs } from '../core/ids.ts';
import {
  historyOf,
  type IssueText,
  type Skill,
  type Skilled,
  type SkillParts,
  skillOf,
  skillValue,
} from '../core/skill.ts';
import { Declared } from './declared.ts';
import { askedTerms, type TermWeights } from './issue-terms.ts';
import { categoryPart, KnownExperts, quizPart } from './known-experts.ts';
import { type Remembered, rememberer } from './learnt.ts';
import { type Near, PastIssues } from './past-issues.ts';
import { Roster } from './roster.ts';
import { type Vote, votersMax, votesOf } from './votes.ts';

/** What else than words says how well experts fit one issue. */
export type Beside = {
  readonly matcher: Skill['matcher'];
  /** Past issues to be found by words, which `votes` will see. */
  readonly limit: number;
  votes(near: readonly Near[]): ReadonlyMap<AccountId, Vote>;
  /**
   * From what words say of each expert, by number, to what both say, in [0, 1]; left out, words alone say it. They may write
   * it in place of what they are given: each column that is not made anew for every issue spares some collecting of garbage.
   */
  learnt?(familiar: Float64Array): Float64Array;
  qualifications?(covered: Float64Array): Float64Array;
  /** Some of what it would know is still being read. */
  readonly isFilling?: boolean;
  /** It should have been more, and there was no answer. */
  readonly isFallback?: boolean;
};

/** Words alone. */
export const wordsAlone: Beside = {
  matcher: 'keyword',
  limit: votersMax,
  votes: votesOf,
};

/** A function from an expert to their skill for one issue. */
export type SkillFor = {
  (expert: Skilled): Skill;
  /** The value alone, of who has this number (`declare`): thousands are compared, and only of the best anybody asks why. */
  readonly valueAt: (number: number) => number;
};

/**
 * How able this region's experts are to resolve an issue, by the words in it: what the region's experts resolved
 * (`past`) and what they say of themselves (`declared`), both kept up to date by whoever owns the matcher.
 */
export class KeywordMatcher {
  readonly #roster: Roster;
  readonly past: PastIssues;
  readonly declared: Declared;
  readonly #known: KnownExperts;
  /** `past` is still being read from the store: experts are judged by what they remember of it (`Learnt`) as well. */
  isFilling = false;
  /** An issue that waits is asked about again and again, and is never changed in place. */
  readonly #asked = new WeakMap<IssueText, TermWeights>();

  /** Experts are numbered by `roster`, which whatever is asked beside words (`Beside`) uses as well. */
  constructor(roster: Roster = new Roster()) {
    this.#roster = roster;
    this.past = new PastIssues(roster);
    this.declared = new Declared(roster);
    this.#known = new KnownExperts(roster);
  }

  /** Takes in what an expert says of themselves, and returns their number, which stays. Cheap when it has not changed. */
  declare(expert: Skilled): number {
    const { id, qualifications, categories } = expert;
    this.declared.set(id, `${qualifications}\n${categories.join(' ')}`);
    return this.#known.set(expert);
  }

  /** Forgets what an expert says of themselves; what they resolved stays. */
  undeclare(id: AccountId): void {
    this.declared.remove(id);
    this.#known.remove(id);
  }

  /** The issue is looked at once for all experts who are declared here. */
  skillFor(issue: IssueText, now: EpochMs, beside: Beside = wordsAlone): SkillFor {
    const asked = this.#termsOf(issue);
    const look = this.past.look(asked, { now, limit: beside.limit });
    const votes = beside.votes(look.near);
    const covered = this.declared.coverage(asked, this.past);
    const qualifications = beside.qualifications?.(covered) ?? covered;
    const learnt = beside.learnt?.(look.familiar) ?? look.familiar;
    const remember = rememberer(asked);
    const { isFilling } = this;
    const partsAt = (number: number, category: number, quiz: number, past: number): SkillParts => ({
      category,
      qualifications: qualifications[number] ?? 0,
      quiz,
      learnt: learnt[number] ?? 0,
      past,
      history: historyOf(look.resolvedBy(number)),
    });
    // Of who has no past here, or not all of it yet, it is what they remember that speaks.
    const withMemory = (parts: SkillParts, memory: Remembered): SkillParts => ({
      ...parts,
      learnt: Math.max(parts.learnt, memory.familiar),
      history: Math.max(parts.history, historyOf(memory.resolved)),
    });
    const isMemoryAsked = (number: number) => isFilling || look.resolvedBy(number) === 0;
    const partsOf = (expert: Skilled): SkillParts => {
      const number = this.#roster.find(expert.id) ?? -1;
      const { category } = issue;
      const vote = votes.get(expert.id)?.value ?? 0;
      const parts = partsAt(number, categoryPart(expert, category), quizPart(expert, category), vote);
      return isMemoryAsked(number) ? withMemory(parts, remember(expert.learnt)) : parts;
    };
    const { declared, quiz } = this.#known.of(issue.category);
    // All at once, which takes less than being asked ten thousand times; and past issues speak for few.
    const values = new Float64Array(this.#roster.size);
    const declaredAt = (number: number, vote: number) =>
      partsAt(number, declared[number] ?? 0, quiz[number] ?? 0, vote);
    for (let number = 0; number < values.length; number++)
      values[number] = skillOf(
        declared[number] ?? 0,
        qualifications[number] ?? 0,
        quiz[number] ?? 0,
        learnt[number] ?? 0,
        0,
        historyOf(look.resolvedBy(number)),
      );
    for (const [id, { value }] of votes) {
      const number = this.#roster.numberOf(id);
      values[number] = skillValue(declaredAt(number, value));
    }
    const valueAt = (number: number): number => {
      const expert =
        this.#known.remembers(number) && isMemoryAsked(number) ? this.#known.get(number) : undefined;
      if (!expert) return values[number] ?? 0;
      const vote = votes.get(expert.id)?.value ?? 0;
      return skillValue(withMemory(declaredAt(number, vote), remember(expert.learnt)));
    };
    const past = (expert: Skilled) => votes.get(expert.id)?.past ?? [];
    const reasons: Reasons = {
      parts: partsOf,
      past,
      beside,
      isFilling: isFilling || beside.isFilling === true,
    };
    const skillFor = (expert: Skilled) => {
      const number = this.#roster.find(expert.id) ?? -1;
      // What is declared lies in columns already.
      const isDeclared = this.#known.get(number) === expert;
      return new KeywordSkill(isDeclared ? valueAt(number) : skillValue(partsOf(expert)), expert, reasons);
    };
    return Object.assign(skillFor, { valueAt });
  }

  #termsOf(issue: IssueText): TermWeights {
    const known = this.#asked.get(issue);
    if (known) return known;
    const asked = askedTerms(issue);
    this.#asked.set(issue, asked);
    return asked;
  }
}

type Reasons = {
  readonly parts: (expert: Skilled) => SkillParts;
  readonly past: (expert: Skilled) => Skill['past'];
  readonly isFilling: boolean;
  readonly beside: Beside;
};

/** A skill whose reasons are found when somebody asks. */
class KeywordSkill implements Skill {
  readonly value: number;
  readonly #expert: Skilled;
  readonly #reasons: Reasons;

  constructor(value: number, expert: Skilled, reasons: Reasons) {
    this.value = value;
    this.#expert = expert;
    this.#reasons = reasons;
  }

  get parts(): SkillParts {
    return this.#reasons.parts(this.#expert);
  }

  get past(): Skill['past'] {
    return this.#reasons.past(this.#expert);
  }

  get matcher(): Skill['matcher'] {
    return this.#reasons.beside.matcher;
  }

  get isFilling(): boolean {
    return this.#reasons.isFilling;
  }

  get isFallback(): boolean {
    return this.#reasons.beside.isFallback === true;
  }
}
