/**
 * What learnt weights have gained and cost beside those that admins set, and whether they may be followed once more.
 *
 * The bound does not trust the regression. Where the two would choose differently, a lot gives a share of the issues to the
 * choice by the fixed weights (the control), so that what these would have brought is measured on the same kind of issues
 * at the same time, whatever drifts. Learnt weights are followed only while their rewards, with the margin's share of all
 * other rewards, stay above what the control says the fixed weights would have brought: the budget of conservative bandits
 * (Y. Wu, R. Shariff, T. Lattimore and C. Szepesvári, "Conservative Bandits", ICML 2016; A. Kazerouni, M. Ghavamzadeh,
 * Y. Abbasi-Yadkori and B. Van Roy, "Conservative Contextual Linear Bandits", NeurIPS 2017). An outcome that is not known
 * yet counts as the worst for the learnt weights and as the best for the control.
 */
export type Tally = {
  /** Choices counted so far. */
  readonly n: number;
  /** Choices that both would have made, or that were kept from the learnt weights. */
  readonly same: Count;
  readonly control: Count;
  readonly learnt: Count;
};

/** Choices and their rewards, older ones counting less. */
export type Count = { readonly count: number; readonly reward: number };

/** On which side a choice was. */
export type Side = 'same' | 'control' | 'learnt';

/** Following learnt weights never costs more than this share of what the fixed ones bring. */
export const margin = 0.05;

/** Of the issues where the two differ, one in so many goes to the control. */
export const controlEvery = 4;

/**
 * About the last thousand choices count, so that old gains do not pay for new losses. The bound holds for all that ever was,
 * too: if a sum that forgets is never below 0, neither is the sum that does not.
 */
const kept = 0.999;

/**
 * Half the width of what the control's mean may be off, times √count. Rewards lie in [0, 1], so their standard deviation
 * is ½ at most: this is twice that (Hoeffding: exceeded one time in seven for the widest spread, hardly ever for real ones).
 */
const widthOfOne = 1;

const none: Count = { count: 0, reward: 0 };
export const noTally: Tally = { n: 0, same: none, control: none, learnt: none };

/** Whether learnt weights may be followed once more, if nothing at all came of it. */
export function mayDepart({ same, control, learnt }: Tally): boolean {
  return margin * same.reward + learnt.reward >= (1 - margin) * (learnt.count + 1) * highest(control);
}

/** The most that the fixed weights may have brought on average, where the two differ. */
function highest({ count, reward }: Count): number {
  return count > 0 ? Math.min(1, reward / count + widthOfOne / Math.sqrt(count)) : 1;
}

/** What an outcome counts as until it is known. */
const assumedOf = (side: Side): number => (side === 'control' ? 1 : 0);

/** One more choice was made, whose outcome is not known. Its number is the `n` of what is returned. */
export function counted({ n, same, control, learnt }: Tally, side: Side): Tally {
  const older = ({ count, reward }: Count): Count => ({ count: kept * count, reward: kept * reward });
  const former: Tally = { n: n + 1, same: older(same), control: older(control), learnt: older(learnt) };
  return { ...former, [side]: plus(former[side], 1, assumedOf(side)) };
}

/** What came of choice number `n`; `before` is what had been counted for it, if it is a correction. */
export function settled(tally: Tally, side: Side, n: number, reward: number, before?: number): Tally {
  const change = weightOf(tally, n) * (reward - (before ?? assumedOf(side)));
  return { ...tally, [side]: plus(tally[side], 0, change) };
}

/** Choice number `n` says nothing: the issue was cancelled, or nobody was asked after all. */
export function forgotten(tally: Tally, side: Side, n: number): Tally {
  const weight = weightOf(tally, n);
  return { ...tally, [side]: plus(tally[side], -weight, -weight * assumedOf(side)) };
}

function plus({ count, reward }: Count, moreCount: number, moreReward: number): Count {
  return { count: Math.max(0, count + moreCount), reward: Math.max(0, reward + moreReward) };
}

/** What a choice counts by now; by repeated squaring, for a power must be the same on every machine. */
function weightOf({ n: now }: Tally, n: number): number {
  let weight = 1;
  let factor = kept;
  for (let left = Math.max(0, now - n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) weight *= factor;
    factor *= factor;
  }
  return weight;
}
