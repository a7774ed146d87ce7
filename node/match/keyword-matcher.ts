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
import { rememberer } from './learnt.ts';
import { type Near, PastIssues } from './past-issues.ts';
import { Roster } from './roster.ts';
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
  readonly isFilling?: boolean;
  /** It should have been more, and there was no answer. */
  readonly isFallback?: boolean;
};

/** Words alone. */
export const wordsAlone: Beside = {
  matcher: 'keyword',
  limit: votersMax,
  votes: votesOf,
  learnt: (_, familiar) => familiar,
  qualifications: (_, covered) => covered,
};

type Changing<T> = { -readonly [member in keyof T]: T[member] };

const noParts: SkillParts = { category: 0, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 };

/**
 * How able this region's experts are to resolve an issue, by the words in it: what the region's experts resolved
 * (`past`) and what they say of themselves (`declared`), both kept up to date by whoever owns the matcher.
 */
export class KeywordMatcher {
  readonly #roster = new Roster();
  readonly past = new PastIssues(this.#roster);
  readonly declared = new Declared(this.#roster);
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
    const voted = new Float64Array(this.#roster.size);
    for (const [id, { value }] of votes) voted[this.#roster.numberOf(id)] = value;
    const covered = this.declared.coverage(asked, (term) => this.past.rarityOf(term));
    const remember = rememberer(asked);
    const { isFilling } = this;
    const fill = (parts: Changing<SkillParts>, expert: Skilled): SkillParts => {
      const number = this.#roster.find(expert.id) ?? -1;
      const resolved = look.resolvedBy(number);
      parts.category = expert.categories.includes(issue.category) ? 1 : 0;
      parts.qualifications = beside.qualifications(expert.id, covered[number] ?? 0);
      parts.quiz = within01(own(expert.quiz, issue.category));
      parts.learnt = beside.learnt(expert.id, look.familiar[number] ?? 0);
      parts.past = voted[number] ?? 0;
      parts.history = historyOf(resolved);
      if (resolved > 0 && !isFilling) return parts;
      // Of who has no past here, or not all of it yet, it is what they remember that speaks.
      const memory = remember(expert.learnt);
      parts.learnt = Math.max(parts.learnt, memory.familiar);
      parts.history = Math.max(parts.history, historyOf(memory.resolved));
      return parts;
    };
    // Thousands are compared, and one is chosen: reasons are written down when somebody asks for them.
    const scratch = { ...noParts };
    const parts = (expert: Skilled) => fill({ ...noParts }, expert);
    const past = (expert: Skilled) => votes.get(expert.id)?.past ?? [];
    const reasons: Reasons = { parts, past, beside, isFilling: isFilling || beside.isFilling === true };
    return (expert) => new KeywordSkill(skillValue(fill(scratch, expert)), expert, reasons);
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

/** A member of a record, 0 if it has none: records are keyed by what people write, `constructor` included. */
function own(record: Readonly<Record<string, number>>, key: string): number {
  return Object.hasOwn(record, key) ? (record[key] ?? 0) : 0;
}
