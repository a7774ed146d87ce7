/** Who would get each issue of a labelled set, by the production code, and how long choosing takes. */
import { IssueId } from '../../node/core/ids.ts';
import { rank } from '../../node/core/rank.ts';
import { nothingLearnt, type Skilled } from '../../node/core/skill.ts';
import { KeywordMatcher } from '../../node/match/keyword-matcher.ts';
import type { PastIssue } from '../../node/match/past-issues.ts';
import type { CaseExpert, CaseSet } from './case-set.ts';
import { percentile } from './figures.ts';
import type { MatcherUnderTest } from './matcher-under-test.ts';
import { type RankingFigures, rankingFigures } from './ranking-figures.ts';
import { semanticMatcher } from './semantic.ts';

/** The matchers by name; another one is a line here. `modelDir` is where a sentence model is. */
export const matchers = {
  semantic: (modelDir: string): MatcherUnderTest => semanticMatcher(modelDir),
  keyword: (_modelDir: string): MatcherUnderTest => {
    const matcher = new KeywordMatcher();
    return {
      async prepare(experts, past) {
        for (const expert of experts) matcher.declare(expert);
        for (const issue of past) matcher.past.add(issue);
      },
      skillFor: async (issue, now) => matcher.skillFor(issue, now),
    };
  },
} as const;
export type MatcherName = keyof typeof matchers;

export type Matching = RankingFigures & {
  readonly matcher: MatcherName;
  /** From the issue's text to the order of all experts. */
  readonly msP50: number;
  readonly msP99: number;
};

export type MatchingRun = {
  readonly figures: Matching;
  /** Issue id to expert ids, best first. */
  readonly rankings: Readonly<Record<string, readonly string[]>>;
};

/** Issues that are ranked once before time is taken, so that the engine has compiled the code. */
const warmUpIssues = 50;

export async function measureMatching(set: CaseSet, name: MatcherName, modelDir = ''): Promise<MatchingRun> {
  const matcher = matchers[name](modelDir);
  const experts = set.experts.map(skilledOf);
  const past = set.experts.flatMap(pastOf);
  await matcher.prepare(experts, past);
  const newest = Math.max(0, ...past.map(({ at }) => at));

  const rankOne = async ({ id, at, title, description, category }: CaseSet['issues'][number]) => {
    const now = at === undefined ? newest : Date.parse(at);
    const skillOf = await matcher.skillFor({ id, title, description, category }, now);
    // Experts are alike but for their skill: trust, availability and load are measured elsewhere.
    return rank(
      { id },
      experts.map((expert) => ({
        id: expert.id,
        skill: skillOf(expert),
        trust: 0.5,
        availability: 0.8,
        capacity: 1,
        load: 0,
      })),
    ).map((ranked) => ranked.id);
  };

  for (const issue of set.issues.slice(0, warmUpIssues)) await rankOne(issue);
  const tookMs: number[] = [];
  const cases: { issue: CaseSet['issues'][number]; ranking: readonly string[] }[] = [];
  for (const issue of set.issues) {
    const startedAt = performance.now();
    const ranking = await rankOne(issue);
    tookMs.push(performance.now() - startedAt);
    cases.push({ issue, ranking });
  }
  matcher.close?.();
  return {
    figures: {
      matcher: name,
      ...rankingFigures(cases),
      msP50: percentile(tookMs, 0.5),
      msP99: percentile(tookMs, 0.99),
    },
    rankings: Object.fromEntries(cases.map(({ issue, ranking }) => [issue.id, ranking])),
  };
}

const skilledOf = ({ id, skills }: CaseExpert): Skilled => ({
  id,
  categories: [],
  qualifications: skills.join(', '),
  quiz: {},
  learnt: nothingLearnt,
});

const pastOf = ({ id, resolved, resolved_at }: CaseExpert): PastIssue[] =>
  resolved.map((text, n) => {
    const [title = '', ...rest] = text.split('\n');
    return {
      id: IssueId.parse(`${id}:${n}`),
      expertId: id,
      title,
      description: rest.join('\n'),
      category: '',
      at: Date.parse(resolved_at?.[n] ?? '') || 0,
    };
  });
