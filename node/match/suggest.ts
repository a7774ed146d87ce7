/** Category and urgency of an issue that is being written down, from what the region has solved of its like. No assistant is asked. */
import type { Urgency } from '../schemas/words.ts';

/** What a solved issue was, in the end: whoever worked on it may have lowered its urgency. */
export type Labels = { readonly category: string; readonly urgency: Urgency };

/** A solved issue that resembles the text, and how much: `Near.score`, in [0, 1]. */
export type Neighbour = Labels & { readonly score: number };

export type Suggested = { readonly category?: string; readonly urgency?: Urgency };

/** Solved issues that are asked: those further away resemble the text by chance. */
export const neighboursMax = 10;

/** One solved issue may have been a mistake, and says something of one person; two that agree are a custom. */
const agreeingMin = 2;

/** Below it a neighbour has a word or two in common with the text, and its vote is not counted. */
const scoreMin = 0.1;

/**
 * How close the best of those who agree must be, and their share of all votes. On a public set of labelled issues (a mobile
 * SDK's, each suggested from those before it, the newer half) a category is then said for one issue in three, and is right
 * for nine in ten of these; on `cases/`, where everything is a paraphrase and in six languages, for one in seven, right for
 * six in seven (`suggest.test.ts`). An urgency is a matter of circumstances too, so it takes closer ones: right for nine in
 * ten there, where always saying the commonest is right for three in four.
 */
const sureEnough = {
  category: { bestMin: 0.2, shareMin: 0.7 },
  urgency: { bestMin: 0.3, shareMin: 0.7 },
} as const;

/**
 * What most of the solved issues like it say, each with the square of its score, so that a close one outweighs many faint
 * ones. Of either, nothing when they disagree, are too few or too far. `critical` is never suggested: it lets others wait,
 * so only a person can say that it is; solved ones that were speak for `high`.
 */
export function suggestFrom(neighbours: readonly Neighbour[]): Suggested {
  const near = neighbours.filter(({ score }) => score >= scoreMin);
  const category = winner(near, ({ category }) => category, sureEnough.category);
  const urgency = winner(near, ({ urgency }) => atMostHigh(urgency), sureEnough.urgency);
  return { ...(category !== undefined && { category }), ...(urgency !== undefined && { urgency }) };
}

const atMostHigh = (urgency: Urgency): Urgency => (urgency === 'critical' ? 'high' : urgency);

type Tally = { votes: number; voters: number; best: number };

function winner<L extends string>(
  near: readonly Neighbour[],
  labelOf: (neighbour: Neighbour) => L,
  { bestMin, shareMin }: { readonly bestMin: number; readonly shareMin: number },
): L | undefined {
  const tallies = new Map<L, Tally>();
  let all = 0;
  for (const neighbour of near) {
    const label = labelOf(neighbour);
    const tally = tallies.get(label) ?? { votes: 0, voters: 0, best: 0 };
    tallies.set(label, tally);
    const vote = neighbour.score ** 2;
    tally.votes += vote;
    tally.voters += 1;
    tally.best = Math.max(tally.best, neighbour.score);
    all += vote;
  }
  for (const [label, { votes, voters, best }] of tallies)
    if (voters >= agreeingMin && best >= bestMin && votes >= shareMin * all) return label;
  return undefined;
}
