/** How good rankings are: the usual figures of retrieval (Manning, Raghavan, Schütze, "Introduction to Information Retrieval", ch. 8). */
import type { CaseIssue } from './case-set.ts';

export type RankingFigures = {
  /** Mean of 1 / the place of the first expert who did resolve the issue. */
  readonly mrr: number;
  /** Share of issues with such an expert among the first 1, 5, 10. */
  readonly hit1: number;
  readonly hit5: number;
  readonly hit10: number;
  /** Normalised discounted cumulative gain of the first ten: 2^grade − 1 for each. */
  readonly ndcg10: number;
};

type Labels = Pick<CaseIssue, 'relevant' | 'graded'>;
export type RankedCase = { readonly issue: Labels; readonly ranking: readonly string[] };

const nothing: RankingFigures = { mrr: 0, hit1: 0, hit5: 0, hit10: 0, ndcg10: 0 };

/** The mean over all issues; zeros without any. */
export function rankingFigures(cases: readonly RankedCase[]): RankingFigures {
  const sums = cases.map(figuresOf).reduce(
    (sum, one) => ({
      mrr: sum.mrr + one.mrr,
      hit1: sum.hit1 + one.hit1,
      hit5: sum.hit5 + one.hit5,
      hit10: sum.hit10 + one.hit10,
      ndcg10: sum.ndcg10 + one.ndcg10,
    }),
    nothing,
  );
  const mean = (sum: number) => (cases.length > 0 ? sum / cases.length : 0);
  return {
    mrr: mean(sums.mrr),
    hit1: mean(sums.hit1),
    hit5: mean(sums.hit5),
    hit10: mean(sums.hit10),
    ndcg10: mean(sums.ndcg10),
  };
}

function figuresOf({ issue, ranking }: RankedCase): RankingFigures {
  const relevant = new Set<string>(issue.relevant);
  const place = ranking.findIndex((id) => relevant.has(id)) + 1;
  const within = (most: number) => (place > 0 && place <= most ? 1 : 0);
  const grades: Readonly<Record<string, number>> =
    issue.graded ?? Object.fromEntries(issue.relevant.map((id) => [id, 2]));
  const best = gainOf(Object.values(grades).sort((a, b) => b - a));
  return {
    mrr: place > 0 ? 1 / place : 0,
    hit1: within(1),
    hit5: within(5),
    hit10: within(10),
    ndcg10: best > 0 ? gainOf(ranking.map((id) => grades[id] ?? 0)) / best : 0,
  };
}

const gainOf = (grades: readonly number[]): number =>
  grades.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
