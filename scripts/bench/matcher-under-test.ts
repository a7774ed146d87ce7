import type { IssueId } from '../../node/core/ids.ts';
import type { IssueText, Skill, Skilled } from '../../node/core/skill.ts';
import type { PastIssue } from '../../node/match/past-issues.ts';

/** What is measured: as a region uses it. */
export type MatcherUnderTest = {
  /** Once, before anything is asked: all that the region's experts declare and have resolved. */
  prepare(experts: readonly Skilled[], past: readonly PastIssue[]): Promise<void>;
  skillFor(issue: IssueText & { readonly id: IssueId }, now: number): Promise<(expert: Skilled) => Skill>;
  /** Ends what it has started. */
  close?(): void;
};
