import type { AccountId, EpochMs, IssueId } from './ids.ts';
import { within01 } from './within01.ts';

/** What matching reads of an issue. `language` is its ISO 639-1 code, if it is known. */
export type IssueText = {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly language?: string | undefined;
};

/**
 * What an expert's resolved issues taught, as it travels with them: for each word, in how many of them it stood, older
 * ones counting less, as of `at` (`match/learnt.ts`). A plain JSON value of some 12 kB at most.
 */
export type Learnt = { readonly terms: Readonly<Record<string, number>>; readonly at: EpochMs };

/** What matching reads of an expert. `quiz` holds the share of right answers, in [0, 1], per category taken. */
export type Skilled = {
  readonly id: AccountId;
  readonly categories: readonly string[];
  readonly qualifications: string;
  readonly quiz: Readonly<Record<string, number>>;
  readonly learnt: Learnt;
};

/** Where skill comes from, each in [0, 1]. */
export type SkillParts = {
  /** Whether the expert declared the issue's category: 1 or 0. */
  readonly category: number;
  /** How much of the issue's words their qualifications cover. */
  readonly qualifications: number;
  /** Their quiz result in the category; 0 if not taken, for it is voluntary and can only speak for somebody. */
  readonly quiz: number;
  /** How familiar the issue's words are to them from everything they resolved. */
  readonly learnt: number;
  /** How much the past issues that resemble this one most speak for them. */
  readonly past: number;
  /** How far what they resolved is enough to judge by: 0 for a newcomer. */
  readonly history: number;
};

/** A past issue that spoke for an expert, and its share of all that did, in [0, 1]. */
export type PastShare = { readonly issueId: IssueId; readonly share: number };

export type Skill = {
  readonly value: number;
  readonly parts: SkillParts;
  /** What compared the texts. */
  readonly matcher: 'keyword' | 'semantic';
  /** The past issues that spoke most for this expert, at most `pastSharesMax`. */
  readonly past: readonly PastShare[];
  /** The region is still reading its past issues: some that would have spoken may not have been known. */
  readonly isFilling?: boolean;
  /** Another matcher should have compared them, and did not answer. */
  readonly isFallback?: boolean;
};

/** As many as somebody looks at to see why. */
export const pastSharesMax = 3;

/** What each declared source is worth; they add up to 1. A quiz says less than the other two. */
const declaredWeights = { category: 0.4, qualifications: 0.4, quiz: 0.2 };

/** What somebody did says more than what they say of themselves: its share of the whole, for who has a history. */
const didShare = 0.6;

/** What a newcomer has done is presumed from what they declare, at less than half of it. */
const presumedShare = 0.4;

/** Issues after which what somebody did counts half. */
const halfHistory = 3;

/** Someone who resolved nothing yet. */
export const nothingLearnt: Learnt = { terms: {}, at: 0 };

/** How far a history of so many resolved issues, older ones counting less, is enough to judge by. */
export const historyOf = (resolved: number): number =>
  resolved > 0 ? within01(resolved / (resolved + halfHistory)) : 0;

/**
 * An expert's skill for an issue, in [0, 1]: what they declare, and what they did, the latter the more the longer their
 * history is. Absolute, that is, made of this issue and this expert, so that values of different regions compare.
 * Uses no mathematics beyond + − × ÷ and the square root, whose results IEEE 754 prescribes: the same everywhere.
 */
export function skillValue({ category, qualifications, quiz, learnt, past, history }: SkillParts): number {
  return skillOf(category, qualifications, quiz, learnt, past, history);
}

/** `skillValue` of parts that are in no object, for who goes through thousands. */
export function skillOf(
  category: number,
  qualifications: number,
  quiz: number,
  learnt: number,
  past: number,
  history: number,
): number {
  const declared =
    declaredWeights.category * category +
    declaredWeights.qualifications * qualifications +
    declaredWeights.quiz * quiz;
  const did = (learnt + past) / 2;
  const evidence = history * did + (1 - history) * presumedShare * declared;
  return within01((1 - didShare) * declared + didShare * evidence);
}
