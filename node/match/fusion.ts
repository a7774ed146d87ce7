import { Best } from '../core/best.ts';
import { within01 } from '../core/within01.ts';
import type { Beside } from './keyword-matcher.ts';
import type { MeaningLook } from './meanings.ts';
import type { Near } from './past-issues.ts';
import { type Ballot, count } from './votes.ts';

/** Found by words and by meaning, each: more than vote, as the best of both together are in neither's first places. */
export const nearMax = 200;

/** Past issues that vote: fewer than by words alone, as beyond them meaning always finds some that are a little like anything. */
const votersMax = 20;

/** A past issue's words against its meaning: what words do find is surer. */
const wordsFactor = 2;

/** A hundred half-lives: below it is only rounding noise. */
const leastRecency = 1e-30;

/** The sum of votes that makes half of the greatest part. */
const halfVotes = 0.2;

/** Of what an expert is known by, what meaning says; the rest is words. */
const learntShare = 0.3;
const qualificationsShare = 0.5;

/**
 * Words and meaning together: each past issue is as close as both say, before any of them votes; experts are as close as
 * both say. Absolute like words alone: made of the issue and the expert, never stretched between the best and the worst,
 * as that would make much of a weak match.
 */
export function besideWords(look: MeaningLook): Beside {
  return {
    matcher: 'semantic',
    limit: nearMax,
    votes: (near) => count(ballotsOf(near, look), halfVotes),
    learnt: (familiar) => fused(familiar, look.towards(), learntShare),
    qualifications: (covered) => fused(covered, look.toDeclared(), qualificationsShare),
  };
}

/** The strongest votes of what words and meaning have found. Hundreds are compared for each issue, and objects made of the winners alone. */
function ballotsOf(near: readonly Near[], look: MeaningLook): readonly Ballot[] {
  const byWords = new Set(near.map(({ id }) => id));
  const found = [...near, ...look.near.filter(({ id }) => !byWords.has(id))];
  // Where nothing was resolved for a year nobody has become worse than the others: ages count from the newest found.
  const newest = found.reduce((most, { recency }) => Math.max(most, recency), leastRecency);
  const votes = found.map((one) => {
    const [score, cosine] = 'cosine' in one ? [0, one.cosine] : [one.score, look.to(one.id) ?? 0];
    const both = (wordsFactor * score + Math.max(0, cosine)) / (wordsFactor + 1);
    const closeness = both * Math.sqrt(one.recency / newest);
    // The third power, so that few close ones outweigh many faint ones.
    return closeness * closeness * closeness;
  });
  const idAt = (at: number) => found[at]?.id ?? '';
  const best = new Best(votersMax, (one, other) => idAt(one) < idAt(other));
  votes.forEach((vote, at) => {
    best.offer(at, vote);
  });
  return best.take().flatMap((at) => {
    const one = found[at];
    return one ? [{ id: one.id, expertId: one.expertId, vote: votes[at] ?? 0 }] : [];
  });
}

/** What both say of each expert, by number, in place of what words said; words alone where meaning is not known. */
function fused(words: Float64Array, meanings: Float64Array, share: number): Float64Array {
  const known = Math.min(words.length, meanings.length);
  for (let expert = 0; expert < known; expert++) {
    const meaning = meanings[expert] ?? Number.NaN;
    if (Number.isNaN(meaning)) continue;
    words[expert] = within01((1 - share) * (words[expert] ?? 0) + share * Math.max(0, meaning));
  }
  return words;
}
